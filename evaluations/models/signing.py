"""Sign-off on paper: the sheet that is printed for one content, and the scan of that sheet when it is signed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .fields import CanonicalJSONField, Clearable


class SignSheet(models.Model):
    """审签单 of one content of a filing, whose digest `content` is: it holds only while the filing says just that.

    `facts` is what the print says. `file` is a name inside MEDIA_ROOT, '' until the worker has printed it.
    """

    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="sign_sheets")
    number = models.CharField("编号", max_length=80, unique=True)
    content = models.CharField("内容校验码", max_length=64)
    revision = models.PositiveBigIntegerField("修改序号")
    facts = CanonicalJSONField("所印内容")
    file = models.CharField(max_length=200, blank=True)
    sha = models.CharField("校验码", max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "审签单"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["filing", "content"], name="sign_sheet_once")]

    def __str__(self) -> str:
        return self.number


class KeptFile(Clearable):
    """A file as it was handed in, its bytes under a random name (`evidence.store`)."""

    key = models.CharField(max_length=32, unique=True)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("种类", max_length=10)
    size = models.PositiveBigIntegerField("字节")
    sha = models.CharField("校验码", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("上传时间")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class SignedScan(KeptFile):
    """The signed sheet as a picture or PDF; a later one takes the place of the one before, whose row stays.

    `stored` says whether its bytes are there: what was sent once is kept for good.
    """

    sheet = models.ForeignKey(SignSheet, models.PROTECT, related_name="scans")
    replaced_at = models.DateTimeField("更换时间", null=True, blank=True)
    stored = models.BooleanField(default=True)

    class Meta:
        verbose_name = "审签单扫描件"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet"], condition=Q(replaced_at__isnull=True), name="signed_scan_once"
            )
        ]
