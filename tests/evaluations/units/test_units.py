"""Units of a department: opened, sent, given back, left out, summed up and adopted."""

from decimal import Decimal

import pytest

from evaluations.models import Answer, Change, Event, Filing
from evaluations.selectors.cycles import departments_in, my_cycles, overview_of
from evaluations.selectors.units import gathering_of
from evaluations.services import submission
from evaluations.services.filing import open_filing
from evaluations.services.results import Refused
from evaluations.services.units import MOVED, UNSETTLED, adopt, leave_out, send_down, send_up, take_in
from evaluations.workflow import Role, State
from rubrics.scoring.states import Missing
from rubrics.scoring.units import UNITS
from tests import factories
from tests.evaluations.filing.made import Made
from tests.evaluations.submission.counting import counted
from tests.evaluations.units.conftest import BUDGET, SPENT

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

A, B = "示例甲所", "示例乙所"
SENT = {
    "本级": {"fig__调整预算数": "100", "fig__财政拨款支出": "100"},
    A: {"fig__调整预算数": "100", "fig__财政拨款支出": "95"},
    B: {"fig__调整预算数": "300", "fig__财政拨款支出": "270"},
}
"""500 and 465 together: 93%, while the mean of 100%, 95% and 90% is 95%."""


def fill_all(family) -> None:
    for name, figures in SENT.items():
        family.save(name, **figures)


def send(family, *names: str) -> None:
    for name in names:
        send_up(actor=family.filer_of(name), filing=family.fresh(name))


def money(text: str) -> Decimal:
    return Decimal(text) * UNITS["万元"].factor


def sums(family) -> dict[str, object]:
    return {one.where: one.total for one in gathering_of(family.fresh("whole")).sums}


def test_opening_a_department_opens_its_share_and_its_units_under_its_version(family):
    whole = family.fresh("whole")

    assert {
        part.whose: (part.part_of, part.version, part.state) for part in whole.parts.all()
    } == dict.fromkeys(("示例总局（本级）", A, B), (whole, whole.version, State.FILLING))
    assert (whole.sums_up, whole.part_of) == (True, None)
    assert Event.objects.filter(action="open", filing__part_of=whole).count() == 3


def test_opening_a_department_without_units_opens_nothing_else(family):
    alone = factories.department("示例单独局")
    filer = factories.member(Role.FILER, alone)

    filing = open_filing(actor=filer, cycle=family.filings["whole"].cycle, department=alone)

    assert (filing.sums_up, filing.parts.count()) == (False, 0)


def test_a_unit_cannot_begin_before_its_department_and_then_finds_its_filing(family):
    cycle = family.filings["whole"].cycle
    late = factories.department("示例迟到所", parent=family.department)
    other = factories.department("示例空局")
    orphan = factories.department("示例等待所", parent=other)
    filer, waiting = factories.member(Role.FILER, late), factories.member(Role.FILER, orphan)

    assert open_filing(actor=filer, cycle=cycle, department=late).part_of == family.filings["whole"]
    with pytest.raises(Refused, match="示例空局还没有开始填报"):
        open_filing(actor=waiting, cycle=cycle, department=orphan)


def test_a_unit_is_no_department_of_the_year(family):
    cycle = family.filings["whole"].cycle

    assert [one.name for one in departments_in(cycle)] == ["示例总局"]
    rows = overview_of(cycle).rows
    assert [(row.department.name, row.filing.pk) for row in rows] == [
        ("示例总局", family.filings["whole"].pk)
    ]


def test_tasks_of_a_department_are_its_filing_and_its_share_of_a_unit_its_own(family):
    def tasks(name):
        return [filing.whose for _, _, filing in my_cycles(family.filers[name])]

    assert tasks("whole") == ["示例总局", "示例总局（本级）"]
    assert tasks(A) == [A]


def test_sums_add_amounts_and_the_ratio_is_of_the_sums_not_the_mean(family):
    fill_all(family)

    gathering = gathering_of(family.fresh("whole"))

    found = {one.where: one.total for one in gathering.sums}
    assert (found[BUDGET], found[SPENT]) == (money("500"), money("465"))
    ratio = gathering.ratios[0]
    assert [part.value for part in ratio.parts] == [Decimal(1), Decimal("0.95"), Decimal("0.9")]
    assert ratio.total.value == Decimal("0.93")
    assert sum(part.value for part in ratio.parts) / 3 == Decimal("0.95")


def test_a_unit_that_has_not_filled_a_figure_is_missing_from_the_sum_not_zero(family):
    family.save("本级", **SENT["本级"])
    family.save(A, **SENT[A])

    gathering = gathering_of(family.fresh("whole"))

    spent = next(one for one in gathering.sums if one.where == SPENT)
    assert isinstance(spent.total, Missing)
    assert [gathering.parts[at].whose for at in spent.lacking] == [B]
    assert isinstance(gathering.ratios[0].total.value, Missing)


def test_units_that_have_not_sent_are_named_and_block_the_department(family):
    fill_all(family)
    family.save("whole", fig__调整预算数="500", fig__财政拨款支出="465")
    send(family, "本级", A)

    with pytest.raises(submission.Blocked) as blocked:
        submission.submit(actor=family.filers["whole"], filing=family.fresh("whole"))

    assert [(one.where, one.what, one.todo) for one in blocked.value.problems] == [
        (
            "units:103003",
            "示例乙所填报中，还没有报送",
            "请催报；确实不计入汇总的，请在“所属单位汇总”页写明原因",
        )
    ]
    assert counted(Made(family.fresh("whole"), family.filers["whole"])) == (1, 0)
    send(family, B)
    submission.submit(actor=family.filers["whole"], filing=family.fresh("whole"))
    assert family.fresh("whole").state == State.SUBMITTED


def test_a_unit_registered_later_is_named_until_it_is_left_out(family):
    fill_all(family)
    send(family, "本级", A, B)
    late = factories.department("示例迟到所", code="103009", parent=family.department)
    filer = factories.member(Role.FILER, late)
    whole = family.fresh("whole")
    assert [(one.name, one.words, one.part) for one in gathering_of(whole).waiting] == [
        ("示例迟到所", "未开始", None)
    ]

    part = open_filing(actor=filer, cycle=whole.cycle, department=late)
    leave_out(actor=family.filers["whole"], filing=part, words="当年 12 月才划入")

    gathering = gathering_of(family.fresh("whole"))
    assert (gathering.waiting, [one.left_out for one in gathering.left_out]) == ((), ["当年 12 月才划入"])
    assert sums(family)[SPENT] == money("465")
    take_in(actor=family.filers["whole"], filing=part)
    assert [one.name for one in gathering_of(family.fresh("whole")).waiting] == ["示例迟到所"]


def test_own_share_and_a_unit_without_a_reason_are_not_left_out(family):
    with pytest.raises(Refused, match="本级的数必须计入汇总"):
        leave_out(actor=family.filers["whole"], filing=family.fresh("本级"), words="不想填")
    with pytest.raises(Refused, match="原因未填"):
        leave_out(actor=family.filers["whole"], filing=family.fresh(A), words="  ")


def test_a_unit_sends_to_its_department_and_never_to_the_bureau(family):
    family.save(A, **SENT[A])

    with pytest.raises(Refused, match="不直接提交财政"):
        submission.submit(actor=family.filers[A], filing=family.fresh(A))
    receipt = send_up(actor=family.filers[A], filing=family.fresh(A))

    assert (family.fresh(A).state, receipt.number) == (State.SENT_UP, "2020-103002-01")
    assert [event.action for event in family.fresh(A).events.order_by("seq")] == ["open", "send_up"]


def test_a_unit_with_something_missing_does_not_send(family):
    with pytest.raises(submission.Blocked):
        send_up(actor=family.filers[A], filing=family.fresh(A))


def test_a_department_gives_a_unit_back_with_words_until_it_has_sent_itself(family):
    fill_all(family)
    family.save("whole", fig__调整预算数="500", fig__财政拨款支出="465")
    send(family, "本级", A, B)
    with pytest.raises(Refused, match="原因未填"):
        send_down(actor=family.filers["whole"], filing=family.fresh(A), words="")

    send_down(actor=family.filers["whole"], filing=family.fresh(A), words="支出数与决算不符")

    assert family.fresh(A).state == State.FILLING
    assert family.fresh(A).events.order_by("-seq")[0].data["words"] == "支出数与决算不符"
    send(family, A)
    submission.submit(actor=family.filers["whole"], filing=family.fresh("whole"))
    with pytest.raises(Refused, match="部门自评已经报出"):
        send_down(actor=family.filers["whole"], filing=family.fresh(A), words="再改")


def adopt_all(family, seen: str):
    return adopt(
        actor=family.filers["whole"], filing=family.fresh("whole"), places=[BUDGET, SPENT], seen=seen
    )


def test_adopting_writes_the_sums_as_changes_with_their_source(family):
    fill_all(family)
    send(family, "本级", A, B)
    family.save("whole", fig__调整预算数="480", fig__财政拨款支出="465")

    result = adopt_all(family, gathering_of(family.fresh("whole")).stamp)

    assert [(one.address, one.text) for one in result.saved] == [(BUDGET, "500")]
    change = Change.objects.filter(filing=family.filings["whole"]).latest("id")
    assert (change.address, change.old, change.new, change.source) == (
        BUDGET,
        "480",
        "500",
        "所属单位汇总",
    )
    assert gathering_of(family.fresh("whole")).adoptable == ()


def test_adopting_while_a_unit_is_missing_is_refused(family):
    fill_all(family)
    send(family, "本级", A)

    with pytest.raises(Refused, match="还没有报送") as refused:
        adopt_all(family, gathering_of(family.fresh("whole")).stamp)

    assert refused.value.reason == UNSETTLED
    assert not Answer.objects.filter(filing=family.filings["whole"], key=SPENT).exists()


@pytest.mark.parametrize("moved", ["given back", "left out", "own figure", "unit changed"])
def test_adopting_after_something_moved_is_refused(family, moved):
    fill_all(family)
    send(family, "本级", A, B)
    seen = gathering_of(family.fresh("whole")).stamp
    above = family.filers["whole"]
    if moved == "left out":
        leave_out(actor=above, filing=family.fresh(A), words="划出")
    elif moved == "own figure":
        family.save("whole", fig__调整预算数="1", fig__财政拨款支出="1")
    else:
        send_down(actor=above, filing=family.fresh(A), words="请核对")
    if moved == "unit changed":
        family.save(A, fig__财政拨款支出="96")
        send(family, A)

    with pytest.raises(Refused) as refused:
        adopt_all(family, seen)

    assert refused.value.reason == MOVED


def test_gathering_makes_as_many_queries_with_four_units_as_with_one(db, django_assert_num_queries):
    from tests.evaluations.units.conftest import make_family

    one = make_family(units=1)
    whole = Filing.objects.select_related("cycle", "department", "version").get(pk=one.filings["whole"].pk)
    gathering_of(whole)
    with django_assert_num_queries(15) as first:
        gathering_of(whole)
    for name in "乙丙丁":
        child = factories.department(f"示例{name}所", parent=one.department)
        open_filing(actor=factories.member(Role.FILER, child), cycle=whole.cycle, department=child)
    with django_assert_num_queries(len(first.captured_queries)):
        assert len(gathering_of(whole).parts) == 5
