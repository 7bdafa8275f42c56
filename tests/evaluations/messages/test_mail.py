"""Mail: queued only where a server is set, judged again when it goes out, tried again when it fails."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from evaluations.models import Assignment, Message, Untold
from evaluations.services import mailing, review, submission
from evaluations.services.mailing import MOST_TRIES, send_due
from evaluations.services.messages import read
from evaluations.workflow import State
from tests.evaluations.messages.conftest import give_back, tell_all


@pytest.fixture
def server(settings):
    """A mail server is set."""
    settings.MAIL_ON = True
    settings.MAIL_FROM = "portal@example.org"
    settings.PORTAL_ADDRESS = "https://portal.example.org/"


@pytest.fixture
def waiting(server, filled):
    """A submission whose mail to the reviewer waits."""
    filled.reviewer.email = "reviewer@example.org"
    filled.reviewer.save()
    submission.submit(actor=filled.filer, filing=filled.filing)
    tell_all()
    assert Message.objects.get().mail_after is not None
    return filled


def test_mail_says_what_is_open_and_where_and_nothing_that_is_filed(waiting):
    assert send_due() == 1
    [sent] = mail.outbox
    assert (sent.subject, sent.from_email, sent.to) == (
        "待受理：2020 年度自评",
        "portal@example.org",
        ["reviewer@example.org"],
    )
    assert sent.body == (
        "reviewer：\n\n2020 年度自评：示例一局已提交财政审核，请受理。\n\n"
        "请登录“部门整体支出绩效自评管理”，在“消息”里打开这一条办理。网址：https://portal.example.org/\n\n"
        "这封邮件由系统自动发出，不用回复。邮件里不写填报内容和数字；已经办过的，不用再办。\n区财政局 · 预算绩效管理\n"
    )
    message = Message.objects.get()
    assert (message.mail_after, message.mailed_at is not None, message.read_at) == (None, True, None)
    assert (send_due(), len(mail.outbox)) == (0, 1)


def test_mail_is_not_queued_without_a_server(filled):
    filled.reviewer.email = "reviewer@example.org"
    filled.reviewer.save()
    submission.submit(actor=filled.filer, filing=filled.filing)
    tell_all()
    assert (Message.objects.get().mail_after, send_due(), mail.outbox) == (None, 0, [])


def test_mail_is_not_queued_for_who_has_no_address(server, submitted):
    tell_all()
    assert Message.objects.get().mail_after is None


def accepted_meanwhile(office):
    review.accept(actor=office.reviewer, filing=office.filing)


def taken_back_meanwhile(office):
    submission.take_back(actor=office.filer, filing=office.filing)


def read_meanwhile(office):
    read(actor=office.reviewer, message=Message.objects.get())


def not_assigned_any_more(office):
    Assignment.objects.all().delete()


def switched_off(office):
    office.reviewer.is_active = False
    office.reviewer.save()


def address_gone(office):
    office.reviewer.email = ""
    office.reviewer.save()


@pytest.mark.parametrize(
    "meanwhile",
    [
        accepted_meanwhile,
        taken_back_meanwhile,
        read_meanwhile,
        not_assigned_any_more,
        switched_off,
        address_gone,
    ],
)
def test_mail_that_nobody_needs_any_more_is_dropped(waiting, meanwhile):
    meanwhile(waiting)
    assert (send_due(), mail.outbox) == (0, [])
    message = Message.objects.get(kind="submit")
    assert (message.mail_after, message.mailed_at) == (None, None)


def test_only_the_latest_of_a_filing_is_mailed_to_a_person(server, accepted):
    accepted.filer.email = "filer@example.org"
    accepted.filer.save()
    tell_all()
    give_back(accepted)
    tell_all()
    send_due()
    assert [sent.subject for sent in mail.outbox] == ["退回整改：2020 年度自评"]


@pytest.fixture
def broken(monkeypatch):
    """A server that refuses until told otherwise."""
    state = {"down": True}
    send = mailing.EmailMessage.send

    def refuse(self):
        if state["down"]:
            raise OSError("no such server")
        return send(self)

    monkeypatch.setattr(mailing.EmailMessage, "send", refuse)
    return state


def test_mail_that_fails_waits_twice_as_long_each_time_and_goes_out_once_the_server_is_back(waiting, broken):
    waits = []
    for _ in range(3):
        before = timezone.now()
        assert send_due() == 0
        message = Message.objects.get()
        waits.append(round((message.mail_after - before) / timedelta(minutes=1)))
        assert send_due() == 0  # not before its time
        assert Message.objects.get().mail_tries == message.mail_tries
        Message.objects.update(mail_after=timezone.now() - timedelta(seconds=1))
    assert waits == [2, 4, 8]
    broken["down"] = False
    assert (send_due(), len(mail.outbox)) == (1, 1)
    waiting.filing.refresh_from_db()
    assert (waiting.filing.state, Untold.objects.count()) == (State.SUBMITTED, 0)


def test_mail_is_given_up_after_the_most_tries(waiting, broken):
    Message.objects.update(mail_tries=MOST_TRIES - 1)
    assert send_due() == 0
    message = Message.objects.get()
    assert (message.mail_after, message.mailed_at, message.mail_tries) == (None, None, MOST_TRIES)


@pytest.mark.parametrize(("claims", "mails"), [(True, 1), (False, 2)], ids=["claimed", "control"])
def test_mail_goes_out_once_when_two_workers_have_read_it(waiting, monkeypatch, claims, mails):
    claim, others = mailing.claim if claims else lambda message: True, [True]

    def late(message):
        if others:
            others.pop()
            send_due()  # another worker, between the reading and the claim
        return claim(message)

    monkeypatch.setattr(mailing, "claim", late)
    send_due()
    assert len(mail.outbox) == mails
