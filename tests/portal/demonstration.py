"""What stands in the database once the demonstration year is loaded, and that loading it again adds nothing."""

from io import StringIO

from django.core.management import call_command

from evaluations.access import roles_of
from evaluations.models import (
    Amendment,
    AmendmentFile,
    Cycle,
    Department,
    Event,
    Filing,
    Job,
    Membership,
    PaperReceipt,
    Report,
    Snapshot,
    StampedCopy,
)
from evaluations.selectors.cycles import overview_of
from evaluations.selectors.snapshots import frozen, latest_snapshot
from evaluations.workflow import GRANTED, Role, State
from portal.demo.people import PASSWORD
from portal.demo.plan import plan
from portal.models import User
from tests.evaluations.filing.made import Made
from tests.evaluations.submission import counting

COUNTED = (Filing, Event, User, Membership, Department, Snapshot, Job, StampedCopy, Amendment)


def assert_loaded() -> None:
    """Every state, the real department as printed and as finished, accounts for every role."""
    formal, rehearsal = Cycle.objects.get(mode="formal"), Cycle.objects.get(mode="rehearsal")
    assert dict(overview_of(formal).by_state) == {
        State.NOT_STARTED: 2,
        State.FILLING: 3,
        State.SUBMITTED: 2,
        State.REVIEWING: 2,
        State.RETURNED: 1,
        State.AMENDING: 1,
        State.APPROVED: 2,
        State.ARCHIVED: 1,
        State.PUBLIC: 1,
    }
    assert {state for state, count in overview_of(rehearsal).by_state.items() if count} == {
        State.NOT_STARTED,
        State.AWAITING_SIGNATURE,
        State.APPROVED,
    }
    real = Filing.objects.filter(department__code=plan().real.code).order_by("cycle_id")
    assert [(one.state, one.summary["total"], one.summary["grade"]) for one in real] == [
        ("filling", "93.86", "优"),
        ("approved", "95.68", "优"),
    ]
    assert dict(frozen(latest_snapshot(real[1])).flat.narrative_sources) == dict.fromkeys(
        ("绩效目标编报情况", "履职总述", "效果性"), "示例补充"
    )
    assert list(Report.objects.values_list("variant", "snapshot__filing__department__code")) == [
        ("final", plan().real.code)
    ]
    assert_closed()
    for filing in Filing.objects.all():
        filer = User.objects.filter(
            memberships__department=filing.department, memberships__role=Role.FILER
        ).first()
        counting.counted(Made(filing, filer))
    assert {role for user in User.objects.all() for role in roles_of(user)} == set(GRANTED)
    assert all(user.check_password(PASSWORD) for user in User.objects.all()[:3])
    assert not User.objects.filter(must_change_password=True).exists()


def assert_closed() -> None:
    """Stamped copies under their numbers, one that waits for its paper, a 更正 that is asked for and one under way."""
    stamped, codes = (
        StampedCopy.objects.order_by("snapshot__number"),
        ("901002", "901011", "901012", "901014"),
    )
    numbers = [f"2020-{code}-定01" for code in codes]
    assert list(stamped.values_list("snapshot__number", "kind")) == [(number, "pdf") for number in numbers]
    received = PaperReceipt.objects.order_by("snapshot__number")
    assert list(received.values_list("snapshot__number", flat=True)) == numbers[:3]
    assert dict(Amendment.objects.values_list("number", "state")) == {
        "2020-901002-更01": "agreed",
        "2020-901011-更01": "asked",
    }
    assert AmendmentFile.objects.count() == 2


def assert_loading_again_adds_nothing() -> None:
    before = [model.objects.count() for model in COUNTED]
    call_command("demo_year", stdout=StringIO())
    assert [model.objects.count() for model in COUNTED] == before
