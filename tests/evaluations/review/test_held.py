"""What the reviewer is told of the bureau's figures and last year's: of boxes, of cells and rows, of targets."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.urls import reverse

from evaluations.models import Preset
from evaluations.report.context import report_context
from evaluations.report.frozen import source_of
from evaluations.report.html import document_html
from evaluations.services.reports import request_report
from evaluations.services.submission import submit
from evaluations.views.review.held import held_at
from evaluations.views.review.opinions import Asked, draft_of
from evaluations.views.review.seen import see
from rubrics.scoring.program import compile_document
from rubrics.scoring.reading.answers import Flat, FlatRow, Given, read_flat
from tests.evaluations.conftest import fill, make_office
from tests.evaluations.presets import TEXT, imported, one
from tests.evaluations.report.reading import html_lines, squeezed
from tests.rubrics.documents.cases import document_of

from .conftest import signed_in

SYSTEM = "一体化系统，2020-12-31"
FIRST, SECOND = "季度.累计支出[一季度]", "季度.累计支出[二季度]"
WORDS = "含单位自有资金一万元，见附注"


@pytest.mark.django_db
@pytest.mark.sqlite
def test_what_was_held_when_it_was_sent_is_told_of_a_box_a_cell_and_a_row():
    office = make_office(TEXT)
    imported(office, one(office, 财政拨款支出="90", **{FIRST: "20"}))
    imported(office, one(office, 财政拨款支出="96", **{FIRST: "18", SECOND: "38"}), Preset.Kind.PREVIOUS)
    explained = {"check__财政数": WORDS, f"check__其余财政数/{FIRST}": WORDS}
    fill(office, **{"row__季度/一季度/累计支出": "21", "row__季度/二季度/累计支出": "38"}, **explained)
    submit(actor=office.filer, filing=office.filing)
    imported(office, one(office, 财政拨款支出="95", **{FIRST: "25"}))
    seen = see(office.filing)
    first = (
        f"财政数 20.00 万元（{SYSTEM}），填报多 1.00 万元",
        f"上年 18.00 万元（{SYSTEM}），填报多 3.00 万元",
    )
    assert draft_of(seen, Asked(at="fig:财政拨款支出")).held == (
        f"财政数 90.00 万元（{SYSTEM}），填报多 5.00 万元",
        f"上年 96.00 万元（{SYSTEM}），填报少 1.00 万元",
    )
    assert held_at(seen, "row:季度/一季度/累计支出") == first
    assert held_at(seen, "row:季度/一季度") == tuple(f"累计支出：{line}" for line in first)
    assert held_at(seen, "row:季度/二季度") == (f"累计支出：上年 38.00 万元（{SYSTEM}），与填报一致",)
    assert [held_at(seen, where) for where in ("fig:三公经费", "row:没有/甲", "check:财政数", "x")] == [
        ()
    ] * 4
    browser = signed_in(office.reviewer)
    browser.post(f"/filings/{office.filing.pk}/accept")
    page = browser.get(
        reverse("evaluations:review", args=[office.filing.pk]), {"check": f"check:其余财政数/{FIRST}"}
    )
    shown = page.content.decode()
    assert first[0] in shown
    report, _ = request_report(actor=office.filer, snapshot=seen.snapshot, variant="draft")
    printed = squeezed("".join(html_lines(document_html(report_context(source_of(report))))))
    assert squeezed(f"【季度·一季度·累计支出】填报 21.00 万元，财政数 20.00 万元（{SYSTEM}）") in printed
    assert shown.count(WORDS) == 2
    assert (
        f"【季度·一季度·累计支出】填报 21.00 万元，财政数 20.00 万元（{SYSTEM}），相差 1.00 万元。" in shown
    )


def seen_of(name: str, **more):
    document = document_of(name)
    program = compile_document(document)
    flat = Flat({}, **more)
    flat = replace(flat, preset_origins=dict.fromkeys(flat.presets, SYSTEM))
    answers, problems = read_flat(document, flat)
    assert problems == []
    return SimpleNamespace(document=document, index=program.index, flat=flat, answers=answers)


def test_a_target_is_told_column_by_column_by_what_is_meant():
    cells = {"名称": "培训人次", "年初目标": "≥200", "单位": "场次"}
    rows = {"产出指标": (FlatRow("k1", {column: Given(text) for column, text in cells.items()}),)}
    held = {f"产出指标.{column}[培训人次]": text for column, text in (("年初目标", "200"), ("单位", "人次"))}
    seen = seen_of("national-project.yaml", rows=rows, presets=held)
    assert held_at(seen, "row:产出指标/k1") == (
        f"年初目标：财政数 200（{SYSTEM}），与填报一致",
        f"单位：财政数 人次（{SYSTEM}），填报为场次",
    )
    assert held_at(seen, "row:产出指标/k1/单位") == (f"财政数 人次（{SYSTEM}），填报为场次",)


def test_a_target_of_an_indicator_that_every_department_has_is_found_by_its_key():
    held = {"满意度指标.年初目标[服务对象满意度]": "90"}
    seen = seen_of("national-project.yaml", presets=held)
    assert held_at(seen, "row:满意度指标/服务对象满意度") == (f"年初目标：财政数 90（{SYSTEM}），填报为未填",)
