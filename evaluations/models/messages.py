"""Messages to persons in the portal, each perhaps mailed too; and the events that nobody was told of yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Untold(models.Model):
    """An event whose messages are still to be made; stored by the transaction of the act, gone once they are made."""

    event = models.OneToOneField("evaluations.Event", models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return str(self.event_id)


class Message(models.Model):
    """What one person is told. Its words are made from `kind` and `role` by the table `telling.TELLINGS`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="portal_messages")
    key = models.CharField(max_length=120)
    """What it follows from: one message of it for each person, however often it is told."""
    kind = models.CharField("事项", max_length=40)
    role = models.CharField("角色", max_length=20)
    """As what the person is told."""
    cycle = models.ForeignKey("evaluations.Cycle", models.PROTECT, related_name="+")
    department = models.ForeignKey("evaluations.Department", models.PROTECT, related_name="+")
    filing = models.ForeignKey("evaluations.Filing", models.PROTECT, null=True, related_name="+")
    """None before the department has begun."""
    item = models.ForeignKey("evaluations.RectificationItem", models.PROTECT, null=True, related_name="+")
    """The item of 问题整改台账 that it is about, None for the filing itself."""
    event = models.ForeignKey("evaluations.Event", models.PROTECT, null=True, related_name="+")
    due = models.DateTimeField("期限", null=True)
    at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True)
    mail_after = models.DateTimeField("邮件最早发送时间", null=True)
    """When to mail it, or to try again; None: no mail waits."""
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField("邮件发送时间", null=True)

    class Meta:
        verbose_name = "消息"
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="message_once")]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="message_unread"),
            models.Index(
                fields=["mail_after"], condition=Q(mail_after__isnull=False), name="message_to_mail"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"
