"""What the bureau's own systems know of a department: this year's figures, and last year's before the portal."""

from django.conf import settings
from django.db import models


class Preset(models.Model):
    """One figure that the bureau imported, in normal form, or a part of a target that it set.

    `key` says for what in the year's document (rubrics.scoring.presets).

    Nothing here ever reaches an answer by itself: the filer takes it over, or explains the difference.
    """

    class Kind(models.TextChoices):
        BUREAU = "bureau", "财政预置数"
        PREVIOUS = "previous", "上年数"
        TARGETS = "targets", "下达指标"

    cycle = models.ForeignKey("evaluations.Cycle", models.PROTECT, related_name="presets")
    department = models.ForeignKey("evaluations.Department", models.PROTECT, related_name="presets")
    kind = models.CharField("种类", max_length=20, choices=Kind)
    key = models.CharField("字段", max_length=200)
    value = models.TextField("内容")
    former = models.TextField("改动前的内容", blank=True)
    """What stood here before the last import that changed it, '' while it is the first."""
    source = models.CharField("来源", max_length=120)
    day = models.DateField("日期")
    """The day that the source gives the figure for."""
    changed_at = models.DateTimeField("内容改动时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = "预置数"
        constraints = [
            models.UniqueConstraint(fields=["cycle", "department", "kind", "key"], name="preset_once")
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.key}"
