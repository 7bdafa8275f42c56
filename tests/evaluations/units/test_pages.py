"""The pages of a department with units: who sees which filing, 汇总, and adopting from it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from evaluations.access_table import ROUTES, Scope
from evaluations.models import Answer, Filing
from evaluations.services.filing import open_filing
from evaluations.services.units import leave_out
from evaluations.workflow import Role, State
from tests import factories
from tests.evaluations.units.conftest import SPENT, make_family
from tests.evaluations.units.test_units import SENT, A, B, fill_all, send

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
SHOWN = 30


def browser_of(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def url(name: str, filing) -> str:
    return reverse(f"evaluations:{name}", args=[filing.pk])


def stage(filing) -> str:
    return reverse("evaluations:stage", args=[filing.pk, 2])


def plain(html: str) -> str:
    """The words of a page, one blank between them."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_filings_are_seen_by_their_people_and_those_of_the_department_above(family):
    cycle = family.filings["whole"].cycle
    other = factories.department("示例外局")
    people = {
        "whole": family.filers["whole"],
        "head": factories.member(Role.HEAD, family.department),
        A: family.filers[A],
        B: family.filers[B],
        "elsewhere": factories.member(Role.FILER, other),
        "reviewer": factories.reviewer_of(cycle, family.department),
        "reviewer of the unit": factories.reviewer_of(cycle, family.units[0]),
        "reviewer elsewhere": factories.reviewer_of(cycle, other),
        "bureau": factories.member(Role.RUBRIC_ADMIN),
        "auditor": factories.member(Role.AUDITOR),
    }
    send_up_ready(family)
    gone, there = 404, 200

    def seen(**changed) -> dict:
        Filing.objects.filter(pk=family.filings["whole"].pk).update(**changed)
        return {
            who: {
                name: browser_of(user).get(stage(family.fresh(name))).status_code
                for name in ("whole", "本级", A, B)
            }
            for who, user in people.items()
        }

    inside = {"whole": there, "本级": there, A: there, B: there}
    nothing = dict.fromkeys(inside, gone)
    closed = dict.fromkeys(inside, 403)
    expected = {
        "whole": inside,
        "head": inside,
        A: {**nothing, A: there},
        B: {**nothing, B: there},
        "elsewhere": nothing,
        "reviewer": closed,
        "reviewer of the unit": nothing,
        "reviewer elsewhere": nothing,
        "bureau": closed,
        "auditor": nothing,
    }
    assert seen(state=State.FILLING.value) == expected
    assert seen(state=State.RETURNED.value, round=1) == expected
    leave_out(actor=family.filers["whole"], filing=family.fresh(B), words="当年划出")
    of_bureau = {"whole": there, "本级": 403, A: there, B: gone}
    shown = seen(state=State.REVIEWING.value)
    assert shown == expected | {"reviewer": of_bureau, "bureau": of_bureau}


def send_up_ready(family) -> None:
    family.save(A, **SENT[A])
    send(family, A)


def test_a_department_reads_its_units_and_writes_nothing_in_them(family):
    browser = browser_of(family.filers["whole"])
    part = family.fresh(A)

    shown = browser.get(stage(part))
    answer = browser.post(stage(part), {SPENT: "1"})

    assert ("示例甲所" in shown.content.decode(), answer.status_code) == (True, 403)
    assert not Answer.objects.filter(filing=part).exists()
    assert browser.post(url("autosave", part), "{}", content_type="application/json").status_code == 403
    assert browser.post(url("submit", part)).status_code == 403


def test_a_unit_finds_no_page_of_its_department_or_of_a_sibling(family):
    browser = browser_of(family.filers[A])
    pages = [
        name.removeprefix("evaluations:")
        for name, route in ROUTES.items()
        if route.scope is Scope.FILING and "GET" in route.methods
    ]
    filings = [family.filings["whole"], family.filings["本级"], family.filings[B]]
    asked = [(name, filing) for name in pages for filing in filings if takes_only_the_filing(name, filing)]

    assert len(asked) > 30
    assert {browser.get(url(name, filing)).status_code for name, filing in asked} == {404}


def takes_only_the_filing(name: str, filing) -> bool:
    try:
        return bool(url(name, filing))
    except NoReverseMatch:
        return False


@pytest.mark.parametrize("name", ["units", "units_take", "units_open", "send_down", "leave_out"])
def test_a_unit_has_none_of_the_pages_of_its_department(family, name):
    browser = browser_of(family.filers[A])
    method = browser.get if name in {"units", "units_take"} else browser.post

    assert method(url(name, family.filings["whole"])).status_code == 404
    assert method(url(name, family.filings[B])).status_code == 404


def test_the_page_names_who_is_missing_and_shows_sums_and_ratios_of_them(family):
    fill_all(family)
    send(family, "本级", A)
    browser = browser_of(family.filers["whole"])

    words = plain(browser.get(url("units", family.filings["whole"])).content.decode())

    assert "示例乙所 ：填报中。请催报；确实不计入汇总的，请在“所属单位汇总”页写明原因。" in words
    assert "财政拨款支出 （万元） 100.00 95.00 270.00 465.00 — 未填" in words
    assert "预算执行率 100.00% 95.00% 90.00% 93.00% —" in words
    assert "采用汇总数" not in words


def test_sums_are_shown_with_old_and_new_and_adopted(family):
    fill_all(family)
    send(family, "本级", A, B)
    whole, browser = family.filings["whole"], browser_of(family.filers["whole"])
    page = browser.get(url("units_take", whole), {"place": SPENT})
    assert [(one.where, one.old, one.new) for one in page.context["offers"]] == [(SPENT, "—", "465.00")]

    posted = {"place": [SPENT], "seen": page.context["seen"]}
    answer = browser.post(url("units_take", whole), posted)

    assert answer.status_code == 302
    assert [(one.key, one.value, one.source) for one in whole.answers.all()] == [
        (SPENT, "465", "所属单位汇总")
    ]
    again = browser.post(url("units_take", whole), posted)
    assert (again.status_code, "又有改动" in again.content.decode()) == (409, True)


def test_a_unit_sends_up_from_its_check_page_and_is_given_back_from_the_departments(family):
    family.save(A, **SENT[A])
    unit, above = browser_of(family.filers[A]), browser_of(family.filers["whole"])
    part = family.fresh(A)
    check = unit.get(url("check", part)).content.decode()
    assert ("报送上级部门" in check, "提交财政审核" in check) == (True, False)

    asked = unit.get(url("submit", part))
    answer = unit.post(url("submit", part), {"revision": asked.context["asking"].revision}, follow=True)

    assert "已报送上级部门，编号 2020-103002-01" in answer.content.decode()
    assert family.fresh(A).state == State.SENT_UP
    assert unit.get(url("submit", part)).status_code == 200
    above.post(url("send_down", part), {"words": "请核对支出数"})
    assert family.fresh(A).state == State.FILLING
    assert "上级部门退回：请核对支出数" in plain(
        unit.get(reverse("evaluations:todo")).content.decode()
    ).replace(" ", "")
    assert "请核对支出数" in unit.get(url("timeline", part)).content.decode()


def test_a_unit_is_left_out_and_taken_in_again(family):
    above, part = browser_of(family.filers["whole"]), family.filings[A]

    above.post(url("leave_out", part), {"words": "当年划出"})
    shown = above.get(url("units", family.filings["whole"])).content.decode()
    assert (family.fresh(A).left_out, "当年划出" in shown) == ("当年划出", True)
    above.post(url("leave_out", part), {"again": "yes"})
    assert family.fresh(A).left_out == ""


def test_a_department_without_units_sees_none_of_it(family):
    alone = factories.department("示例总局", code="103099")
    filer = factories.member(Role.FILER, alone)
    filing = open_filing(actor=filer, cycle=family.filings["whole"].cycle, department=alone)
    browser = browser_of(filer)
    pages = [stage(filing), url("check", filing), url("timeline", filing), reverse("evaluations:todo")]

    found = "".join(browser.get(page).content.decode() for page in pages)

    assert [word for word in ("所属单位", "汇总", "本级", "上级部门", "/units") if word in found] == []
    assert browser.get(url("units", filing))["Location"] == reverse("evaluations:stage", args=[filing.pk, 1])
    whole, reviewer = family.filings["whole"], factories.reviewer_of(filing.cycle, family.department)
    Filing.objects.filter(pk=whole.pk).update(state=State.REVIEWING.value)
    rails = [
        browser_of(user).get(stage(whole)).content.decode() for user in (family.filers["whole"], reviewer)
    ]
    assert ["所属单位汇总" in rail for rail in rails] == [True, True]


def test_the_page_makes_the_pinned_queries_however_many_units_there_are(db):
    family = make_family(units=1)
    browser, page = browser_of(family.filers["whole"]), url("units", family.filings["whole"])
    found = [queries_of(browser, page)]
    for name in "丙丁":
        child = factories.department(f"示例{name}所", parent=family.department)
        filer = factories.member(Role.FILER, child)
        open_filing(actor=filer, cycle=family.filings["whole"].cycle, department=child)

    found.append(queries_of(browser, page))

    assert found == [SHOWN, SHOWN]


def queries_of(browser: Client, page: str) -> int:
    browser.get(page)
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(page).status_code == 200
    return len([one for one in caught.captured_queries if "SAVEPOINT" not in one["sql"]])
