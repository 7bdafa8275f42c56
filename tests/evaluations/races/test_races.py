"""Races of real processes on PostgreSQL, each with a control in which the guard is off and the race is lost."""

import json
from contextlib import suppress
from decimal import Decimal

import pytest

from evaluations.models import Answer, Event, Filing
from evaluations.services import submission
from evaluations.services.filing import open_filing, save_fields
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import COMPLETE, make_office, typed

pytestmark = pytest.mark.postgresql

SPENT = "fig:财政拨款支出"
RACER = "from tests.evaluations.races import racing\nracing.main()"


class Racer:
    """A process that acts for one person."""

    def __init__(self, process):
        self.process = process
        assert self.hear() == {"at": "ready"}

    def tell(self, **words):
        self.process.stdin.write(f"{json.dumps(words, ensure_ascii=False)}\n")
        self.process.stdin.flush()

    def go_on(self):
        self.tell(go="on")

    def hear(self):
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        return json.loads(line)


@pytest.fixture
def racers(run_python):
    """Starts one process for each person, with guards switched off by name."""

    def start(*people, off=()):
        started = [run_python(RACER, person.username, str(n), *off) for n, person in enumerate(people)]
        return [Racer(process) for process in started]

    return start


@pytest.fixture
def office(transactional_db):
    return make_office()


def ready_filing(office) -> Filing:
    """A filing of a further department of the same filer, complete."""
    department = factories.department()
    office.filer.memberships.create(role=Role.FILER.value, department=department, starts=factories.LONG_AGO)
    office.reviewer.assignments.create(department=department, cycle=office.cycle)
    filing = open_filing(actor=office.filer, cycle=office.cycle, department=department)
    answers = typed({**COMPLETE, "line:预算执行/原因": "年末有一笔尾款未付"})
    assert save_fields(actor=office.filer, filing=filing, values=answers).ok
    return filing


def both(pair, filing, **words):
    for racer in pair:
        racer.tell(filing=filing.pk, **words)
    return [racer.hear() for racer in pair]


def test_submitting_twice_at_once_makes_one(office, racers, rounds, figure):
    pair = racers(office.filer, office.filer)
    tries = rounds(5, 1000)
    for _ in range(tries):
        filing = ready_filing(office)
        first, second = both(pair, filing, act="submit")
        assert first == second == {"number": filing.snapshots.get().number, "revision": 1}
        assert filing.events.filter(action="submit").count() == 1
    figure("two submissions at once", f"{tries} rounds, one snapshot each, the same receipt for both")


def at_the_barrier(office, racers, off):
    """Both processes judge the filing before either writes."""
    pair = racers(office.filer, office.filer, off=off)
    filing = ready_filing(office)
    assert both(pair, filing, act="submit") == [{"at": "barrier"}] * 2
    for racer in pair:
        racer.go_on()
    return filing, [racer.hear() for racer in pair]


def test_submitting_twice_at_once_without_any_guard_makes_two(office, racers):
    filing, _ = at_the_barrier(office, racers, ["lock", "move", "numbers"])
    assert filing.snapshots.count() == filing.events.filter(action="submit").count() == 2


def test_submitting_twice_at_once_without_the_lock_is_still_one_but_the_second_gets_no_receipt(
    office, racers
):
    filing, answers = at_the_barrier(office, racers, ["lock"])
    assert filing.snapshots.count() == 1
    first, second = sorted((next(iter(answer)) for answer in answers), key="number".__eq__)
    assert (first in {"error", "refused"}, second) == (True, "number")


def test_saving_at_once_loses_no_acknowledged_update(office, racers, rounds, figure):
    places = [SPENT, "fig:调整预算数", "fig:三公经费"]
    save_fields(actor=office.filer, filing=office.filing, values=typed(dict.fromkeys(places, "0")))
    crowd = racers(*[office.filer] * 4)
    for racer in crowd:
        racer.tell(filing=office.filing.pk, act="add up", places=places, times=rounds(10, 2500))
    counted = [racer.hear() for racer in crowd]
    acknowledged, refused = (sum(one[name] for one in counted) for name in ("acknowledged", "refused"))
    assert sum(int(Decimal(answer.value)) for answer in Answer.objects.filter(key__in=places)) == acknowledged
    assert office.filing.changes.filter(address__in=places).count() == acknowledged + len(places)
    assert refused > 0
    figure("updates at once", f"{acknowledged} acknowledged, {refused} refused with both texts, 0 lost")


def test_saving_at_once_by_check_then_save_loses_one(office, racers):
    save_fields(actor=office.filer, filing=office.filing, values=typed({SPENT: "0"}))
    pair = racers(office.filer, office.filer, off=["versions"])
    for racer, text in zip(pair, ("1", "2"), strict=True):
        racer.tell(filing=office.filing.pk, act="save", address=SPENT, text=text, based_on=1)
    assert [racer.hear() for racer in pair] == [{"at": "barrier"}] * 2
    for racer in pair:
        racer.go_on()
    assert [racer.hear()["ok"] for racer in pair] == [True, True]
    assert Answer.objects.get(key=SPENT).version == 2


def test_first_saves_at_once_are_one_answer_and_one_conflict(office, racers, rounds):
    pair = racers(office.filer, office.filer)
    for _ in range(rounds(5, 200)):
        filing = ready_filing(office)
        for racer, text in zip(pair, ("1", "2"), strict=True):
            racer.tell(filing=filing.pk, act="save", address="fig:三公经费", text=text, based_on=0)
        answers = [racer.hear() for racer in pair]
        assert sorted(answer["conflicts"] for answer in answers) == [0, 1]
        assert filing.answers.filter(key="fig:三公经费").count() == 1


def test_submitting_while_saving_freezes_what_is_stored(office, racers, rounds, figure):
    first, second = racers(office.filer, office.filer)
    late, tries = 0, rounds(5, 500)
    for _ in range(tries):
        filing = ready_filing(office)
        first.tell(filing=filing.pk, act="submit")
        second.tell(filing=filing.pk, act="save", address=SPENT, text="96", based_on=1)
        first.hear()
        saved = second.hear()
        late += "refused" in saved
        filing.refresh_from_db()
        snapshot = filing.snapshots.get()
        assert snapshot.revision == filing.revision
        assert ('"96"' in snapshot.answers) == ("ok" in saved)
    figure("submission against saving", f"{tries} rounds, {late} late writes refused, none half in")


def test_events_at_once_stay_numbered_and_chained(office, racers, rounds):
    from evaluations.services.events import text_of
    from evaluations.services.seals import holds

    crowd = racers(office.filer, office.filer, office.filer)
    filings = [ready_filing(office) for _ in range(3)]
    for _ in range(rounds(3, 50)):
        for racer, filing in zip(crowd, filings, strict=True):
            racer.tell(filing=filing.pk, act="submit")
        for racer in crowd:
            racer.hear()
        for filing in filings:
            with suppress(submission.Refused):
                submission.take_back(actor=office.filer, filing=filing)
    for filing in filings:
        events = list(Event.objects.filter(filing=filing).order_by("seq"))
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert [event.prev for event in events[1:]] == [event.sha for event in events[:-1]]
        assert all(holds(text_of(event), event.sha) for event in events)
