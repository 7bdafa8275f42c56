"""A page of the filing on paper: long texts are there to their last line, in editor and boxes, and without script."""

import pytest
from playwright.sync_api import Page

from evaluations.models import Answer, Narrative
from rubrics.scoring import narrative
from tests.evaluations.filing.made import Made, filled
from tests.evaluations.report.reading import pdf_text, squeezed
from tests.evaluations.sheets.test_browser import sign_in
from tests.services import Service

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
LINES = [
    f"第{number}行：本局按规定编制预算，收支平衡，执行率达到目标，没有超出年初批复的范围。"
    for number in range(60)
]
CELL = "".join(f"原因{number}未完成，" for number in range(60))
SAID = "".join(f"未得满分之{number}，" for number in range(60))


def long_texts() -> Made:
    """The 2020 case with 60 lines in every text, a long cell, and a long reason below a criterion."""
    made = filled()
    body = narrative.to_json(narrative.read_text_form("\n\n".join(LINES)))
    Narrative.objects.filter(filing=made.filing).update(body=body, plain="\n".join(LINES))
    row = made.filing.table_rows.filter(table="项目").first()
    row.cells["低执行或未完成原因"] = {"text": CELL, "status": "filled", "source": "", "version": 1}
    row.save()
    reason = Answer.objects.filter(filing=made.filing, key__startswith="line:", key__endswith="/原因").first()
    Answer.objects.filter(pk=reason.pk).update(value=SAID)
    return made


def on_paper(page: Page, address: str) -> str:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return squeezed(pdf_text(page.pdf(format="A4", prefer_css_page_size=True)))


def lacking(page: Page, web: Service, made: Made) -> dict[str, list[str]]:
    """What of the long texts is not on paper."""
    stages = f"{web.url}/filings/{made.filing.pk}/stages"
    wanted = {9: [squeezed(line) for line in LINES], 4: CELL.split("，"), 8: SAID.split("，")}
    found = {}
    for stage, texts in wanted.items():
        printed = on_paper(page, f"{stages}/{stage}{'?columns=all' if stage == 4 else ''}")
        found[stage] = [text for text in texts if text not in printed]
    return found


def test_long_texts_are_printed_to_their_last_line_and_the_page_is_as_before(
    page: Page, web: Service
) -> None:
    made = long_texts()
    sign_in(page, web, made.filer)
    assert lacking(page, web, made) == {9: [], 4: [], 8: []}
    assert page.locator(".print-text, .has-print-text").count() == 0


@pytest.mark.soak
def test_long_texts_are_printed_to_their_last_line_without_script(chromium, web: Service) -> None:
    made = long_texts()
    context = chromium.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    try:
        sign_in(page, web, made.filer)
        assert lacking(page, web, made) == {9: [], 4: [], 8: []}
    finally:
        context.close()
