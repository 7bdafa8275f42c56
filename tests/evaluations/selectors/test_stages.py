"""The stage rail: not started, in progress, done, in trouble, returned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Comment
from evaluations.selectors.filings import flat_of, sheet_of
from evaluations.selectors.stages import stage_of, stages_from, stages_of
from evaluations.services import Typed
from evaluations.services.comments import Opinion, add_comment
from evaluations.services.filing import save_fields
from evaluations.services.review import accept, return_filing
from evaluations.services.submission import standing_against, submit
from evaluations.workflow import State
from tests.evaluations.conftest import fill
from tests.evaluations.filing.made import opened
from tests.planted import DOCUMENTS

pytestmark = pytest.mark.django_db


def states(office) -> list[str]:
    return [stage.state for stage in stages_of(office.filing)]


def test_stages_of_an_empty_filing_are_not_started(office):
    assert [(stage.number, stage.id, stage.state) for stage in stages_of(office.filing)] == [
        (1, "基本信息", "未开始"),
        (2, "预算执行", "未开始"),
        (3, "项目支出", "未开始"),
        (4, "指标自评", "未开始"),
        (5, "总体评价", "未开始"),
        (6, "核对与提交", "未开始"),
    ]


@pytest.mark.parametrize(("year", "lacks_rows"), [(2020, False), (2021, True)])
def test_stages_of_an_untouched_filing_of_a_shipped_document_are_in_no_trouble(db, year, lacks_rows):
    """What it lacks may block sending, and nobody has done anything wrong."""
    made = opened((DOCUMENTS / f"longgang-{year}.yaml").read_text(encoding="utf-8"))
    found = stages_of(made.filing)
    assert any(stage.blocking for stage in found) is lacks_rows
    assert {stage.state for stage in found} == {"未开始"}


def test_stages_follow_what_is_filled_missing_wrong_and_returned(office):
    save_fields(actor=office.filer, filing=office.filing, values={"fig:调整预算数": Typed("100")})
    assert states(office)[1] == "填写中"
    fill_result = save_fields(
        actor=office.filer, filing=office.filing, values={"fig:财政拨款支出": Typed("101")}
    )
    assert fill_result.ok
    second = stages_of(office.filing)[1]
    assert (second.state, second.blocking, second.worst) == ("有问题", 1, "阻断")
    Comment.objects.create(filing=office.filing, number=1, address="fig:调整预算数", round=1)
    office.filing.state = State.RETURNED.value
    assert states(office)[1] == "被退回"


def test_stages_say_nothing_of_opinions_before_the_return(office):
    fill(office)
    before = states(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    add_comment(actor=office.reviewer, filing=office.filing, opinion=Opinion("fig:财政拨款支出", "请核对。"))
    office.filing.refresh_from_db()
    assert (states(office), "被退回" in before) == (before, False)
    return_filing(actor=office.reviewer, filing=office.filing, due=timezone.now() + timedelta(days=5))
    office.filing.refresh_from_db()
    assert states(office)[1] == "被退回"


def test_stages_of_a_complete_filing_are_done(office):
    fill(office)
    assert states(office)[:2] == ["已填完", "已填完"]
    assert states(office)[3] == "已填完"


def test_stage_of_the_checks_is_done_exactly_when_nothing_stands_against_sending(office):
    def last() -> tuple[str, bool]:
        flat = flat_of(office.filing)
        sheet = sheet_of(office.filing, flat)
        return stages_from(office.filing, flat, sheet)[-1].state, not standing_against(sheet)

    def save(**figures: str) -> None:
        filing = office.filing
        filing.refresh_from_db()
        versions = dict(filing.answers.values_list("key", "version"))
        values = {
            f"fig:{name}": Typed(text, versions.get(f"fig:{name}", 0)) for name, text in figures.items()
        }
        assert save_fields(actor=office.filer, filing=filing, values=values).ok

    seen = [last()]
    save(调整预算数="100")
    seen.append(last())
    fill(office)
    seen.append(last())
    save(财政拨款支出="1000000")
    seen.append(last())
    save(财政拨款支出="100")
    Comment.objects.create(filing=office.filing, number=1, address="fig:调整预算数", round=1)
    office.filing.state = State.RETURNED.value
    seen.append(last())

    assert seen == [
        ("未开始", False),
        ("填写中", False),
        ("已填完", True),
        ("填写中", False),
        ("填写中", True),
    ]


@pytest.mark.parametrize(
    ("where", "stage"),
    [
        ("fig:部门名称", 0),
        ("chapter:主要职能", 0),
        ("chapter:主要职能#b1", 0),
        ("row:季度/一季度/累计支出", 1),
        ("table:项目", 2),
        ("line:制度/有制度", 3),
        ("line:预算执行/原因", 3),
        ("check:支出不超", 5),
        ("fig:没有", None),
        ("nonsense", None),
    ],
)
def test_stage_of_an_address_is_the_page_it_is_filled_on(office, where, stage):
    assert stage_of(office.filing.version, where) == stage
