"""A file that was read and waits for its confirmation: kept here, so that no form can forge what was read."""

from django.conf import settings
from django.db import models

from .fields import CanonicalJSONField


class PendingImport(models.Model):
    """What one person uploaded, as it was understood, for one filing's table or for the organisation.

    `key` is what the preview's address carries; it is also the request key of the confirmation.
    """

    key = models.CharField(max_length=64, primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filing = models.ForeignKey(
        "evaluations.Filing", models.PROTECT, null=True, blank=True, related_name="pending_imports"
    )
    subject = models.CharField("表", max_length=80)
    content = CanonicalJSONField("内容", default=dict)
    file = models.BinaryField("文件", default=bytes)
    """The file itself, to be given back with its errors marked; empty where that is not offered."""
    made_at = models.DateTimeField("上传时间")
    used_at = models.DateTimeField("确认时间", null=True, blank=True)
    listed_at = models.DateTimeField("密码清单下载时间", null=True, blank=True)

    class Meta:
        verbose_name = "待确认的导入"
        indexes = [models.Index(fields=["made_at"], name="pending_import_by_time")]

    def __str__(self) -> str:
        return f"{self.subject} {self.made_at:%Y-%m-%d %H:%M}"
