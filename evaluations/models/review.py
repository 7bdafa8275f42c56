"""What a reviewer writes: answers beside the filer's, comments with their entries, the list of a return."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .fields import CanonicalJSONField, Clearable
from .filing import Status


class Correction(models.Model):
    """A reviewer's answer in place of the filer's, for the verified score only.

    It was made on the answer in its `on_version` and holds until a later `Change` of that place; a new one withdraws
    the one before.
    """

    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="corrections")
    address = models.CharField("位置", max_length=400)
    value = models.TextField("审核内容", blank=True)
    status = models.CharField("性质", max_length=20, choices=Status, default=Status.FILLED)
    reason = models.TextField("理由")
    revision = models.PositiveBigIntegerField("修改序号")
    on_version = models.PositiveIntegerField("所依版本")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "address"], condition=Q(withdrawn_at__isnull=True), name="correction_once"
            )
        ]

    def __str__(self) -> str:
        return self.address


class Comment(models.Model):
    """A comment pinned to an address; its words are its entries."""

    class State(models.TextChoices):
        TO_MEND = "to_mend", "待整改"
        ANSWERED = "answered", "已答复"
        ADOPTED = "adopted", "已采纳"
        MEND_FURTHER = "mend_further", "继续整改"
        WITHDRAWN = "withdrawn", "已撤回"

    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField("序号")
    address = models.CharField("位置", max_length=400)
    anchor = CanonicalJSONField("所指文字", default=dict)
    """Where in a narrative: block, offset, quote. Empty: the whole place."""
    code = models.CharField("意见代码", max_length=20, blank=True)
    category = models.CharField("类别", max_length=20, blank=True)
    state = models.CharField("状态", max_length=20, choices=State, default=State.TO_MEND)
    round = models.PositiveSmallIntegerField("退回次数")
    """The filing's round when the comment was made."""
    follow_up = models.BooleanField("列入问题整改台账", default=False)
    """Marked at approval: adopted, and to be followed in the year after."""

    class Meta:
        ordering = ["filing_id", "number"]
        constraints = [models.UniqueConstraint(fields=["filing", "number"], name="comment_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.address}"


class CommentEntry(Clearable):
    """One utterance under a comment. Insert-only."""

    class Kind(models.TextChoices):
        OPINION = "opinion", "意见"
        ANSWER = "answer", "答复"
        ADOPT = "adopt", "采纳"
        MEND_FURTHER = "mend_further", "继续整改"
        WITHDRAW = "withdraw", "撤回"

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField("序号")
    kind = models.CharField("种类", max_length=20, choices=Kind)
    text = models.TextField("内容", blank=True)
    revision = models.PositiveBigIntegerField("修改序号")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    deputy_for = models.CharField("代谁", max_length=200, blank=True, default="")
    """In whose place a deputy said it, by name; '' where it was the person's own to say."""

    class Meta:
        ordering = ["comment_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["comment", "seq"], name="comment_entry_once")]

    def __str__(self) -> str:
        return self.text[:40]


STATE_AFTER = {
    CommentEntry.Kind.OPINION: Comment.State.TO_MEND,
    CommentEntry.Kind.ANSWER: Comment.State.ANSWERED,
    CommentEntry.Kind.ADOPT: Comment.State.ADOPTED,
    CommentEntry.Kind.MEND_FURTHER: Comment.State.MEND_FURTHER,
    CommentEntry.Kind.WITHDRAW: Comment.State.WITHDRAWN,
}
SETTLED = frozenset({Comment.State.ADOPTED.value, Comment.State.WITHDRAWN.value})
"""States of a comment about which nothing is left to do."""
"""Where a comment stands after an utterance."""


class ReturnNotice(Clearable):
    """退回意见书: the open items as they stood when the filing was returned. Insert-only.

    `facts` is what its print says besides, in the words of then: names change, a paper does not.
    """

    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="return_notices")
    round = models.PositiveSmallIntegerField("退回次数")
    number = models.CharField("编号", max_length=80, unique=True)
    due = models.DateTimeField("重报期限")
    words = models.TextField("总体意见", blank=True)
    items = CanonicalJSONField("退回事项")
    """[{comment, number, address, place, category, code, text}]; `place` is what the address is called."""
    facts = CanonicalJSONField("所印内容", default=dict)
    """department, code, year, task, by; a notice from before there was a print has none."""
    revision = models.PositiveBigIntegerField("修改序号")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["filing_id", "round"]
        constraints = [models.UniqueConstraint(fields=["filing", "round"], name="return_notice_once")]

    def __str__(self) -> str:
        return self.number


class NoticePrint(models.Model):
    """The PDF of a return notice. `file` is a name inside MEDIA_ROOT, '' until the worker has printed it."""

    notice = models.OneToOneField(ReturnNotice, models.PROTECT, related_name="paper")
    file = models.CharField(max_length=200, blank=True)
    sha = models.CharField("校验码", max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "退回意见书打印件"
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.notice)
