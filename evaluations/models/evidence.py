"""Files that prove a filing, what each of them proves, and those that are still coming in."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Evidence(models.Model):
    """A file of a filing; `key` names it in addresses and in the store.

    Removed it stays here as a row. `stored` says whether its bytes are there: what was sent once is kept for good.
    """

    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="evidence")
    key = models.CharField(max_length=32, unique=True)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("种类", max_length=10)
    """By content, never by name."""
    size = models.PositiveBigIntegerField("字节")
    sha = models.CharField("校验码", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("上传时间")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)
    stored = models.BooleanField(default=True)
    was_there = False
    """Not stored: whether `services.evidence.add_file` was brought a content that the filing had already."""

    class Meta:
        verbose_name = "佐证材料"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "sha"], condition=Q(removed_at__isnull=True), name="evidence_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class EvidenceLink(models.Model):
    """What a file proves: the place by its address, and on which pages ('' for the whole file)."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="links")
    address = models.CharField("位置", max_length=400)
    pages = models.CharField("页码", max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["evidence", "address"], name="evidence_link_once")]

    def __str__(self) -> str:
        return self.address


class EvidenceUpload(models.Model):
    """A file that comes in piece by piece: `received` bytes are there, whatever the part's file holds behind them."""

    key = models.CharField(max_length=32, primary_key=True)
    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="evidence_uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=255)
    mark = models.CharField(max_length=40, blank=True)
    """When the person's own copy was last changed: with name and size it tells the same file again."""
    size = models.PositiveBigIntegerField("字节")
    received = models.PositiveBigIntegerField(default=0)
    address = models.CharField("位置", max_length=400, blank=True)
    pages = models.CharField("页码", max_length=60, blank=True)
    spread = models.BooleanField(default=False)
    """Whether a paper that is asked for is linked to the places that it proves, too."""
    touched_at = models.DateTimeField("上次收到")

    class Meta:
        verbose_name = "没有传完的文件"
        indexes = [models.Index(fields=["touched_at"], name="evidence_upload_by_time")]

    def __str__(self) -> str:
        return self.name
