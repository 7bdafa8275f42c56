"""退回意见书: printed from the notice alone, once, for the department and the bureau alike."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations import tasks
from evaluations.models import Event, Job, NoticePrint, TableRow
from evaluations.report.notice import notice_context, render_notice
from evaluations.report.pdf import Printed
from evaluations.services import jobs, notices
from evaluations.services.comments import Opinion, add_comment
from evaluations.services.filing import save_fields
from evaluations.services.integrity import broken_links
from evaluations.services.results import Refused, Typed
from evaluations.services.review import return_filing
from evaluations.triggers import GUARDS
from evaluations.workflow import Role, State
from rubrics.triggers import remove
from tests import factories
from tests.evaluations.report.reading import pdf_text, squeezed
from tests.evaluations.submission.conftest import words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # what is printed is the same on both

WORDS = "请在期限前重报。\n逐条答复。"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return lambda: sorted(path.name for path in (tmp_path / notices.FOLDER).glob("*"))


@pytest.fixture
def queued(monkeypatch):
    """Jobs whose message was sent; the broker stands."""
    sent: list[int] = []
    monkeypatch.setattr(tasks, "queue", lambda job: sent.append(job.pk) or True)
    return sent


@pytest.fixture
def returned(accepted):
    """A filing returned with two items; `notice` is the notice."""
    row = TableRow.objects.get(filing=accepted.filing, position=1)
    for where, said in (
        ("fig:财政拨款支出", "请核对决算数。"),
        (f"row:项目/{row.key}/支出", "与合同不符，\n请补附件。"),
    ):
        add_comment(
            actor=accepted.reviewer, filing=accepted.filing, opinion=Opinion(where, said, category="数据")
        )
    due = timezone.now() + timedelta(days=5)
    accepted.notice = return_filing(actor=accepted.reviewer, filing=accepted.filing, due=due, words=WORDS)
    accepted.filing.refresh_from_db()
    accepted.row = row
    return accepted


def path(returned, rest: str = "") -> str:
    return f"/filings/{returned.filing.pk}/notices/{rest}"


def rename_everything(returned) -> None:
    """Change whatever the words of a notice were made from."""
    returned.department.name = "改名以后局"
    returned.department.save()
    returned.reviewer.name = "改名人"
    returned.reviewer.save()
    returned.cycle.title = "另一项任务"
    returned.cycle.save()
    returned.row.refresh_from_db()
    version = returned.row.cells["名称"]["version"]
    values = {f"row:项目/{returned.row.key}/名称": Typed("退回以后改的名", version)}
    assert save_fields(actor=returned.filer, filing=returned.filing, values=values).ok


def test_notice_says_number_department_task_round_items_in_words_and_term(returned):
    notice = returned.notice
    due = timezone.localtime(notice.due)
    context = notice_context(notice)
    task, person = returned.cycle.title, str(returned.reviewer)
    assert (context.title, context.number) == ("退回意见书", "退2020-103001-01")
    assert dict(context.rows) == {
        "部门": "示例一局（103001）",
        "任务": task,
        "年度": "2020年度",
        "退回次数": "第 1 次退回",
        "重报期限": f"{due.year}年{due.month}月{due.day}日 {due:%H:%M} 前",
    }
    assert [(one.number, one.place, one.category, one.text) for one in context.items] == [
        (1, "财政拨款支出", "数据", "请核对决算数。"),
        (2, "项目支出表 第 2 行（项目乙） 支出", "数据", "与合同不符，\n请补附件。"),
    ]
    assert (context.words, context.by) == (WORDS, person)


def test_notice_quotes_the_words_that_are_meant(accepted):
    opinion = Opinion("chapter:主要职能", "请写明文号。", anchor={"quote": "应急管理"})
    add_comment(actor=accepted.reviewer, filing=accepted.filing, opinion=opinion)
    due = timezone.now() + timedelta(days=5)
    notice = return_filing(actor=accepted.reviewer, filing=accepted.filing, due=due)
    assert [(one.place, one.quote, one.text) for one in notice_context(notice).items] == [
        ("主要职能", "应急管理", "请写明文号。")
    ]
    assert "所指文字：“应急管理”请写明文号。" in squeezed(pdf_text(render_notice(notice).content))


def test_notice_prints_the_same_bytes_after_names_and_content_changed(returned):
    before = render_notice(returned.notice)
    text = squeezed(pdf_text(before.content))
    assert [word for word in ("财政部门（公章）", "项目乙", "逐条答复。", "数据") if word not in text] == []
    rename_everything(returned)
    fresh = type(returned.notice).objects.get(pk=returned.notice.pk)
    assert (render_notice(fresh).content == before.content, before.pages) == (True, 1)


def test_notice_from_before_there_were_prints_has_its_places_from_what_was_sent(returned):
    remove(GUARDS, "default")
    items = [{name: one[name] for name in one if name != "place"} for one in returned.notice.items]
    type(returned.notice).objects.filter(pk=returned.notice.pk).update(items=items, facts={})
    rename_everything(returned)
    context = notice_context(type(returned.notice).objects.get(pk=returned.notice.pk))
    assert [one.place for one in context.items] == ["财政拨款支出", "项目支出表 第 2 行（项目乙） 支出"]
    assert context.department == "改名以后局"


@pytest.mark.parametrize("edit", [{"facts": {}}, {"facts": {"department": "别的局"}}, {"items": []}])
def test_broken_links_of_a_notice_whose_paper_would_say_something_else_are_found(returned, edit):
    assert broken_links() == []
    remove(GUARDS, "default")
    type(returned.notice).objects.filter(pk=returned.notice.pk).update(**edit)
    assert broken_links() == [f"filing/{returned.filing.pk}：第 4 条以前的修改、意见或退回事项与校验码不符"]


@pytest.mark.parametrize("who", ["filer", "head", "reviewer", "rubric_admin"])
def test_readers_print_the_notice_and_take_it_while_the_department_mends(returned, queued, who):
    assert returned.filing.state == State.RETURNED
    browser = getattr(returned, f"as_{who}")
    assert "打印" in words(browser.get(path(returned)))
    assert browser.post(path(returned, "1/print")).url == path(returned)
    assert f'hx-get="{path(returned, "1/progress")}"' in browser.get(path(returned)).content.decode()
    tasks.print_notice(queued[0])
    assert "下载退回意见书" in words(browser.get(path(returned, "1/progress")))
    answer = browser.get(path(returned, "1/file"))
    assert (answer["Content-Type"], answer["Content-Security-Policy"]) == ("application/pdf", "sandbox")
    assert answer.content == render_notice(returned.notice).content
    assert "下载" in words(browser.get(path(returned)))


def test_notice_asked_for_twice_has_one_print_one_event_and_one_job(returned, queued, files):
    for browser in (returned.as_filer, returned.as_reviewer):
        browser.post(path(returned, "1/print"))
    assert (NoticePrint.objects.count(), Job.objects.count()) == (1, 1)
    assert list(Event.objects.filter(action="print_notice").values_list("data", flat=True)) == [
        {"number": "退2020-103001-01"}
    ]
    tasks.print_notice(queued[0])
    kept = files()
    returned.as_head.post(path(returned, "1/print"))
    assert (files(), Job.objects.count(), len(kept)) == (kept, 1, 1)
    assert broken_links() == []


def test_notice_whose_file_is_gone_says_so_and_is_printed_again_the_same(returned, queued, tmp_path):
    returned.as_filer.post(path(returned, "1/print"))
    tasks.print_notice(queued[0])
    paper = NoticePrint.objects.get()
    before = notices.notice_content(paper)
    (tmp_path / paper.file).unlink()
    lost = returned.as_filer.get(path(returned, "1/file"))
    assert (lost.status_code, "再打印一次" in words(lost)) == (409, True)
    assert "打印" in words(returned.as_filer.get(path(returned)))
    returned.as_filer.post(path(returned, "1/print"))
    tasks.print_notice(queued[1])
    paper.refresh_from_db()
    assert notices.notice_content(paper) == before


def test_notice_of_a_stranger_or_of_no_return_is_not_found(returned, client):
    other = factories.department("示例二局")
    client.force_login(factories.member(Role.FILER, other))
    routes = ("", "1/progress", "1/file")
    assert [client.get(path(returned, route)).status_code for route in routes] == [404] * 3
    assert client.post(path(returned, "1/print")).status_code == 404
    assert returned.as_filer.post(path(returned, "2/print")).status_code == 404
    with pytest.raises(Refused):
        notices.print_notice(actor=factories.member(Role.FILER, other, "stranger"), notice=returned.notice)
    assert NoticePrint.objects.count() == 0


def test_print_that_fails_says_why_and_is_asked_for_again(returned, queued, monkeypatch):
    def breaks(*_, **__):
        raise RuntimeError

    returned.as_filer.post(path(returned, "1/print"))
    monkeypatch.setattr("evaluations.report.notice.render_to_string", breaks)
    tasks.print_notice(queued[0])
    job = Job.objects.get()
    assert (job.state, job.message) == (Job.State.FAILED, tasks.NOTICE_FAULT)
    page = words(returned.as_filer.get(path(returned)))
    assert (tasks.NOTICE_FAULT in page, "打印" in page) == (True, True)


def test_lease_that_was_lost_keeps_nothing_of_the_print(returned, files):
    paper, job = notices.print_notice(actor=returned.filer, notice=returned.notice)
    lost = jobs.Lease(job.pk, "another")
    assert notices.finish_notice(paper=paper, lease=lost, printed=Printed(b"x", 1, "")) is False
    paper.refresh_from_db()
    assert (paper.file, files()) == ("", [])


def test_pages_of_both_sides_lead_to_the_notice(returned):
    link = f'href="{path(returned)}"'
    assert link in returned.as_filer.get(f"/filings/{returned.filing.pk}/returned").content.decode()
    assert link in returned.as_reviewer.get(f"/filings/{returned.filing.pk}/review").content.decode()


def test_notices_of_a_filing_never_returned_say_so(accepted):
    answer = accepted.as_filer.get(f"/filings/{accepted.filing.pk}/notices/")
    assert (answer.status_code, "没有退回过" in answer.content.decode()) == (200, True)


def test_notices_cost_the_same_with_a_second_return(returned, queued, django_assert_num_queries):
    returned.as_filer.post(path(returned, "1/print"))
    returned.as_filer.get(path(returned))
    with django_assert_num_queries(QUERIES):
        returned.as_filer.get(path(returned))
    notice = returned.notice
    later = {"number": "退2", "revision": notice.revision, "by": returned.reviewer, "at": notice.at}
    type(notice).objects.create(
        filing=returned.filing, round=2, due=notice.due, items=notice.items, facts=notice.facts, **later
    )
    returned.as_filer.post(path(returned, "2/print"))
    with django_assert_num_queries(QUERIES):
        assert len(returned.as_filer.get(path(returned)).context["notices"]) == 2


QUERIES = 13
