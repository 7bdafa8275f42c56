"""The report's pages: asking, watching, reading on screen, downloading."""

import hashlib
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations import tasks
from evaluations.models import Event, Job, Report
from evaluations.report.context import report_context
from evaluations.report.frozen import source_of_snapshot
from evaluations.report.html import body_html
from evaluations.services import jobs
from evaluations.services.reports import path_of, request_report
from evaluations.views.report.file_name import file_name
from evaluations.workflow import Role
from tests import factories

from .conftest import SPOKEN
from .reading import html_lines, pdf_text, squeezed

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # what pages show is the same on both


@pytest.fixture
def queued(monkeypatch):
    """Jobs whose message was sent; the broker stands."""
    sent: list[int] = []
    monkeypatch.setattr(tasks, "queue", lambda job: sent.append(job.pk) or True)
    return sent


@pytest.fixture
def ready(sent):
    """A finished draft."""
    report, job = request_report(actor=sent.filer, snapshot=sent.snapshot, variant="draft")
    tasks.render_report(job.pk)
    report.refresh_from_db()
    return report


def url(name, made):
    key = "report_id" if isinstance(made, Report) else "filing_id"
    return reverse(f"evaluations:{name}", kwargs={key: made.pk})


def test_post_draft_asks_once_and_shows_the_progress(client, sent, queued):
    client.force_login(sent.filer)

    answers = [client.post(url("report", sent.filing), {"variant": "draft"}) for _ in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, url("report", sent.filing))] * 2
    report, job = Report.objects.get(), Job.objects.get()
    assert (report.variant, report.state, queued) == ("draft", "waiting", [job.pk] * 2)
    assert Event.objects.filter(action="request_report").count() == 1
    page = client.get(url("report", sent.filing)).content.decode()
    assert f'hx-get="{url("report_progress", report)}"' in page
    assert "草稿（2020-103001-01）" in page


@pytest.mark.parametrize(
    ("variant", "said"),
    [
        ("final", "审核通过以后才能生成定稿。"),
        ("public", "审核通过以后才能生成公开版。"),
        ("", "没有这种报告。"),
        ("公开版", "没有这种报告。"),
    ],
)
def test_post_that_cannot_be_met_says_why_and_makes_nothing(client, sent, queued, variant, said):
    client.force_login(sent.filer)

    answer = client.post(url("report", sent.filing), {"variant": variant})

    assert (answer.status_code, queued, Report.objects.count()) == (409, [], 0)
    assert said in answer.content.decode()


def test_post_before_any_submission_says_what_is_missing(client, office, queued):
    client.force_login(office.filer)

    answer = client.post(url("report", office.filing), {"variant": "draft"})

    assert (answer.status_code, queued) == (409, [])
    assert "现在是“填报中”，不能生成报告。" in answer.content.decode()


@pytest.mark.parametrize("variant", ["final", "public"])
def test_post_after_the_approval_prints_the_approved_copy(client, passed, queued, variant):
    client.force_login(passed.reviewer)

    client.post(url("report", passed.filing), {"variant": variant})

    report = Report.objects.get()
    assert (report.variant, report.snapshot) == (variant, passed.approval)


def test_post_without_a_broker_says_that_it_will_be_made_later(client, sent, monkeypatch):
    monkeypatch.setattr(tasks, "queue", lambda job: False)
    client.force_login(sent.filer)

    page = client.post(url("report", sent.filing), {"variant": "draft"}, follow=True).content.decode()

    assert "恢复后会自动生成" in page
    assert Job.objects.get().state == "queued"


def test_progress_is_read_from_the_jobs_row(client, sent, queued):
    client.force_login(sent.filer)
    client.post(url("report", sent.filing), {"variant": "draft"})
    Job.objects.update(state="running", done=2, total=4, message="正在排版，第 10 页")

    page = client.get(url("report_progress", Report.objects.get())).content.decode()

    assert "<html" not in page
    assert "正在排版，第 10 页" in page
    assert 'max="4" value="2"' in page


def test_progress_of_a_finished_report_leads_to_the_file(client, sent, ready):
    client.force_login(sent.filer)

    page = client.get(url("report_progress", ready)).content.decode()

    assert f'href="{url("report_file", ready)}"' in page
    assert "hx-get" not in page


def test_report_that_is_finished_while_the_page_reads_is_waited_for_or_handed_out(client, sent, queued):
    client.force_login(sent.filer)
    client.post(url("report", sent.filing), {"variant": "draft"})
    report, job = Report.objects.get(), Job.objects.get()

    def meanwhile(execute, sql, *rest):
        """End the job as soon as job or report has been read for the first time."""
        found = execute(sql, *rest)
        if sql.startswith("SELECT") and ("evaluations_job" in sql or "evaluations_report" in sql):
            ended.pop()() if ended else None
        return found

    for name, of in (("report_progress", report), ("report", sent.filing)):
        Job.objects.update(state="queued")
        Report.objects.update(state="waiting", file="")
        ended = [lambda: tasks.render_report(job.pk)]
        with connection.execute_wrapper(meanwhile):
            page = client.get(url(name, of)).content.decode()
        assert (ended, Report.objects.get().state) == ([], "ready")
        assert "hx-get" in page or f'href="{url("report_file", report)}"' in page


def test_progress_of_a_failed_report_says_why(client, sent, queued):
    client.force_login(sent.filer)
    client.post(url("report", sent.filing), {"variant": "draft"})
    Job.objects.update(state="failed", message="缺少排版库 Pango，不能生成 PDF。")

    page = client.get(url("report_progress", Report.objects.get())).content.decode()

    assert "缺少排版库 Pango" in page
    assert "hx-get" not in page


def test_file_is_the_pdf_under_a_chinese_name_and_not_kept_by_caches(client, sent, ready):
    client.force_login(sent.filer)

    answer = client.get(url("report_file", ready))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    kind, _, name = answer["Content-Disposition"].partition("; filename*=utf-8''")
    assert (kind, unquote(name)) == ("attachment", "示例一局_2020年度部门整体绩效评价报告_草稿.pdf")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == ("nosniff", "sandbox")
    assert "no-store" in answer["Cache-Control"]
    assert hashlib.sha256(answer.content).hexdigest() == ready.sha
    assert squeezed(SPOKEN) in squeezed(pdf_text(answer.content))


def test_file_that_was_altered_or_is_gone_is_not_handed_out(client, sent, ready):
    client.force_login(sent.filer)
    path_of(ready).write_bytes(b"%PDF-1.7 another")

    altered = client.get(url("report_file", ready))
    path_of(ready).unlink()
    gone = client.get(url("report_file", ready))

    texts = [answer.content.decode() for answer in (altered, gone)]
    assert [altered.status_code, gone.status_code] == [409, 409]
    assert ["不能下载" in text and url("report", sent.filing) in text for text in texts] == [True, True]


def test_file_that_is_gone_is_made_again_when_it_is_asked_for(client, sent, ready, queued):
    client.force_login(sent.filer)
    path_of(ready).unlink()

    client.post(url("report", sent.filing), {"variant": "draft"})

    ready.refresh_from_db()
    assert (ready.state, Job.objects.filter(state="queued").count()) == ("waiting", 1)


def test_file_that_is_not_ready_leads_back_to_the_page(client, sent, queued):
    client.force_login(sent.filer)
    client.post(url("report", sent.filing), {"variant": "draft"})

    answer = client.get(url("report_file", Report.objects.get()))

    assert (answer.status_code, answer.url) == (302, url("report", sent.filing))


@pytest.mark.parametrize("name", ["report", "report_preview", "report_progress", "report_file"])
def test_pages_of_another_departments_report_are_the_same_404_as_no_report(client, sent, ready, name):
    stranger = factories.member(Role.FILER, factories.department())
    client.force_login(stranger)
    known = sent.filing if name in ("report", "report_preview") else ready
    nobodys = url(name, known).replace(f"/{known.pk}/", "/99999999/")

    answers = [client.get(address) for address in (url(name, known), nobodys)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert SPOKEN not in answers[0].content.decode()
    assert "示例一局" not in answers[0].content.decode()


@pytest.mark.parametrize("person", ["filer", "head", "reviewer", "rubric_admin"])
def test_pages_open_to_those_who_may_see_the_filing(client, sent, ready, person):
    client.force_login(getattr(sent, person))

    names = [
        ("report", sent.filing),
        ("report_preview", sent.filing),
        ("report_progress", ready),
        ("report_file", ready),
    ]

    assert [client.get(url(name, made)).status_code for name, made in names] == [200] * 4


def test_preview_has_the_text_of_the_print_and_no_inline_style(client, sent):
    client.force_login(sent.filer)

    page = client.get(url("report_preview", sent.filing)).content.decode()

    article = page.partition('<article class="report"')[2].partition(">")[2].partition("</article>")[0]
    assert html_lines(article) == html_lines(body_html(report_context(source_of_snapshot(sent.snapshot, ""))))
    assert " style=" not in page
    assert "<style" not in page


def test_preview_before_any_submission_leads_back(client, office):
    client.force_login(office.filer)

    answer = client.get(url("report_preview", office.filing), follow=True)

    assert answer.redirect_chain == [(url("report", office.filing), 302)]
    assert "还没有提交过" in answer.content.decode()


def test_page_asks_the_database_as_often_for_three_reports_as_for_one(client, sent, queued):
    client.force_login(sent.filer)
    client.post(url("report", sent.filing), {"variant": "draft"})
    client.get(url("report", sent.filing))

    with CaptureQueriesContext(connection) as one:
        client.get(url("report", sent.filing))
    for _ in range(2):
        _another(Report.objects.order_by("-pk").first())
    with CaptureQueriesContext(connection) as three:
        client.get(url("report", sent.filing))

    assert len(three) == len(one)


def _another(report: Report) -> None:
    """A report of one more snapshot, with its job."""
    snapshot = report.snapshot
    snapshot.pk, snapshot.seq, snapshot.number = None, snapshot.seq + 1, f"{snapshot.number}x"
    snapshot.save(force_insert=True)
    asked = {"requested_by": report.requested_by, "requested_at": snapshot.at}
    made = Report.objects.create(snapshot=snapshot, variant="draft", **asked)
    jobs.enqueue(actor=report.requested_by, kind="report", key=str(made.pk))


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("示例局", "2030年度报告", "草稿"), "示例局_2030年度报告_草稿.pdf"),
        (("../../etc/passwd", "a\r\nSet-Cookie: x=1", "定稿"), "etcpasswd_aSet-Cookie x=1_定稿.pdf"),
        (("gpj\u202efdp.exe", "", ""), "gpjfdp.exe.pdf"),
        (("𠮷" * 300, "", ""), "𠮷" * 80 + ".pdf"),
        (("", "", ""), "report.pdf"),
        (('"; filename="x.exe', "", ""), "filename=x.exe.pdf"),
    ],
)
def test_file_name_any_text_is_a_plain_name(parts, name):
    assert file_name(*parts) == name
