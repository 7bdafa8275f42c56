"""清除涉密内容: the page of the rubric admin, and what the others see afterwards."""

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.models import Event, Report
from evaluations.services.submission import submit
from evaluations.workflow import State
from tests.evaluations.conftest import fill
from tests.evaluations.services.spoiled import (
    CELL,
    NUMBER,
    REASON,
    SECRET,
    SPENT,
    TEXT,
    cleared,
    fresh,
    printed,
    spoil,
)
from tests.evaluations.submission.conftest import words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # who sees what is the same on both

CLEARED = "内容已按保密要求清除"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EVIDENCE_ROOT = tmp_path / "files", tmp_path / "files" / "evidence"


@pytest.fixture
def spoiled(office):
    return spoil(office)


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def url(office, name: str, **more) -> str:
    return reverse(f"evaluations:{name}", kwargs={"filing_id": office.filing.pk, **more})


def post(office, browser: Client | None = None, **changed):
    said = {"at": TEXT, "reason": REASON, "typed": "示例一局", **changed}
    return (browser or signed_in(office.rubric_admin)).post(url(office, "purge"), said)


def test_page_lists_the_places_that_were_sent_and_none_of_their_content(spoiled):
    answer = signed_in(spoiled.rubric_admin).get(url(spoiled, "purge") + "?at=" + TEXT)
    groups = dict(answer.context["form"].fields["at"].choices[1:])
    titles = {title for places in groups.values() for _, title in places}
    row = f"项目支出表 第 1 行（{CELL}）"
    wanted = {
        "主要职能",
        "财政拨款支出",
        f"{row} 名称",
        f"{row} 支出",
        f"{CELL}批复.pdf",
        "预算执行 佐证材料",
    }
    assert wanted - titles == set()
    assert "部门名称" not in titles
    body = answer.content.decode()
    assert [word for word in (SECRET, NUMBER) if word in body] == []
    assert f'<option value="{TEXT}" selected>' in body


@pytest.mark.parametrize(
    "changed", [{"typed": "示例"}, {"typed": ""}, {"reason": " "}, {"at": ""}, {"at": "fig:没有"}]
)
def test_form_that_is_not_whole_clears_nothing_and_keeps_what_was_typed(spoiled, changed):
    answer = post(spoiled, **changed)
    assert (answer.status_code, Event.objects.filter(action="purge").count()) == (422, 0)
    kept = {"at": TEXT, "reason": REASON, "typed": "示例一局", **changed}
    assert {name: answer.context["form"].data[name] for name in kept} == kept


def test_reason_that_quotes_it_is_refused_on_the_page(spoiled):
    answer = post(spoiled, reason=f"写有{SECRET}")
    assert (answer.status_code, "原因里写有要清除的内容" in words(answer)) == (409, True)


def test_purge_from_the_review_page_leaves_the_note_on_every_page_of_what_was_sent(spoiled):
    printed(spoiled)
    admin, filer = signed_in(spoiled.rubric_admin), signed_in(spoiled.filer)
    review = admin.get(url(spoiled, "review") + "?at=" + TEXT).content.decode()
    link = f"{url(spoiled, 'purge')}?at=chapter%3A"
    assert (link in review, CLEARED in review) == (True, False)
    assert (
        url(spoiled, "purge") not in signed_in(spoiled.reviewer).get(url(spoiled, "review")).content.decode()
    )
    answer = post(spoiled, admin)
    assert (answer.status_code, answer.url) == (303, url(spoiled, "review"))
    after = words(admin.get(answer.url))
    assert ("已清除“主要职能”" in after, CLEARED in after) == (True, True)
    last = fresh(spoiled).snapshots.order_by("-seq").first()
    pages = [url(spoiled, name) for name in ("review", "report", "report_preview")]
    pages.append(url(spoiled, "receipt", snapshot_id=last.pk))
    for browser in (admin, filer):
        shown = [browser.get(page) for page in pages[0 if browser is admin else 1 :]]
        assert [(CLEARED in words(page), SECRET in page.content.decode()) for page in shown] == [
            (True, False)
        ] * len(shown)
    preview = filer.get(url(spoiled, "report_preview"))
    assert '<article class="report"' not in preview.content.decode()
    assert 'name="variant"' not in filer.get(url(spoiled, "report")).content.decode()
    refused = filer.post(url(spoiled, "report"), {"variant": "draft"})
    assert (refused.status_code, "不能再按原件打印" in words(refused)) == (409, True)
    assert Report.objects.count() == 0


def test_timeline_and_log_tell_of_a_purge_without_what_was_there(spoiled):
    cleared(spoiled, SPENT)
    page = signed_in(spoiled.filer).get(url(spoiled, "timeline"))
    assert f"位置财政拨款支出；原因{REASON}" in words(page)
    assert "〔已清除〕" in words(page)
    assert NUMBER not in page.content.decode()


def test_places_that_still_repeat_it_are_named(spoiled):
    cell = f"row:项目/{spoiled.row.key}/名称"
    browser = signed_in(spoiled.rubric_admin)
    shown = words(browser.get(post(spoiled, browser, at=cell).url))
    assert "下列位置还有同样的内容：预算执行佐证材料。请核对，需要的逐处清除。" in shown


def test_filer_finds_the_place_empty_and_fills_it_again(spoiled):
    cleared(spoiled, TEXT)
    page = signed_in(spoiled.filer).get(url(spoiled, "stage", stage=1))
    assert (page.status_code, SECRET in page.content.decode()) == (200, False)


def test_result_of_an_approved_filing_bears_the_note(office):
    fill(office)
    submit(actor=office.filer, filing=fresh(office))
    type(office.filing).objects.update(state=State.APPROVED)
    cleared(office, SPENT)
    assert CLEARED in words(signed_in(office.filer).get(url(office, "result")))
    assert CLEARED in words(signed_in(office.rubric_admin).get(url(office, "review")))


def test_page_of_a_filing_that_was_never_sent_is_closed(office):
    answer = signed_in(office.rubric_admin).get(url(office, "purge"))
    assert (answer.status_code, "填报人提交以后才能办理" in answer.content.decode()) == (403, True)
