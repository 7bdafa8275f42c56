"""What closes a filing, and what opens it once more: 盖章件, 纸质件, 更正."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .signing import KeptFile


class StampedCopy(KeptFile):
    """盖章件: the printed final copy with the department's seal; it belongs to that snapshot and to no other.

    A later one takes the place of the one before, whose row and bytes stay.
    """

    snapshot = models.ForeignKey("evaluations.Snapshot", models.PROTECT, related_name="stamped_copies")
    replaced_at = models.DateTimeField("更换时间", null=True, blank=True)

    class Meta:
        verbose_name = "盖章件"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot"], condition=Q(replaced_at__isnull=True), name="stamped_copy_once"
            )
        ]


class PaperReceipt(models.Model):
    """纸质件已签收: so many copies of one final copy, received on a day. Insert-only."""

    snapshot = models.ForeignKey("evaluations.Snapshot", models.PROTECT, related_name="paper_receipts")
    day = models.DateField("签收日期")
    copies = models.PositiveSmallIntegerField("份数")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.snapshot} {self.day} {self.copies}"


class Amendment(models.Model):
    """更正: asked for with a reason and a document, agreed or not, done when the filing is approved anew."""

    class State(models.TextChoices):
        ASKED = "asked", "待办理"
        WITHDRAWN = "withdrawn", "已撤回"
        REFUSED = "refused", "不同意"
        AGREED = "agreed", "更正中"
        DROPPED = "dropped", "已放弃"
        DONE = "done", "已更正"

    OPEN = (State.ASKED, State.AGREED)

    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="amendments")
    number = models.CharField("编号", max_length=80, unique=True)
    reason = models.TextField("更正原因")
    document = models.CharField("依据文号", max_length=120)
    state = models.CharField("状态", max_length=20, choices=State, default=State.ASKED)
    sealed = models.ForeignKey("evaluations.Snapshot", models.PROTECT, related_name="+")
    """The final copy that is to be amended."""
    amended = models.ForeignKey("evaluations.Snapshot", models.PROTECT, null=True, related_name="+")
    """The final copy that came of it."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("办理时间", null=True)
    words = models.TextField("办理意见", blank=True)
    revision = models.PositiveBigIntegerField("同意时修改序号", null=True)

    class Meta:
        ordering = ["filing_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing"], condition=Q(state__in=["asked", "agreed"]), name="amendment_open_once"
            )
        ]

    def __str__(self) -> str:
        return self.number


class AmendmentFile(KeptFile):
    """The document that a 更正 rests on. Insert-only."""

    amendment = models.OneToOneField(Amendment, models.PROTECT, related_name="file")

    class Meta:
        verbose_name = "更正依据"
