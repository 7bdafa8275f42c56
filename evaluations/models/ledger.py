"""What is kept for good: snapshots and events; and the work that follows from them: reports and jobs."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .fields import CanonicalJSONField, Clearable


class Snapshot(Clearable):
    """A filing as it was submitted or approved. Insert-only.

    Canonical text, sealed over its bytes by a key outside the database, chained by `prev`.
    """

    class Purpose(models.TextChoices):
        SUBMISSION = "submission", "提交"
        APPROVAL = "approval", "定稿"

    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="snapshots")
    seq = models.PositiveIntegerField("序号")
    purpose = models.CharField("用途", max_length=20, choices=Purpose)
    number = models.CharField("编号", max_length=80, unique=True)
    """The receipt's number; an approval carries the final copy's."""
    revision = models.PositiveBigIntegerField("修改序号")
    digest = models.CharField("指标体系摘要", max_length=64)
    answers = models.TextField("填报内容")
    content = models.TextField("计算结果")
    sha = models.CharField("校验码", max_length=64)
    prev = models.CharField("前一校验码", max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["filing_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["filing", "seq"], name="snapshot_once")]

    def __str__(self) -> str:
        return self.number


class Chain(models.Model):
    """The head of one chain of events: a filing's, or the portal's own. Writers queue up on this row."""

    name = models.CharField(max_length=60, primary_key=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    """Over name, length and head, by a key that is not in the database."""

    def __str__(self) -> str:
        return self.name


class Event(Clearable):
    """One act: who, when, what. Insert-only; `sha`, by a key outside the database, covers it and the one before."""

    chain = models.CharField(max_length=60)
    seq = models.PositiveIntegerField("序号")
    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, null=True, related_name="events")
    action = models.CharField("办理事项", max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    data = CanonicalJSONField("内容", default=dict)
    sha = models.CharField("校验码", max_length=64)
    prev = models.CharField("前一校验码", max_length=64, blank=True)

    class Meta:
        ordering = ["chain", "seq"]
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="event_once")]
        indexes = [models.Index(fields=["at"], name="event_by_time")]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.action}"


class Report(models.Model):
    """A print of a snapshot. `file` is a name inside MEDIA_ROOT, set when the print is finished."""

    class Variant(models.TextChoices):
        DRAFT = "draft", "草稿"
        FINAL = "final", "定稿"
        PUBLIC = "public", "公开版"

    OF_FINAL_COPIES = (Variant.FINAL, Variant.PUBLIC)
    """What is printed of an approved filing only."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待生成"
        READY = "ready", "已生成"
        FAILED = "failed", "未能生成"

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="reports")
    variant = models.CharField("种类", max_length=20, choices=Variant)
    state = models.CharField("状态", max_length=20, choices=State, default=State.WAITING)
    template_digest = models.CharField(max_length=64, blank=True)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField("字节", default=0)
    pages = models.PositiveIntegerField("页数", default=0)
    sha = models.CharField("校验码", max_length=64, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField("申请时间")
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        ordering = ["snapshot_id", "variant"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "variant"], name="report_once")]

    def __str__(self) -> str:
        return f"{self.snapshot} {self.get_variant_display()}"


class Job(models.Model):
    """The truth about a piece of work.

    A worker holds it by `lease` until `lease_until`; the sweeper frees what a killed worker left.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "排队中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"

    ACTIVE = (State.QUEUED, State.RUNNING)

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    state = models.CharField("状态", max_length=20, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    message = models.TextField("说明", blank=True)
    lease = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    """While running: till when the worker holds it. While queued: when to send its message again."""
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("创建时间")
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=Q(state__in=["queued", "running"]), name="job_active_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
