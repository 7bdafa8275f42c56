"""清除涉密内容: the page of the rubric admin, and what the others see afterwards."""

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.models import Event, Report
from evaluations.services.comments import Opinion
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.rows import add_row
from evaluations.services.submission import submit
from evaluations.services.together import set_offices
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
    say,
    spoil,
    tables_holding,
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


def look(office, browser: Client | None = None, **said):
    """Ask what repeats a place."""
    asked = {"at": TEXT, **said, "look": "1"}
    return (browser or signed_in(office.rubric_admin)).post(url(office, "purge"), asked)


def post(office, browser: Client | None = None, **changed):
    """Clear what was looked at before."""
    browser = browser or signed_in(office.rubric_admin)
    seen = (
        look(office, browser, at=changed.get("at", TEXT), words=changed.get("words", "")).context["page"].seen
    )
    said = {"at": TEXT, "reason": REASON, "typed": "示例一局", "seen": seen, **changed}
    return browser.post(url(office, "purge"), said)


def test_page_lists_the_places_that_were_sent_and_none_of_their_content(spoiled):
    answer = signed_in(spoiled.rubric_admin).get(url(spoiled, "purge"))
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
    assert "查找同样的内容" in body


def test_page_of_a_place_shows_what_repeats_it_with_the_words_around_it(spoiled):
    """From the review the place is chosen already; what goes anyhow and what is decided stand apart."""
    answer = signed_in(spoiled.rubric_admin).get(url(spoiled, "purge") + "?at=" + TEXT)
    assert f'<option value="{TEXT}" selected>' in answer.content.decode()
    found = answer.context["page"].found
    assert {one.title for one in found.sure} == {
        "第 1 条审核意见",
        "第 1 条审核意见所指的文字",
        f"退回意见书 {spoiled.notice.number}",
    }
    [words] = [one for one in found.sure if one.title == "第 1 条审核意见"]
    assert (words.before, words.found, words.after) == ("“", SECRET, "”不能写在这里。")
    assert [one.title for one in found.files] == [f"佐证材料 {CELL}批复.pdf"]


def test_word_that_is_named_is_listed_and_only_what_is_ticked_goes(spoiled):
    say(spoiled, Opinion("line:社会效益", "灯塔一事另行报送。"))
    say(spoiled, Opinion("fig:调整预算数", "灯塔不在其内。"))
    found = look(spoiled, words="灯塔").context["page"].found
    assert [(one.title, one.found, one.sure) for one in found.maybe] == [
        ("第 4 条审核意见", "灯塔", False),
        ("第 5 条审核意见", "灯塔", False),
    ]
    assert post(spoiled, words="灯塔", ticked=[found.maybe[0].key]).status_code == 303
    said = [comment.entries.get().text for comment in fresh(spoiled).comments.filter(number__gte=4)]
    assert said == ["〔已清除〕", "灯塔不在其内。"]


def test_place_that_is_ticked_is_cleared_with_an_event_of_its_own(spoiled):
    cell, proof = f"row:项目/{spoiled.row.key}/名称", "line:预算执行/佐证"
    assert post(spoiled, at=cell, ticked=[f"place:file:{spoiled.file.key}"]).status_code == 303
    told = Event.objects.filter(action="purge").order_by("seq")
    assert [event.data["address"] for event in told] == [cell, f"file:{spoiled.file.key}"]
    assert spoiled.filing.answers.get(key=proof).value == ""


@pytest.mark.parametrize("changed", [{"seen": ""}, {"seen": "0" * 32}, {"words": "别的词"}])
def test_list_that_was_not_seen_is_shown_before_anything_is_cleared(spoiled, changed):
    browser = signed_in(spoiled.rubric_admin)
    seen = look(spoiled, browser).context["page"].seen
    said = {"at": TEXT, "reason": REASON, "typed": "示例一局", "seen": seen, **changed}
    answer = browser.post(url(spoiled, "purge"), said)
    assert (answer.status_code, Event.objects.filter(action="purge").count()) == (409, 0)
    assert "和您看过的不一样" in words(answer)


def test_opinion_that_came_after_the_look_is_shown_before_anything_is_cleared(spoiled):
    browser = signed_in(spoiled.rubric_admin)
    seen = look(spoiled, browser, words="灯塔").context["page"].seen
    say(spoiled, Opinion("line:社会效益", "灯塔一事另行报送。"))
    said = {"at": TEXT, "words": "灯塔", "reason": REASON, "typed": "示例一局", "seen": seen}
    assert browser.post(url(spoiled, "purge"), said).status_code == 409
    assert Event.objects.filter(action="purge").count() == 0


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
    assert "下列位置还有同样的内容：预算执行佐证材料、一个佐证文件。请核对，需要的逐处清除。" in shown


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


def test_page_of_a_filing_that_was_never_sent_names_places_and_shows_no_word_of_them(office):
    values = {TEXT: Typed(f"负责应急管理。{SECRET}。")}
    assert save_fields(actor=office.filer, filing=fresh(office), values=values).ok
    add_row(actor=office.filer, filing=fresh(office), table="项目", cells={"名称": CELL})
    office_words = {"基本信息": SECRET}
    set_offices(actor=office.filer, filing=fresh(office), offices=office_words, seen={})
    assert save_fields(actor=office.filer, filing=fresh(office), values={TEXT: Typed("", 1)}).ok
    answer = look(office)
    body = answer.content.decode()
    assert [word for word in (SECRET, CELL) if word in body] == []
    assert "只在部门书面提出以后清除" in body
    groups = answer.context["form"].fields["at"].choices[1:]
    assert [title for _, places in groups for _, title in places] == [
        "主要职能",
        "项目支出表 第 1 行 名称",
    ]
    assert [one.title for one in answer.context["page"].found.sure] == ["“基本信息”的责任科室"]
    assert post(office).status_code == 303
    assert tables_holding(SECRET) == set()


def test_review_of_a_filing_that_was_never_sent_stays_closed(office):
    answer = signed_in(office.rubric_admin).get(url(office, "review"))
    assert answer.status_code == 403


def test_year_lists_every_filing_and_what_was_cleared_without_what_it_was(spoiled):
    cleared(spoiled, SPENT)
    page = signed_in(spoiled.rubric_admin).get(
        reverse("evaluations:year_purges", kwargs={"cycle_id": spoiled.cycle.pk})
    )
    [row] = page.context["cleared"]
    assert (row.by, row.whose, row.place, row.reason) == (
        "rubric_admin",
        "示例一局",
        "财政拨款支出",
        REASON,
    )
    assert [(one.whose, one.url) for one in page.context["filings"]] == [("示例一局", url(spoiled, "purge"))]
    assert NUMBER not in page.content.decode()
