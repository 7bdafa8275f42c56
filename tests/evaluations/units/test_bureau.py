"""What the bureau sees of a department's units, and what a unit is told before it can begin."""

import pytest
from django.urls import reverse

from evaluations.access_table import ROUTES, Scope
from evaluations.models import Filing
from evaluations.services import submission
from evaluations.services.units import leave_out
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.units.test_pages import browser_of, plain, stage, takes_only_the_filing, url
from tests.evaluations.units.test_units import A, B, fill_all, send
from tests.fingerprint import fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def sent(family):
    """The department has sent, with the sums of its share and one unit; the other unit is left out."""
    fill_all(family)
    send(family, "本级", A)
    leave_out(actor=family.filers["whole"], filing=family.fresh(B), words="当年划出")
    family.save("whole", fig__调整预算数="200", fig__财政拨款支出="195")
    submission.submit(actor=family.filers["whole"], filing=family.fresh("whole"))
    family.reviewer = factories.reviewer_of(family.filings["whole"].cycle, family.department)
    return family


def test_the_bureau_reads_what_was_summed_up_column_by_column_and_writes_nothing(sent):
    browser, whole = browser_of(sent.reviewer), sent.fresh("whole")

    page = browser.get(url("units", whole))

    words, html = plain(page.content.decode()), page.content.decode()
    assert "财政拨款支出 （万元） 100.00 95.00 195.00 195.00 0.00" in words
    assert ("示例乙所 不计入汇总 当年划出" in words, "已经报齐" in words) == (True, True)
    assert [word for word in ('action="/filings', "采用", "退回", "开通") if word in html] == []
    assert f'href="{reverse("evaluations:stage", args=[sent.filings[B].pk, 1])}"' not in html
    assert f'href="{url("review", whole)}"' in html
    assert url("units", whole) in browser.get(url("review", whole)).content.decode()
    part = browser.get(stage(sent.filings[A]))
    assert f'href="{url("units", whole)}"' in part.content.decode()
    assert (part.context["writable"], "95" in part.content.decode()) == (False, True)


def test_no_page_of_a_part_fails_or_acts_for_the_bureau(sent):
    listed = {name.removeprefix("evaluations:"): route for name, route in ROUTES.items()}
    people = (sent.reviewer, factories.member(Role.RUBRIC_ADMIN))
    browsers, before = [browser_of(person) for person in people], fingerprint()
    for browser in browsers:
        part = sent.filings[A]
        asked = {
            (name, method): browser.generic(method, url(name, part)).status_code
            for name, route in listed.items()
            if route.scope is Scope.FILING and takes_only_the_filing(name, part)
            for method in route.methods
        }
        read = {name for (name, _), status in asked.items() if status == 200}
        assert {"timeline", "evidence", "check_file", "workbook_file"} <= read
        assert set(asked.values()) <= {200, 302, 403, 404, 409, 422}
    assert fingerprint() == before


def test_units_that_came_after_the_sending_are_said_to_be_no_part_of_it(sent):
    factories.department("示例迟到所", parent=sent.department)
    words = plain(browser_of(sent.reviewer).get(url("units", sent.filings["whole"])).content.decode())
    assert "下列单位没有计入这次报出的数" in words
    assert "不能提交" not in words


def test_a_unit_sees_what_it_waits_for_instead_of_a_button(family):
    cycle = family.filings["whole"].cycle
    unit = factories.department("示例等待所", parent=factories.department("示例空局"))
    filer = factories.member(Role.FILER, unit)
    begin = reverse("evaluations:filing_open", args=[cycle.pk, unit.pk])
    browser = browser_of(filer)

    todo = browser.get(reverse("evaluations:todo")).content.decode()
    answer = browser.post(begin, follow=True)

    waiting = "上级部门示例空局还没有开始填报。请联系上级部门先点“开始填报”，您这里会同时开通。"
    assert (waiting in todo, begin in todo) == (True, False)
    assert waiting in answer.content.decode()
    assert not Filing.objects.filter(department=unit).exists()


def test_a_unit_that_comes_after_its_department_has_sent_is_told_so(sent):
    late = factories.department("示例迟到所", parent=sent.department)
    filer = factories.member(Role.FILER, late)
    begin = reverse("evaluations:filing_open", args=[sent.filings["whole"].cycle_id, late.pk])
    browser = browser_of(filer)

    todo = browser.get(reverse("evaluations:todo")).content.decode()
    refused = browser.post(begin, follow=True).content.decode()
    above = browser_of(sent.filers["whole"]).post(url("units_open", sent.filings["whole"]), follow=True)

    said = "示例总局的自评已经报出，不能再开通单位的填报。"
    assert [said in text for text in (todo, refused, above.content.decode())] == [True, True, True]
    assert (begin in todo, Filing.objects.filter(department=late).exists()) == (False, False)
