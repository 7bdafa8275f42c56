"""审签稿: the whole filing in print before it is sent, one for each content."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """审签稿 of one content of a filing, whose digest `content` is; another content makes it void.

    `file` is a name inside MEDIA_ROOT, '' until the worker has printed it. Rows and files of former contents go.
    """

    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, related_name="drafts")
    content = models.CharField("内容校验码", max_length=64)
    beside = models.CharField("旁列内容校验码", max_length=64)
    """Digest of what is printed and not signed: figures of the bureau and of last year, names."""
    revision = models.PositiveBigIntegerField("修改序号")
    file = models.CharField(max_length=200, blank=True)
    sha = models.CharField("校验码", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("字节", default=0)
    pages = models.PositiveIntegerField("页数", default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "审签稿"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["filing", "content"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.filing} 审签稿"
