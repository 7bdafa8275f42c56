"""Stored documents by digest, and which of them is which year's version."""

import hashlib

from django.db import models


def digest_of(text: str) -> str:
    """Return the SHA-256 of a document's bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


class RubricDocument(models.Model):
    """The text of a document under the SHA-256 of its bytes. Insert-only."""

    digest = models.CharField("摘要", max_length=64, primary_key=True)
    body = models.TextField("内容")
    stored_at = models.DateTimeField("入库时间", auto_now_add=True)

    def __str__(self) -> str:
        return self.digest[:12]


class RubricVersion(models.Model):
    """A numbered version of a year's rubric.

    While it is a draft its document may be replaced; from publication on only its state moves.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布启用"
        RETIRED = "retired", "已停用"

    place = models.CharField("地区", max_length=40)
    kind = models.CharField("适用类别", max_length=40, default="部门")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("版次")
    document = models.ForeignKey(RubricDocument, models.PROTECT, related_name="versions")
    title = models.CharField("名称", max_length=200)
    state = models.CharField("状态", max_length=20, choices=State, default=State.DRAFT)
    reason = models.TextField("修订原因", blank=True)
    imported_by = models.CharField("导入人", max_length=240)
    imported_at = models.DateTimeField("导入时间")
    published_by = models.CharField("发布人", max_length=240, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    retired_by = models.CharField("停用人", max_length=240, blank=True)
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "指标体系版本"
        ordering = ["-year", "place", "kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "kind", "year", "number"], name="rubric_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}年度第 {self.number} 版"
