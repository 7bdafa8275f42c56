"""抽查复核: what was drawn from an approved year, who looks at it again, what he gives, how a difference is settled."""

from django.conf import settings
from django.db import models

from evaluations.sampling import METHOD_NAMES

from .fields import CanonicalJSONField, Clearable
from .filing import Authored


class Sample(models.Model):
    """One draw of a cycle: enough to draw the same again. Insert-only."""

    cycle = models.ForeignKey("evaluations.Cycle", models.PROTECT, related_name="samples")
    seq = models.PositiveIntegerField("第几次")
    method = models.CharField(
        "抽取方式", max_length=20, choices=[(one.value, name) for one, name in METHOD_NAMES.items()]
    )
    share = models.PositiveSmallIntegerField("抽取比例")
    seed = models.CharField("随机种子", max_length=64)
    weights = CanonicalJSONField("风险权重", default=dict)
    """Factor -> weight, as text; empty where chance alone decided."""
    listed = CanonicalJSONField("备选名单")
    """[{code, filing, snapshot, facts}] by code: everything that could be drawn."""
    drawn = CanonicalJSONField("抽中名单")
    """Codes in the order drawn."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("抽取时间")

    class Meta:
        verbose_name = "抽取复核对象"
        ordering = ["cycle_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["cycle", "seq"], name="sample_once")]

    def __str__(self) -> str:
        return f"{self.cycle} 第 {self.seq} 次抽取"


class SecondLook(models.Model):
    """A filing that was drawn, as it was approved; `reader` looks at it without the first reviewer's result."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="looks")
    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="second_looks")
    snapshot = models.ForeignKey("evaluations.Snapshot", models.PROTECT, related_name="+")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="second_looks"
    )
    given_at = models.DateTimeField("分派时间", null=True, blank=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    result = CanonicalJSONField("结果", default=dict)
    """For lists, from the end on: own, verified, second, apart, settled (sums of the lines, as text), differing, open.
    Rebuildable from the snapshot, the scores and the settlements."""

    class Meta:
        verbose_name = "抽查复核"
        ordering = ["sample_id", "filing__department__code"]
        constraints = [models.UniqueConstraint(fields=["snapshot"], name="second_look_once")]

    def __str__(self) -> str:
        return f"{self.sample} {self.filing.department}"


class SecondScore(Authored):
    """抽查复核得分 of one line: points as text in normal form, and why they are not the department's own."""

    look = models.ForeignKey(SecondLook, models.PROTECT, related_name="scores")
    line = models.CharField("指标", max_length=200)
    points = models.CharField("抽查复核得分", max_length=40)
    words = models.TextField("说明", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["look", "line"], name="second_score_once")]

    def __str__(self) -> str:
        return self.line


class Settlement(Clearable):
    """How the difference between both reviewers was settled on one line; the last one counts. Insert-only."""

    class Choice(models.TextChoices):
        KEEP = "keep", "维持审核得分"
        TAKE = "take", "采用复核得分"
        OTHER = "other", "另定"

    look = models.ForeignKey(SecondLook, models.PROTECT, related_name="settlements")
    line = models.CharField("指标", max_length=200)
    seq = models.PositiveIntegerField("序号")
    choice = models.CharField("处理", max_length=20, choices=Choice)
    points = models.CharField("定分", max_length=40)
    reason = models.TextField("理由")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["look_id", "line", "seq"]
        constraints = [models.UniqueConstraint(fields=["look", "line", "seq"], name="settlement_once")]

    def __str__(self) -> str:
        return f"{self.line} {self.get_choice_display()}"
