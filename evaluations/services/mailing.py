"""Messages go out by mail: claimed, judged again, sent; what fails is tried again later, and never touches an act."""

import logging
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from evaluations import clock
from evaluations.models import Message
from evaluations.selectors.messages import said_of, still_concerns, whole_messages

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 200
MOST_SECONDS = 100
"""Then the rest waits for the next turn: a server that does not answer takes its time with each."""
MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=2)
"""Before the second try; doubled with each that fails: over four hours in all."""
BODY = """{name}：

{task}：{words}

请登录“{title}”，在“消息”里打开这一条办理。{address}

这封邮件由系统自动发出，不用回复。邮件里不写填报内容和数字；已经办过的，不用再办。
{owner}
"""


def send_due() -> int:
    """Mail what waits to be mailed and is still worth it; return how many were sent.

    What nobody needs to be told any more is dropped unsent: done meanwhile, read in the portal, not the person's any
    longer, or overtaken by a later message of the same filing.
    """
    if not settings.MAIL_ON:
        return 0
    waiting = whole_messages().filter(mail_after__lte=clock.now()).order_by("mail_after", "pk")
    over, sent = monotonic() + MOST_SECONDS, 0
    for message in waiting[:MOST_AT_ONCE]:
        if monotonic() > over:
            break
        sent += _send(message)
    return sent


def _send(message: Message) -> bool:
    if not claim(message):
        return False
    if not message.user.email or not still_concerns(message):
        _settle(message, sent=False)
        return False
    try:
        _mail_of(message).send()
    except Exception:  # whatever the server or the network says: the next try comes later
        logger.exception("message %s could not be mailed, try %s", message.pk, message.mail_tries + 1)
        if message.mail_tries + 1 >= MOST_TRIES:
            _settle(message, sent=False)
        return False
    _settle(message, sent=True)
    return True


def claim(message: Message) -> bool:
    """Take a message for one try: nobody else tries it before the next is due. False when somebody else has it."""
    again = clock.now() + FIRST_WAIT * 2**message.mail_tries
    waiting = Message.objects.filter(pk=message.pk, mail_after=message.mail_after)
    return bool(waiting.update(mail_after=again, mail_tries=F("mail_tries") + 1))


def _settle(message: Message, *, sent: bool) -> None:
    """Let no further mail of a message wait."""
    told = {"mail_after": None, "mailed_at": clock.now() if sent else None}
    Message.objects.filter(pk=message.pk).update(**told)


def _mail_of(message: Message) -> EmailMessage:
    said = said_of(message)
    body = BODY.format(
        name=message.user,
        task=said.task,
        words=said.words,
        title=settings.PORTAL_TITLE,
        address=f"网址：{settings.PORTAL_ADDRESS}" if settings.PORTAL_ADDRESS else "",
        owner=settings.PORTAL_OWNER,
    )
    return EmailMessage(f"{said.title}：{said.task}", body, settings.MAIL_FROM, [message.user.email])
