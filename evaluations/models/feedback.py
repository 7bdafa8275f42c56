"""After the approval the department is told the result and may object: 结果告知, 反馈意见, 答复."""

from django.conf import settings
from django.db import models

from .fields import Clearable
from .signing import KeptFile


class ResultNotice(models.Model):
    """自评结果告知书: what was told, and until when the department may say whether it agrees. Insert-only."""

    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="result_notices")
    snapshot = models.OneToOneField("evaluations.Snapshot", models.PROTECT, related_name="notice")
    number = models.CharField("编号", max_length=80, unique=True)
    due = models.DateTimeField("反馈期限")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["filing_id", "id"]

    def __str__(self) -> str:
        return self.number


class Feedback(models.Model):
    """反馈意见 on one notice, given once. Insert-only. No item: the department agrees with everything."""

    notice = models.OneToOneField(ResultNotice, models.PROTECT, related_name="feedback")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return str(self.notice)


class Objection(Clearable):
    """A line with which the department does not agree, and why. Insert-only."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="objections")
    number = models.PositiveIntegerField("序号")
    address = models.CharField("指标", max_length=400)
    text = models.TextField("不同意的理由")

    class Meta:
        ordering = ["feedback_id", "number"]
        constraints = [models.UniqueConstraint(fields=["feedback", "address"], name="objection_once")]

    def __str__(self) -> str:
        return self.address


class ObjectionFile(KeptFile):
    """What proves an objection. Insert-only."""

    objection = models.OneToOneField(Objection, models.PROTECT, related_name="file")

    class Meta:
        verbose_name = "反馈意见的佐证材料"


class ObjectionAnswer(Clearable):
    """The reviewer's answer to an objection, given once. Insert-only."""

    class Verdict(models.TextChoices):
        KEPT = "kept", "维持"
        ADOPTED = "adopted", "采纳"

    objection = models.OneToOneField(Objection, models.PROTECT, related_name="answer")
    verdict = models.CharField("结论", max_length=20, choices=Verdict)
    reason = models.TextField("理由")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return self.get_verdict_display()
