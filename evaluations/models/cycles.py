"""The year's task: which document holds for whom, and when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from evaluations.workflow import FIRST, LEVELS, SIGN_OFF_NAMES, Late, SignOff


class Cycle(models.Model):
    """One year of one place, for real (正式) or as a rehearsal (试填)."""

    class Mode(models.TextChoices):
        FORMAL = "formal", "正式"
        REHEARSAL = "rehearsal", "试填"

    year = models.PositiveSmallIntegerField("年度")
    place = models.CharField("地区", max_length=40)
    mode = models.CharField("方式", max_length=20, choices=Mode, default=Mode.FORMAL)
    title = models.CharField("任务名称", max_length=120)
    notice = models.CharField("通知文号", max_length=120, blank=True)
    sign_off = models.CharField(
        "审签方式",
        max_length=20,
        default=SignOff.SKIP.value,
        choices=[(one.value, name) for one, name in SIGN_OFF_NAMES.items()],
    )
    late = models.CharField(
        "逾期报送",
        max_length=20,
        default=Late.REFUSE.value,
        choices=[(Late.REFUSE.value, "不接收"), (Late.MARK.value, "接收并标记")],
    )
    levels = models.PositiveSmallIntegerField("审核级数", default=FIRST, choices=list(LEVELS.items()))
    feedback_days = models.PositiveSmallIntegerField("反馈工作日", default=0)
    """Working days in which a department may object to what it was told; 0: the year has no such step."""
    wants_stamp = models.BooleanField("定稿后盖章", default=False)
    wants_paper = models.BooleanField("报纸质件", default=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("布置时间", auto_now_add=True)
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "自评任务"
        ordering = ["-year", "place", "mode"]
        constraints = [models.UniqueConstraint(fields=["year", "place", "mode"], name="cycle_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def number_mark(self) -> str:
        """What the numbers of its papers begin with: 试 in a rehearsal, else ''."""
        return "试" if self.mode == self.Mode.REHEARSAL else ""


class CycleRubric(models.Model):
    """The version of the rubric that departments of one kind follow in this cycle."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="rubrics")
    kind = models.CharField("部门类别", max_length=40)
    version = models.ForeignKey("rubrics.RubricVersion", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "适用指标体系"
        constraints = [models.UniqueConstraint(fields=["cycle", "kind"], name="cycle_rubric_once")]

    def __str__(self) -> str:
        return f"{self.cycle} {self.kind}"


class Window(models.Model):
    """From when to when a phase of the cycle is open; `closes` is the last moment that still counts."""

    class Phase(models.TextChoices):
        FILING = "filing", "填报"
        REVIEW = "review", "审核"

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="windows")
    phase = models.CharField("环节", max_length=20, choices=Phase)
    opens = models.DateTimeField("开始时间")
    closes = models.DateTimeField("截止时间")

    class Meta:
        verbose_name = "起止时间"
        constraints = [
            models.UniqueConstraint(fields=["cycle", "phase"], name="window_once"),
            models.CheckConstraint(name="window_closes_after_opening", condition=Q(closes__gt=F("opens"))),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.get_phase_display()}"
