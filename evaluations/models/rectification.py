"""问题整改台账: what a year left to be mended, until it is closed with evidence."""

from django.conf import settings
from django.db import models

from evaluations.rectifying import ACT_NAMES, STATE_NAMES, ItemState

from .fields import Clearable


class RectificationItem(models.Model):
    """One problem that a department has to mend: a row of its own table, or an opinion that was marked at approval."""

    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="rectifications")
    """The filing that it comes from; its department has to mend it."""
    source = models.CharField("来源", max_length=400)
    """The address of the row, or comment/<number>: each once in a filing."""
    number = models.PositiveIntegerField("序号")
    problem = models.TextField("问题")
    measures = models.TextField("整改措施", blank=True)
    office = models.CharField("责任科室", max_length=200, blank=True)
    until = models.DateField("整改时限", null=True, blank=True)
    state = models.CharField(
        "状态",
        max_length=20,
        default=ItemState.TO_MEND.value,
        choices=[(state.value, name) for state, name in STATE_NAMES.items()],
    )
    version = models.PositiveIntegerField("版本", default=1)
    at = models.DateTimeField("列入时间")
    closed_at = models.DateTimeField("销号时间", null=True, blank=True)

    class Meta:
        verbose_name = "整改事项"
        ordering = ["filing__department__code", "filing_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["filing", "source"], name="rectification_once"),
            models.UniqueConstraint(fields=["filing", "number"], name="rectification_number_once"),
        ]
        indexes = [models.Index(fields=["state"], name="rectification_by_state")]

    def __str__(self) -> str:
        return self.problem[:40]


class RectificationEntry(Clearable):
    """What was said and done about an item. Insert-only."""

    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField("序号")
    act = models.CharField(
        "办理", max_length=20, choices=[(act.value, name) for act, name in ACT_NAMES.items()]
    )
    text = models.TextField("内容", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["item_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["item", "seq"], name="rectification_entry_once")]

    def __str__(self) -> str:
        return self.text[:40]


class RectificationFile(Clearable):
    """A file that came with an entry; `key` names it in the store of evidence. Insert-only, its bytes stay."""

    entry = models.ForeignKey(RectificationEntry, models.PROTECT, related_name="files")
    key = models.CharField(max_length=32, unique=True)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("种类", max_length=10)
    """By content, never by name."""
    size = models.PositiveBigIntegerField("字节")
    sha = models.CharField("校验码", max_length=64)

    class Meta:
        verbose_name = "整改材料"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
