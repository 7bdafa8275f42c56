"""The bureau finds from the review to what is filled in, and back; the department's people are not sent there."""

import pytest

pytestmark = pytest.mark.sqlite
PAGES = ("stages/1", "check", "timeline")


def test_review_leads_to_the_pages_of_the_form_and_they_lead_back(accepted):
    filing = f"/filings/{accepted.filing.pk}"
    back = f'href="{filing}/review"'
    assert f'href="{filing}/stages/1"' in accepted.as_reviewer.get(f"{filing}/review").content.decode()
    for browser, leads in (
        (accepted.as_reviewer, True),
        (accepted.as_rubric_admin, True),
        (accepted.as_filer, False),
    ):
        pages = [browser.get(f"{filing}/{page}").content.decode() for page in PAGES]
        assert [back in page for page in pages] == [leads] * len(PAGES)


def test_review_offers_no_page_of_the_form_while_the_department_writes(accepted):
    filing = f"/filings/{accepted.filing.pk}"
    said = {"address": "fig:财政拨款支出", "text": "请核对。"}
    accepted.as_reviewer.post(f"{filing}/review/comments", said)
    accepted.as_reviewer.post(f"{filing}/return", {"due": "2099-01-01 10:00"})
    assert f'href="{filing}/stages/1"' not in accepted.as_reviewer.get(f"{filing}/review").content.decode()
