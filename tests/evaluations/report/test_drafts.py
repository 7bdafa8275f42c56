"""审签稿: what is not sent yet, read and printed whole by the department, once for each content."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from evaluations import clock, tasks
from evaluations.models import Draft, Event, Filing, Job
from evaluations.report.context import report_context
from evaluations.report.draft import mark_of, render_draft, source_of_filing
from evaluations.report.frozen import source_of_snapshot
from evaluations.selectors.filings import flat_of
from evaluations.selectors.signing import content_digest
from evaluations.services import drafts, jobs, signing
from evaluations.services.comments import Opinion, add_comment
from evaluations.services.filing import save_fields
from evaluations.services.results import Refused, Typed
from evaluations.services.review import accept, return_filing
from evaluations.services.submission import hand_back, send_for_signature, sign, submit, take_back
from evaluations.services.units import send_up
from evaluations.workflow import SignOff, State
from tests.evaluations.services.test_jobs import lapse
from tests.evaluations.submission.conftest import words
from tests.evaluations.units.conftest import make_family

from . import conftest as here
from .conftest import SPOKEN, written
from .reading import pdf_pages, pdf_text, squeezed

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # the race is in tests/evaluations/races
SPENT = "fig:财政拨款支出"
COVER = "total: 10\ncover: ['部门名称（公章）：{{部门名称}}']\n"
LATER = "本局后来又改了一遍。"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return lambda: sorted(path.name for path in (tmp_path / drafts.FOLDER).glob("*"))


@pytest.fixture
def queued(monkeypatch):
    """Jobs whose message was sent; the broker stands."""
    sent: list[int] = []
    monkeypatch.setattr(tasks, "queue", lambda job: sent.append(job.pk) or True)
    return sent


@pytest.fixture
def writing(db, monkeypatch):
    """The small office before anything is sent, its cover with a place for the seal."""
    monkeypatch.setattr(here, "EXAMPLE", here.EXAMPLE.replace("total: 10\n", COVER, 1))
    return written(monkeypatch)


def fresh(made) -> Filing:
    made.filing = Filing.objects.select_related("cycle", "department", "version").get(pk=made.filing.pk)
    return made.filing


def signed_by(made, way: SignOff) -> None:
    made.cycle.sign_off = way
    made.cycle.save()
    fresh(made)


def speak(made, text: str) -> None:
    """Change the content."""
    version = made.filing.narratives.get(chapter="主要职能").version
    assert save_fields(
        actor=made.filer, filing=made.filing, values={"chapter:主要职能": Typed(text, version)}
    ).ok
    fresh(made)


def printed(made) -> Draft:
    """The draft of the content as it is, made by the worker."""
    draft, job = drafts.print_draft(actor=made.filer, filing=made.filing)
    if job is not None:
        tasks.print_draft(job.pk)
    draft.refresh_from_db()
    return draft


def url(name: str, made, **more) -> str:
    return reverse(f"evaluations:{name}", kwargs={"filing_id": made.filing.pk, **more})


def shown(client, person, made) -> SimpleNamespace:
    client.force_login(person)
    answer = client.get(url("draft", made))
    return SimpleNamespace(status=answer.status_code, words=words(answer), to=answer.get("Location"))


def test_draft_prints_what_a_submission_would_print_without_number_day_and_place_for_the_seal(writing):
    filing, flat = writing.filing, flat_of(writing.filing)
    mark = mark_of(filing, content_digest(filing, flat), filing.revision, filing.opened_at)
    draft = report_context(source_of_filing(filing, flat, mark))
    sealed = report_context(source_of_snapshot(submit(actor=writing.filer, filing=filing), "审签稿"))
    said = (draft.number + draft.code, draft.date_text, [run.text for run in draft.cover[0]])
    assert said == ("", "", ["部门名称：", "示例一局"])
    assert [run.text for run in sealed.cover[0]] == ["部门名称（公章）：", "示例一局"]
    as_sealed = {
        "number": sealed.number,
        "code": sealed.code,
        "date_text": sealed.date_text,
        "cover": sealed.cover,
        "mark": None,
    }
    assert replace(draft, **as_sealed) == sealed


def test_department_alone_reads_the_content_before_it_is_sent_and_nobody_afterwards(client, writing):
    signed_by(writing, SignOff.ONLINE)
    inside, bureau = (writing.filer, writing.head), (writing.reviewer, writing.rubric_admin)

    def asked(people, word=SPOKEN):
        return [(page.status, word in page.words) for page in (shown(client, one, writing) for one in people)]

    assert (asked(inside), asked(bureau)) == ([(200, True)] * 2, [(404, False)] * 2)
    assert "填报中" in shown(client, writing.filer, writing).words
    send_for_signature(actor=writing.filer, filing=writing.filing)
    assert (asked(inside), asked(bureau)) == ([(200, True)] * 2, [(404, False)] * 2)
    client.force_login(writing.head)
    assert url("draft", writing) in client.get(url("sign", writing)).content.decode()
    hand_back(actor=writing.head, filing=fresh(writing), words="再核一遍")
    send_for_signature(actor=writing.filer, filing=fresh(writing))
    sign(actor=writing.head, filing=fresh(writing))
    assert [shown(client, one, writing).to for one in inside] == [url("report_preview", writing)] * 2
    assert asked(bureau) == [(404, False)] * 2
    sealed = client.get(url("check", writing)).content.decode()
    assert (url("report_preview", writing) in sealed, url("draft", writing) in sealed) == (True, False)
    take_back(actor=writing.filer, filing=fresh(writing))
    speak(writing, LATER)
    assert (asked(inside, LATER), asked(bureau, LATER)) == ([(200, True)] * 2, [(404, False)] * 2)


def test_part_is_read_by_its_people_and_those_of_its_department_before_and_after_it_is_sent_up(client, db):
    family = make_family()
    family.save("示例甲所")
    made = SimpleNamespace(filing=family.fresh("示例甲所"))
    people = [family.filers[name] for name in ("示例甲所", "whole", "示例乙所")]
    for word in ("填报中", "已报送上级部门"):
        pages = [shown(client, one, made) for one in people]
        assert [(page.status, word in page.words) for page in pages] == [
            (200, True),
            (200, True),
            (404, False),
        ]
        if word == "填报中":
            send_up(actor=people[0], filing=made.filing)


def test_draft_from_the_page_to_the_paper_bears_the_digest_of_the_sign_sheet_on_every_page(
    client, writing, queued, files
):
    signed_by(writing, SignOff.PAPER)
    client.force_login(writing.filer)
    page_url = url("draft", writing)
    for page in ("check", "paper", "report"):
        assert f'href="{page_url}"' in client.get(url(page, writing)).content.decode(), page
    assert [client.post(page_url).url for _ in range(2)] == [page_url] * 2
    draft, job = Draft.objects.get(), Job.objects.get()
    assert (queued, Event.objects.filter(action="print_draft").count()) == ([job.pk] * 2, 1)
    bar = url("draft_progress", writing, draft_id=draft.pk)
    assert f'hx-get="{bar}"' in client.get(page_url).content.decode()
    tasks.print_draft(job.pk)
    draft.refresh_from_db()
    assert words(client.get(bar)) == "完成审签稿。下载审签稿"  # said once
    answer = client.get(url("draft_file", writing, draft_id=draft.pk))
    assert (answer["Content-Type"], answer["Content-Security-Policy"]) == ("application/pdf", "sandbox")
    sheet, _ = signing.print_sheet(actor=writing.filer, filing=writing.filing)
    assert draft.content == sheet.content
    mark = mark_of(writing.filing, draft.content, draft.revision, draft.at)
    text, moment = squeezed(pdf_text(answer.content)), squeezed(mark.moment)
    assert f"填报内容截至{moment}（修改序号{draft.revision}），未报送财政" in text
    assert (f"内容校验码：{sheet.content}" in text, SPOKEN in text) == (True, True)
    head = squeezed(f"审签稿（未报送）{moment}内容校验码{sheet.content[:16]}…")
    printed_pages = [squeezed(page) for page in pdf_pages(answer.content)]
    assert [head in page for page in printed_pages] == [True] * draft.pages
    assert [word for word in ("公章", "编号：") if word in text] == []
    assert client.post(page_url).url == page_url
    assert (Job.objects.filter(kind="draft").count(), len(files())) == (1, 1)


def test_draft_is_void_when_the_content_changes_and_its_file_goes_when_the_next_is_finished(
    client, writing, files, django_capture_on_commit_callbacks
):
    first = printed(writing)
    assert "以后内容没有改动" in shown(client, writing.filer, writing).words
    speak(writing, LATER)
    void = shown(client, writing.filer, writing).words
    assert ("原审签稿作废" in void, "重新打印" in void, "下载审签稿" in void) == (True, True, False)
    assert files() == [first.file.removeprefix("drafts/")]
    with django_capture_on_commit_callbacks(execute=True):
        second = printed(writing)
    assert (first.content != second.content, Draft.objects.get()) == (True, second)
    assert files() == [second.file.removeprefix("drafts/")]
    now = shown(client, writing.filer, writing).words
    assert ("作废" in now.partition("填报内容截至")[0], "下载审签稿" in now) == (False, True)
    assert SPOKEN not in squeezed(pdf_text(drafts.draft_content(second)))


def test_draft_whose_content_changed_before_the_worker_came_is_not_printed_and_says_why(
    client, writing, files
):
    draft, job = drafts.print_draft(actor=writing.filer, filing=writing.filing)
    speak(writing, LATER)
    tasks.print_draft(job.pk)
    job.refresh_from_db()
    draft.refresh_from_db()
    assert (job.state, job.message, draft.file, files()) == ("failed", drafts.CHANGED, "", [])
    speak(writing, SPOKEN)
    assert "重新打印（PDF）" in shown(client, writing.filer, writing).words
    assert printed(writing).file != ""


def test_draft_is_the_same_bytes_each_time_and_one_whose_file_is_gone_is_made_again(writing, tmp_path):
    draft = printed(writing)
    assert render_draft(draft).content == drafts.draft_content(draft)
    (tmp_path / draft.file).unlink()
    assert (drafts.draft_content(draft), printed(writing).pk) == (None, draft.pk)
    draft.refresh_from_db()
    assert drafts.draft_content(draft)[:5] == b"%PDF-"


def test_draft_of_a_killed_worker_is_made_again_once(writing, monkeypatch, files):
    draft, job = drafts.print_draft(actor=writing.filer, filing=writing.filing)
    jobs.lease(job_id=job.pk)
    lapse(job)
    again: list[int] = []
    monkeypatch.setattr(tasks.print_draft, "delay", again.append)
    assert (tasks.sweep_jobs(), again) == (1, [job.pk])
    tasks.print_draft(job.pk)
    tasks.print_draft(job.pk)
    job.refresh_from_db()
    draft.refresh_from_db()
    assert (job.state, job.attempts, files()) == ("done", 2, [draft.file.removeprefix("drafts/")])


def test_draft_that_was_sent_is_swept_with_its_file_and_files_of_nobody_after_an_hour(
    client, writing, files, tmp_path, monkeypatch, django_capture_on_commit_callbacks
):
    draft = printed(writing)
    asked, waiting = drafts.print_draft(actor=writing.filer, filing=writing.filing)
    (tmp_path / drafts.FOLDER / "0-0.pdf").write_bytes(b"x")
    assert ((asked.pk, waiting), drafts.sweep_drafts(), len(files())) == ((draft.pk, None), 0, 2)
    monkeypatch.setattr("evaluations.services.prints.SETTLED_SECONDS", -1)
    assert (drafts.sweep_drafts(), files()) == (1, [draft.file.removeprefix("drafts/")])
    submit(actor=writing.filer, filing=writing.filing)
    client.force_login(writing.filer)
    assert client.get(url("draft_file", writing, draft_id=draft.pk)).url == url("report_preview", writing)
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.sweep_drafts() == 1
    assert (files(), Draft.objects.count()) == ([], 0)
    with pytest.raises(Refused, match="不能查看报送前的报告"):
        drafts.print_draft(actor=writing.filer, filing=fresh(writing))


def test_job_of_a_draft_that_was_swept_ends_with_the_reason(writing, files):
    draft, job = drafts.print_draft(actor=writing.filer, filing=writing.filing)
    draft.delete()
    tasks.print_draft(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message, files()) == ("failed", tasks.DRAFT_GONE, [])


def test_report_page_after_a_return_tells_the_old_submission_from_what_is_being_written(client, writing):
    snapshot = submit(actor=writing.filer, filing=writing.filing)
    accept(actor=writing.reviewer, filing=fresh(writing))
    add_comment(actor=writing.reviewer, filing=fresh(writing), opinion=Opinion(SPENT, "请核实。"))
    due = clock.now() + timedelta(days=5)
    return_filing(actor=writing.reviewer, filing=fresh(writing), due=due)
    assert fresh(writing).state == State.RETURNED
    speak(writing, LATER)
    client.force_login(writing.filer)
    page = client.get(url("report", writing))
    assert f"报送的内容（{snapshot.number}）。现在的填报内容在报告预览页看和打印" in words(page)
    assert f'href="{url("draft", writing)}"' in page.content.decode()
    assert LATER in shown(client, writing.filer, writing).words
    client.force_login(writing.reviewer)
    assert url("draft", writing) not in client.get(url("report", writing)).content.decode()
