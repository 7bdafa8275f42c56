"""Lost rows are offered to the table of problems, problems to that of measures: what lacks, on a press, once."""

import pytest
from django.urls import reverse

from evaluations.models import Answer
from evaluations.selectors.filings import sheet_of
from evaluations.views.filing.content import load
from evaluations.views.filing.remedy_offers import remedy_offers_of
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.filing.made import Made
from tests.evaluations.filing.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
PROBLEMS, MEASURES = "存在问题", "改进措施"
BUYING, RUNNING, SPENDING = "政府采购执行率", "公用经费控制率", "预算执行率"
EFFECTS = "社会效益、经济效益、生态效益及可持续影响等"
BOUGHT = "政府实际采购金额 1973.09 万元，年初预算金额 1791.71 万元，政府采购执行率 90.81%。"
RAN = "日常公用经费支出决算 737.09 万元，较调整预算节约 24.16 万元，控制率为 96.83%。"
SPENT = "预算资金总额为 9397.62 万元，实际支出 9148.92 万元，执行率为 97.35%。"
LOST = [(BUYING, "2.00", BOUGHT), (RUNNING, "1.00", RAN), (SPENDING, "0.14", SPENT), (EFFECTS, "1.00", "")]
FROM = "本次自评"


def stage_of(made: Made) -> int:
    return next(
        number
        for number, stage in enumerate(made.document.stages, start=1)
        if any(PROBLEMS in block.items for block in stage.blocks)
    )


def offered(made: Made, table: str = PROBLEMS) -> list[tuple[str, str, str]]:
    made.filing.refresh_from_db()
    found = remedy_offers_of(load(made.filing, made.filer), table)
    return [(one.name, str(one.lost or ""), one.reason) for one in found.offers] if found else []


def rows(made: Made, table: str = PROBLEMS) -> list[dict[str, tuple[str, str, str]]]:
    found = made.filing.table_rows.filter(table=table, deleted_at=None).order_by("position")
    return [
        {column: (cell["text"], cell["status"], cell["source"]) for column, cell in row.cells.items()}
        for row in found
    ]


def press(made: Made, person: Person, value: str, **changes: str) -> int:
    """Press a button of the page; return how many rows both tables have more."""
    before = len(rows(made)) + len(rows(made, MEASURES))
    form = person.open(stage_of(made))
    answer = person.browser.post(take_url(made), {**form, **changes, "take": value})
    assert answer.status_code == 303
    return len(rows(made)) + len(rows(made, MEASURES)) - before


def take_url(made: Made) -> str:
    return reverse("evaluations:stage_take", args=[made.filing.pk, stage_of(made)])


def page(made: Made, person: Person) -> str:
    return person.browser.get(person.address(stage_of(made))).content.decode()


def buttons(shown: str) -> tuple[int, int]:
    return shown.count('value="problems|'), shown.count('value="measures|')


def waiting(made: Made) -> list[str]:
    return [one.what for one in sheet_of(made.filing).problems if "还没有确认" in one.what]


def test_lost_rows_without_a_problem_are_offered_with_points_and_reason_and_none_is_added_unasked(
    made, person
):
    shown = page(made, person)
    assert (offered(made), offered(made, MEASURES)) == (LOST, [])
    assert (buttons(shown), len(rows(made)), len(rows(made, MEASURES))) == ((5, 0), 3, 5)
    assert "失分的指标，还有 4 项没有写到“存在问题”" in shown
    assert (shown.count("未得满分原因："), f"未得满分原因：{BOUGHT}" in shown) == (3, True)


def test_a_lost_row_becomes_a_problem_then_a_measure_each_on_a_press_and_once(made, person):
    take = f"problems|row:{PROBLEMS}/{BUYING}"
    assert press(made, person, take) == 1
    problem = {"问题": (BOUGHT, "to_confirm", FROM), "对应指标": (BUYING, "filled", FROM)}
    assert (rows(made)[3:], offered(made)) == ([problem], LOST[1:])
    assert waiting(made) == [
        "“存在问题”的“政府实际采购金额 1973.09 万元，年初预算…”这一行是带入的，还没有确认"
    ]
    assert press(made, person, take) == 0
    assert offered(made, MEASURES) == []

    key = made.filing.table_rows.filter(table=PROBLEMS).last().key
    title = "采购计划没有执行完/编报偏大"
    assert press(made, person, f"problems|row:{PROBLEMS}/没有", **{f"row:{PROBLEMS}/{key}/问题": title}) == 0
    assert (offered(made, MEASURES), waiting(made)) == ([(title, "", "")], [])
    assert buttons(page(made, person)) == (4, 2)
    take = f"measures|row:{MEASURES}/{key}"
    assert [press(made, person, take), press(made, person, take)] == [1, 0]
    assert rows(made, MEASURES)[5:] == [{"对应问题": (title, "filled", FROM)}]
    assert buttons(page(made, person)) == (4, 0)


def test_all_lost_rows_are_taken_at_once_and_a_reason_that_does_not_fit_is_left_out(made, person):
    Answer.objects.filter(filing=made.filing, key=f"line:{RUNNING}/原因").update(value="节约" * 51)
    assert [press(made, person, f"problems|table:{PROBLEMS}") for _ in range(2)] == [4, 0]
    assert rows(made)[3:] == [
        {"问题": (BOUGHT, "to_confirm", FROM), "对应指标": (BUYING, "filled", FROM)},
        {"对应指标": (RUNNING, "filled", FROM)},
        {"问题": (SPENT, "to_confirm", FROM), "对应指标": (SPENDING, "filled", FROM)},
        {"对应指标": (EFFECTS, "filled", FROM)},
    ]
    assert (offered(made), buttons(page(made, person))) == ([], (0, 0))


def test_who_may_not_write_is_offered_nothing_and_another_department_finds_nothing(made, person):
    stranger = Person(factories.member(Role.FILER, factories.department("别的局")), made.filing)
    value = {"take": f"problems|table:{PROBLEMS}"}
    assert stranger.browser.post(take_url(made), value).status_code == 404
    made.filing.state = "submitted"
    made.filing.save()
    assert (offered(made), buttons(page(made, person)), len(rows(made))) == ([], (0, 0), 3)
