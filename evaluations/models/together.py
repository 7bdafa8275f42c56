"""Several people on one filing: who is on which stage now, and which office looks after a stage."""

from django.conf import settings
from django.db import models


class Presence(models.Model):
    """When somebody was last active on a stage of a filing. No content: rows may be lost without harm."""

    filing = models.ForeignKey("evaluations.Filing", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    stage = models.CharField("阶段", max_length=80)
    seen_at = models.DateTimeField("时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.stage}"


class StageOffice(models.Model):
    """The 责任科室 of a stage, as the department has written it."""

    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="offices")
    stage = models.CharField("阶段", max_length=80)
    office = models.CharField("责任科室", max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "stage"], name="stage_office_once")]

    def __str__(self) -> str:
        return f"{self.stage} {self.office}"
