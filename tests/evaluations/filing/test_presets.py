"""财政预置数 and 上年数 beside the boxes, without script: shown, taken over on request, explained, confirmed."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from evaluations.models import Narrative, Preset
from evaluations.selectors.filings import sheet_of
from evaluations.services import Typed, submission
from evaluations.services.filing import save_fields
from evaluations.views.filing.content import load
from evaluations.views.filing.presets import preset_of
from evaluations.views.filing.previous import carried_text, past_of
from evaluations.workflow import Role
from rubrics.scoring.results import Outcome
from tests import factories
from tests.evaluations.conftest import COMPLETE, typed
from tests.evaluations.filing.made import Made, opened
from tests.evaluations.filing.people import Person, stored
from tests.evaluations.presets import EXPLANATION, SPENT, TEXT, imported, one

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
BASIC, MONEY = 1, 2
KIND, DUTIES = "fig:单位性质", "chapter:主要职能"


@pytest.fixture
def office(db):
    """A filing in hand, its filer at a browser, and somebody of the bureau who imports."""
    return office_of(opened(TEXT))


def office_of(made: Made):
    return SimpleNamespace(
        cycle=made.filing.cycle,
        department=made.filing.department,
        filing=made.filing,
        filer=made.filer,
        rubric_admin=factories.member(Role.RUBRIC_ADMIN),
        person=Person(made.filer, made.filing),
    )


def take(office, stage: int, press: str, form: dict[str, str] | None = None, **changes: str):
    """Press one of the buttons beside a box."""
    sent = {**(form or office.person.open(stage)), **changes, "take": press}
    address = reverse("evaluations:stage_take", args=[office.filing.pk, stage])
    return office.person.browser.post(address, sent)


def page(office, stage: int) -> str:
    return office.person.browser.get(office.person.address(stage)).content.decode()


def fresh(office):
    office.filing.refresh_from_db()
    return load(office.filing, office.filer)


def held(office):
    content = fresh(office)
    return preset_of(content, content.index.fields["财政拨款支出"])


def said(office) -> tuple[str, bool, str, str | None]:
    found = held(office)
    return found.text, found.same, found.difference, found.press and found.press.label


def save(office, **answers: str) -> None:
    values = {where.replace("__", ":"): Typed(text) for where, text in answers.items()}
    assert save_fields(actor=office.filer, filing=office.filing, values=values).ok


def test_an_empty_box_offers_the_bureaus_figure_and_takes_it_only_when_it_is_pressed(office):
    imported(office, one(office, 财政拨款支出="95"))
    assert said(office) == ("财政数 95.00", False, "未填", "采用财政数")
    shown = page(office, MONEY)
    assert "财政数 95.00" in shown
    assert "一体化系统，2020-12-31" in shown
    assert stored(office, SPENT) == ("", "")
    answer = take(office, MONEY, f"preset|{SPENT}", 单位性质="")
    assert (answer.status_code, answer["Location"].partition("#")[2][:3]) == (303, "fig")
    assert stored(office, SPENT) == ("95", "filled")
    assert office.filing.answers.get(key=SPENT).source == "财政预置数"
    assert said(office) == ("财政数 95.00", True, "", None)


def test_what_else_was_typed_on_the_page_is_saved_with_the_press(office):
    imported(office, one(office, 财政拨款支出="95"))
    take(office, MONEY, f"preset|{SPENT}", **{"fig:调整预算数": "100"})
    assert (stored(office, SPENT), stored(office, "fig:调整预算数")) == (
        ("95", "filled"),
        ("100", "filled"),
    )


def test_a_press_based_on_what_somebody_changed_since_is_a_conflict(office):
    imported(office, one(office, 财政拨款支出="95"))
    form = office.person.open(MONEY)
    save(office, fig__财政拨款支出="90")
    assert take(office, MONEY, f"preset|{SPENT}", form).status_code == 409
    assert stored(office, SPENT) == ("90", "filled")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("96", ("财政数 95.00", False, "多 1.00", "改用财政数")),
        ("90", ("财政数 95.00", False, "少 5.00", "改用财政数")),
        ("95.01", ("财政数 95.00", True, "相差 0.01，在允许范围内", "改用财政数")),
    ],
)
def test_a_difference_is_said_and_what_the_document_tolerates_is_none(office, text, expected):
    imported(office, one(office, 财政拨款支出="95"))
    save(office, fig__财政拨款支出=text)
    assert said(office) == expected


def test_no_matter_of_this_kind_is_set_against_the_bureaus_figure(office):
    imported(office, one(office, 三公经费="2"))
    values = {"fig:三公经费": Typed("全年没有", status="na")}
    assert save_fields(actor=office.filer, filing=office.filing, values=values).ok
    content = fresh(office)
    found = preset_of(content, content.index.fields["三公经费"])
    assert (found.same, found.difference) == (False, "填了无此事项")


def test_the_difference_is_explained_in_a_box_beside_it(office):
    imported(office, one(office, 财政拨款支出="95"))
    assert f'name="{EXPLANATION}"' not in page(office, MONEY)
    save(office, fig__财政拨款支出="96")
    shown = page(office, MONEY)
    assert (shown.count(f'name="{EXPLANATION}"'), shown.count(f'href="#{EXPLANATION}_words"')) == (1, 1)
    office.person.save(MONEY, {EXPLANATION: "含单位自有资金一万元，见附注"})
    check = next(one for one in sheet_of(office.filing).checks if one.address == EXPLANATION)
    assert (check.outcome, said(office)[2]) == (Outcome.EXPLAINED, "多 1.00，已说明")


def test_a_figure_that_changes_after_it_was_confirmed_is_shown_as_such(office):
    imported(office, one(office, 财政拨款支出="95"))
    take(office, MONEY, f"preset|{SPENT}")
    imported(office, one(office, 财政拨款支出="97"))
    moved = held(office).moved
    assert moved.startswith("您填写以后，财政数于 ")
    assert moved.endswith("由 95.00 改为 97.00。请重新核对。")
    assert stored(office, SPENT) == ("95", "filled")
    assert moved in page(office, MONEY)
    take(office, MONEY, f"preset|{SPENT}")
    assert (held(office).moved, stored(office, SPENT)) == ("", ("97", "filled"))


@pytest.mark.parametrize(
    "press", ["", "preset|fig:没有", "preset|fig:调整预算数", "past|fig:单位性质", "page|", "x"]
)
def test_a_press_that_asks_for_nothing_that_is_there_stores_nothing(office, press):
    assert take(office, BASIC, press).status_code == 303
    assert office.filing.answers.count() == 0


@pytest.fixture
def second(office):
    """The next year of the same office; the first was sent."""
    answers = {
        **COMPLETE,
        "line:预算执行/原因": "年末有一笔尾款未付",
        DUTIES: "# 职能\n预算{{调整预算数}}。",
    }
    assert save_fields(actor=office.filer, filing=office.filing, values=typed(answers)).ok
    submission.submit(actor=office.filer, filing=office.filing)
    text = TEXT.replace("year: 2020", "year: 2021").replace(
        "    调整预算数: amount", "    调整预算: {was: 调整预算数, type: amount, label: 调整预算}"
    )
    text = text.replace("财政拨款支出 / 调整预算数", "财政拨款支出 / 调整预算")
    text = text.replace("≤ 调整预算数", "≤ 调整预算").replace("{{调整预算数}}", "{{调整预算}}")
    text = text.replace("[调整预算数,", "[调整预算,")
    cycle = factories.cycle(factories.version(text, year=2021))
    filing = factories.filing(cycle, office.department)
    return office_of(Made(filing, office.filer))


def past(office, name: str):
    content = fresh(office)
    found = past_of(content, content.index.fields[name])
    return found and (found.text, found.change, found.origin, found.press and found.press.label)


FIRST = "2020 年度自评报送数"


def test_last_years_figures_stand_beside_this_years_with_the_change(second):
    assert past(second, "调整预算") == ("上年 100.00", "", FIRST, None)
    save(second, fig__调整预算="80", fig__财政拨款支出="95")
    save(second, fig__单位性质="行政")
    assert past(second, "调整预算") == ("上年 100.00", "减 20.00，20.00%", FIRST, None)
    assert past(second, "财政拨款支出")[1] == "与上年相同"
    assert past(second, "三公经费") == ("上年未填", "", FIRST, None)
    assert "减 20.00，20.00%" in page(second, MONEY)


def test_figures_that_the_document_does_not_compare_say_why(second):
    save(second, fig__调整预算="80", fig__单位性质="事业")
    assert past(second, "调整预算")[1] == "不可比：单位性质为“事业”"


def test_a_change_from_zero_has_no_rate(second):
    imported(second, one(second, 三公经费="0"), Preset.Kind.PREVIOUS)
    save(second, fig__三公经费="3")
    assert past(second, "三公经费") == (
        "上年 0.00",
        "增 3.00，上年为零不算增减率",
        "一体化系统，2020-12-31",
        None,
    )


def test_only_what_the_document_says_is_taken_over_and_only_when_it_is_pressed(second):
    assert past(second, "单位性质") == ("上年 行政", "", FIRST, "带入上年内容")
    assert (second.filing.answers.count(), second.filing.narratives.count()) == (0, 0)
    answer = take(second, MONEY, "past|fig:调整预算")
    assert (answer.status_code, second.filing.answers.count()) == (303, 0)
    assert "带入本页上年内容（2 处）" in page(second, BASIC)
    take(second, BASIC, "page|")
    kept = second.filing.answers.get()
    text = second.filing.narratives.get()
    assert (kept.key, kept.value, kept.status, kept.source) == (KIND, "行政", "to_confirm", "上年数")
    assert (text.chapter, text.status, text.source) == ("主要职能", "to_confirm", "上年数")
    shown = page(second, BASIC)
    assert (shown.count("待确认：由上年带入"), shown.count('value="confirm|')) == (2, 2)


def test_a_box_that_holds_something_typed_is_not_filled_from_last_year(second):
    take(second, BASIC, "page|", **{DUTIES: "今年的职能。"})
    assert Narrative.objects.get(filing=second.filing).status == "filled"
    assert Narrative.objects.get(filing=second.filing).plain == "今年的职能。"
    assert stored(second, KIND) == ("行政", "to_confirm")


@pytest.mark.parametrize(
    ("press", "changes", "expected"),
    [
        (f"confirm|{KIND}", {}, ("行政", "filled")),
        ("", {KIND: "事业"}, ("事业", "filled")),
        ("", {}, ("行政", "to_confirm")),
    ],
)
def test_what_was_taken_over_is_settled_by_confirming_or_changing_it(second, press, changes, expected):
    take(second, BASIC, f"past|{KIND}")
    if press:
        take(second, BASIC, press)
    else:
        second.person.save(BASIC, changes)
    assert stored(second, KIND) == expected


def test_a_text_is_confirmed_as_it_stands_and_is_the_filers_own_then(second):
    take(second, BASIC, f"past|{DUTIES}")
    before = Narrative.objects.get(filing=second.filing)
    take(second, BASIC, f"confirm|{DUTIES}")
    after = Narrative.objects.get(filing=second.filing)
    assert (before.status, before.source) == ("to_confirm", "上年数")
    assert (after.status, after.source, after.plain) == ("filled", "", before.plain)


def test_figures_in_a_text_are_carried_under_their_new_names(second):
    content = fresh(second)
    assert "调整预算数" in content.past.kept.flat.narratives["主要职能"]
    assert carried_text(content, content.index.fields["主要职能"]) == "# 职能\n预算{{调整预算}}。"
    take(second, BASIC, f"past|{DUTIES}")
    assert Narrative.objects.get(filing=second.filing).status == "to_confirm"
