"""Who is told of an act: judged when it is told, once for each person, whatever fails."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations.models import Assignment, Cycle, Event, Filing, Membership, Message, Untold
from evaluations.services import review, submission, telling
from evaluations.services.closing import sign_for_paper
from evaluations.services.corrections import Corrected, correct
from evaluations.services.feedback import give_feedback
from evaluations.services.telling import announce, tell, tell_rest
from evaluations.workflow import Role, SignOff, State
from tests import factories
from tests.evaluations.messages.conftest import give_back, tell_all, told

SUBMITTED = ("reviewer", "submit", "reviewer")


def test_submission_is_told_to_the_assigned_reviewer_only(submitted):
    factories.member(Role.REVIEWER, username="reviewer elsewhere")
    assert told() == [SUBMITTED]
    message = Message.objects.get()
    assert (message.filing, message.cycle, message.department, message.read_at, message.mail_after) == (
        submitted.filing,
        submitted.cycle,
        submitted.department,
        None,
        None,
    )


def test_acceptance_return_and_approval_are_told_to_the_departments_people(accepted):
    assert told() == [
        ("filer", "accept", "filer"),
        ("head", "accept", "head"),
    ]  # nobody waits for 受理 any more
    give_back(accepted)
    assert told()[2:] == [("filer", "return", "filer"), ("head", "return", "head")]
    due = Filing.objects.get(pk=accepted.filing.pk).due
    assert list(Message.objects.filter(kind="return").values_list("due", flat=True)) == [due, due]


def test_approval_and_archive_are_told_to_the_department(accepted):
    tell_all()
    revision = Filing.objects.get(pk=accepted.filing.pk).revision
    review.approve(actor=accepted.reviewer, filing=accepted.filing, revision=revision)
    assert told()[2:] == [
        ("filer", "approve", "filer"),
        ("head", "approve", "head"),
        ("rubric_admin", "approve", "rubric_admin"),
    ]
    review.archive(actor=accepted.rubric_admin, filing=accepted.filing)
    assert told()[5:] == [("filer", "archive", "filer")]


def test_archiving_is_asked_for_by_the_act_after_which_nothing_is_lacking(accepted):
    Cycle.objects.update(feedback_days=3, wants_paper=True)
    cut = Corrected("line:社会效益/得分", "3", "没有满意度调查", 1)
    correct(actor=accepted.reviewer, filing=accepted.filing, corrected=cut)
    filing = Filing.objects.get(pk=accepted.filing.pk)
    review.approve(actor=accepted.reviewer, filing=filing, revision=filing.revision)
    give_feedback(actor=accepted.filer, filing=Filing.objects.get(pk=filing.pk), objected=[])
    assert [one for one in told() if one[2] == "rubric_admin"] == []
    filing = Filing.objects.get(pk=filing.pk)
    sign_for_paper(actor=accepted.reviewer, filing=filing, day=timezone.localdate(), copies=2)
    assert [one for one in told() if one[2] == "rubric_admin"] == [
        ("rubric_admin", "sign_for_paper", "rubric_admin")
    ]


def test_signing_is_asked_of_the_head_and_told_to_reviewer_and_filer(filled):
    filled.cycle.sign_off = SignOff.ONLINE
    filled.cycle.save()
    submission.send_for_signature(actor=filled.filer, filing=filled.filing)
    assert told() == [("head", "send_for_signature", "head")]
    submission.hand_back(actor=filled.head, filing=filled.filing, words="请改。")
    assert told()[1:] == [("filer", "hand_back", "filer")]
    submission.send_for_signature(actor=filled.filer, filing=filled.filing)
    tell_all()
    submission.sign(actor=filled.head, filing=filled.filing)
    assert told()[3:] == [("reviewer", "sign", "reviewer"), ("filer", "sign", "filer")]


def test_first_level_is_told_of_a_submission_and_the_second_when_it_is_handed_on(filled):
    filled.cycle.levels = 2
    filled.cycle.save()
    second = factories.member(Role.REVIEWER, username="second")
    Assignment.objects.create(cycle=filled.cycle, department=filled.department, reviewer=second, level=2)
    submission.submit(actor=filled.filer, filing=filled.filing)
    assert told() == [SUBMITTED]
    review.accept(actor=filled.reviewer, filing=filled.filing)
    tell_all()
    revision = Filing.objects.get(pk=filled.filing.pk).revision
    review.hand_on(actor=filled.reviewer, filing=filled.filing, revision=revision)
    assert told()[3:] == [("second", "hand_on", "reviewer")]


def test_what_a_person_was_told_counts_as_read_once_he_acts_on_the_filing(submitted):
    tell_all()
    review.accept(actor=submitted.reviewer, filing=submitted.filing)
    tell_all()
    unread = Message.objects.filter(read_at=None).order_by("pk").values_list("user__username", "kind")
    assert list(unread) == [("filer", "accept"), ("head", "accept")]


def test_submission_that_was_taken_back_meanwhile_is_told_to_nobody_as_one_that_waits(submitted):
    submission.take_back(actor=submitted.filer, filing=submitted.filing)
    assert told() == [("reviewer", "take_back", "reviewer")]


@pytest.mark.parametrize("gone", ["assignment", "role", "account", "not begun"])
def test_submission_is_not_told_to_who_reviews_no_longer(submitted, gone):
    if gone == "assignment":
        Assignment.objects.all().delete()
    elif gone == "account":
        submitted.reviewer.is_active = False
        submitted.reviewer.save()
    else:
        yesterday = timezone.localdate() - timedelta(days=1)
        field = {"role": {"ends": yesterday}, "not begun": {"starts": yesterday + timedelta(days=2)}}[gone]
        Membership.objects.filter(user=submitted.reviewer).update(**field)
    assert told() == []


def test_role_that_ends_today_still_is_told(submitted):
    Membership.objects.filter(user=submitted.reviewer).update(ends=timezone.localdate())
    assert told() == [SUBMITTED]


def test_reviewer_of_his_own_department_is_not_told(submitted):
    Membership.objects.create(
        user=submitted.reviewer, role=Role.HEAD, department=submitted.department, starts=date(2020, 1, 1)
    )
    assert told() == []


def test_who_did_it_and_who_is_told_as_two_get_one_message_or_none(submitted):
    Membership.objects.create(
        user=submitted.head, role=Role.FILER, department=submitted.department, starts=date(2020, 1, 1)
    )
    review.accept(actor=submitted.reviewer, filing=submitted.filing)
    assert told() == [("filer", "accept", "filer"), ("head", "accept", "filer")]


def test_event_told_again_makes_no_second_message(submitted):
    event = Untold.objects.get().event
    assert (tell(event_id=event.pk), tell(event_id=event.pk)) == (1, 0)
    Untold.objects.create(event=event)
    assert tell(event_id=event.pk) == 0
    assert told() == [SUBMITTED]


def test_two_messages_of_one_event_for_one_person_are_refused_by_the_database(submitted):
    tell_all()
    again = Message.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_act_is_told_once_it_holds(filled, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submission.submit(actor=filled.filer, filing=filled.filing)
        assert not Message.objects.exists()
    assert (Message.objects.count(), Untold.objects.count()) == (1, 0)


def test_failure_to_tell_leaves_the_act_and_the_sweeper_tells_later(
    filled, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(*_):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(telling, "candidates", fail)
        with django_capture_on_commit_callbacks(execute=True):
            submission.submit(actor=filled.filer, filing=filled.filing)
        filled.filing.refresh_from_db()
        assert filled.filing.state == State.SUBMITTED
        broken.setattr(telling, "SETTLED", timedelta(0))
        assert (tell_rest(), Untold.objects.count()) == (0, 1)
    assert tell_rest() == 0  # too fresh: the process of the act may still be at it
    monkeypatch.setattr(telling, "SETTLED", timedelta(0))
    assert (tell_rest(), Untold.objects.count()) == (1, 0)
    assert told() == [SUBMITTED]


def test_act_that_is_taken_back_by_its_transaction_leaves_nothing_to_tell(filled):
    with transaction.atomic():
        submission.submit(actor=filled.filer, filing=filled.filing)
        assert Untold.objects.count() == 1
        transaction.set_rollback(True)
    assert (Untold.objects.count(), Event.objects.filter(action="submit").count()) == (0, 0)


def test_act_that_nobody_is_told_of_leaves_nothing_to_tell(office):
    announce(office.filing.events.get(action="open"))
    assert Untold.objects.count() == 0
