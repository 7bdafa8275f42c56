"""Several people on one filing: who is on which stage, and which office looks after it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from evaluations.models import Event, Filing, Presence, StageOffice
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.filing.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
MONEY, PROJECTS = 3, 4
STAGE = "预算执行"


@pytest.fixture
def colleague(made) -> Person:
    return Person(factories.member(Role.FILER, made.filing.department, "colleague"), made.filing)


def be_on(person: Person, stage: int):
    return person.browser.post(reverse("evaluations:here", args=[person.filing.pk, stage]))


def duties(person: Person) -> str:
    return reverse("evaluations:duties", args=[person.filing.pk])


def test_a_colleague_is_seen_on_the_stage_where_he_is_active(person, colleague):
    assert be_on(colleague, PROJECTS).json() == {"here": {}}
    assert be_on(colleague, MONEY).json() == {"here": {}}, "one is not one's own colleague"

    assert be_on(person, MONEY).json() == {"here": {str(MONEY): "colleague"}}
    page = person.browser.get(person.address(MONEY)).text
    assert "<span>colleague</span> 也在这一页" in page
    assert Presence.objects.count() == 2


def test_a_colleague_is_seen_on_pages_beside_the_stages(person, colleague):
    def be_beside(page: str):
        return colleague.browser.post(reverse("evaluations:here_beside", args=[person.filing.pk, page]))

    be_on(person, MONEY)
    for page, words in (("evidence", "佐证材料"), ("workbook", "Excel 工作簿")):
        assert be_beside(page).json() == {"here": {str(MONEY): "示例填报人"}}
        assert be_on(person, MONEY).json() == {"here": {page: "colleague"}}
        rail = (
            person.browser.get(person.address(MONEY)).text.partition(f"{words}</a>")[2].partition("</p>")[0]
        )
        assert "<span>colleague</span> 在这里" in rail
    assert be_beside("elsewhere").status_code == 404


def test_who_gave_no_sign_for_a_while_is_gone(person, colleague):
    be_on(colleague, MONEY)
    seen = Presence.objects.get()
    Presence.objects.update(seen_at=seen.seen_at - timedelta(seconds=100))

    assert be_on(person, MONEY).json() == {"here": {}}


def test_who_is_where_is_the_departments_own_business(made, colleague):
    be_on(colleague, MONEY)
    Filing.objects.update(state="reviewing", round=0)
    reviewer = Person(
        factories.reviewer_of(made.filing.cycle, made.filing.department, "reviewer"), made.filing
    )
    stranger = Person(factories.member(Role.FILER, factories.department()), made.filing)

    page = reviewer.browser.get(reviewer.address(MONEY))
    assert (page.status_code, "colleague" in page.text) == (200, False)
    for other in (reviewer, stranger):
        assert (be_on(other, MONEY).status_code, other.browser.get(duties(other)).status_code) == (404, 404)


def test_offices_are_stored_where_they_were_changed_with_one_event(made, person):
    page = person.browser.get(duties(person))
    assert page.status_code == 200

    answer = person.browser.post(duties(person), {f"office-{MONEY}": " 财务室 ", f"seen-{MONEY}": ""})

    assert answer.status_code == 302
    assert list(StageOffice.objects.values_list("stage", "office")) == [(STAGE, "财务室")]
    event = Event.objects.latest("id")
    assert (event.action, event.data) == ("set_offices", {"offices": {STAGE: "财务室"}})
    assert "责任科室：财务室" in person.browser.get(person.address(MONEY)).text
    again = person.browser.post(duties(person), {f"office-{MONEY}": "财务室", f"seen-{MONEY}": "财务室"})
    assert (again.status_code, Event.objects.latest("id")) == (302, event)


def test_an_office_that_a_colleague_changed_meanwhile_is_shown_and_not_overwritten(person, colleague):
    colleague.browser.post(duties(person), {f"office-{MONEY}": "财务室", f"seen-{MONEY}": ""})

    answer = person.browser.post(duties(person), {f"office-{MONEY}": "办公室", f"seen-{MONEY}": ""})

    assert answer.status_code == 409
    assert "已保存的是“财务室”" in answer.text
    assert 'value="办公室"' in answer.text
    assert StageOffice.objects.get().office == "财务室"


def test_after_sending_the_offices_are_only_read(person):
    box = f'name="office-{MONEY}"'
    assert box in person.browser.get(duties(person)).text
    Filing.objects.update(state="submitted")

    assert box not in person.browser.get(duties(person)).text
    answer = person.browser.post(duties(person), {f"office-{MONEY}": "财务室", f"seen-{MONEY}": ""})
    assert (answer.status_code, StageOffice.objects.count()) == (409, 0)


def test_the_list_says_who_worked_on_a_stage_last(person, colleague):
    colleague.save(MONEY, {"fig:实际采购金额": "1700"})

    table = person.browser.get(duties(person)).text.partition('id="duties-form"')[2]
    row = table.partition("③")[2].partition("</tr>")[0]

    assert "colleague" in row
