"""From the snapshot to the print: the whole way on a database."""

import pytest

from evaluations.checksums import code_of
from evaluations.models import Job, Report
from evaluations.report.context import report_context
from evaluations.report.frozen import source_of
from evaluations.report.html import document_html
from evaluations.report.pdf import render
from evaluations.services import Typed
from evaluations.services.filing import save_fields
from evaluations.services.reports import path_of, request_report
from evaluations.services.submission import take_back
from evaluations.tasks import render_report

from .conftest import SPOKEN, submitted
from .reading import html_lines, pdf_text, squeezed

pytestmark = pytest.mark.django_db


def asked(office, variant="draft", snapshot=None):
    who = office.filer if variant == "draft" else office.reviewer
    return request_report(actor=who, snapshot=snapshot or office.snapshot, variant=variant)


def test_source_of_a_draft_prints_the_submitted_scores_under_a_watermark(sent):
    report, _ = asked(sent)

    text = html_lines(document_html(report_context(source_of(report))))

    assert text[:5] == [
        "草稿",
        "编号：2020-103001-01",
        f"校验码：{code_of(sent.snapshot.sha)}",
        "2020年度部门整体绩效评价报告",
        "部门名称（公章）：示例一局",
    ]
    at = text.index("自评得9.8分。") - 1
    assert text[at : at + 12] == [
        "一、评分",
        "自评得9.8分。",
        "自评表",
        "评价指标 参考评分标准 自评 得分",
        "一级指标 二级指标",
        "名称 分值 名称 分值",
        "管理 6 预算执行 4 3.8",
        "制度 2 2",
        "绩效 4 社会效益 4 4",
        "合计 10 9.8",
        "二、基本情况",
        SPOKEN,
    ]


def test_source_of_a_report_notes_where_a_text_is_from(monkeypatch, db):
    office = submitted(monkeypatch, source="示例补充")
    report, _ = asked(office)

    text = html_lines(document_html(report_context(source_of(report))))

    assert text[text.index(f"{SPOKEN}①") :][:2] == [f"{SPOKEN}①", "注：数据来源：①示例补充。"]


def test_source_of_an_older_snapshot_is_not_touched_by_later_edits(sent):
    report, _ = asked(sent)
    before = document_html(report_context(source_of(report)))
    take_back(actor=sent.filer, filing=sent.filing)
    sent.filing.refresh_from_db()

    save_fields(actor=sent.filer, filing=sent.filing, values={"fig:财政拨款支出": Typed("50", 1)})

    assert document_html(report_context(source_of(Report.objects.get(pk=report.pk)))) == before


def test_source_of_a_final_copy_has_no_watermark_and_the_department_s_own_scores(passed):
    report, _ = asked(passed, "final", passed.approval)

    source = source_of(report)

    assert (source.watermark, source.number) == ("", passed.approval.number)
    assert str(source.sheet.totals["合计"].score) == "9.80"


def test_render_gives_the_same_bytes_for_the_same_snapshot(sent):
    report, _ = asked(sent)

    assert render(report) == render(Report.objects.get(pk=report.pk))


def test_task_keeps_the_print_with_its_seal_and_ends_the_job(sent):
    report, job = asked(sent)

    render_report(job.pk)

    report.refresh_from_db()
    job.refresh_from_db()
    content = path_of(report).read_bytes()
    assert (report.state, report.size, report.pages) == (
        "ready",
        len(content),
        content.count(b"/Type /Page\n") or report.pages,
    )
    assert (job.state, job.attempts, job.message) == ("done", 1, "报告已生成")
    assert squeezed(SPOKEN) in squeezed(pdf_text(content))


def test_task_run_again_prints_nothing_again(sent):
    report, job = asked(sent)
    render_report(job.pk)
    file = Report.objects.get(pk=report.pk).file

    render_report(job.pk)

    assert (Report.objects.get(pk=report.pk).file, Job.objects.get(pk=job.pk).attempts) == (file, 1)


def test_task_without_fonts_fails_the_job_with_what_to_do(sent, settings, tmp_path):
    settings.FONT_ROLES = dict.fromkeys(settings.FONT_ROLES, tmp_path / "none.ttf")
    report, job = asked(sent)

    render_report(job.pk)

    job.refresh_from_db()
    assert (job.state, Report.objects.get(pk=report.pk).state) == ("failed", "failed")
    assert (
        job.message
        == "缺少报告字体（song、hei、kai、body），不能生成 PDF。请系统管理员在项目目录运行 bin/setup。"
    )
