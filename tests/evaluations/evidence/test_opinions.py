"""A paper that is missing becomes an opinion, an item of the return, and is handed in from there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Comment
from evaluations.services.evidence import Offered, add_file
from evaluations.services.review import accept, return_filing
from evaluations.services.submission import submit
from tests.evaluations.conftest import fill

from .papers import pdf
from .test_pages import PAPER, browser, text, url

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_missing_paper_is_asked_for_in_the_return_and_handed_in(office, kept):
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    reviewer = browser(office.reviewer)
    page = text(reviewer.get(url(office)))
    assert page.count("提意见<") == 2
    asked = text(reviewer.get(url(office, "review"), {"at": PAPER}))
    assert f'value="{PAPER}"' in asked
    words = {"address": PAPER, "text": "请补交盖章的预算批复。"}
    assert reviewer.post(url(office, "review_comment"), words).status_code == 302
    assert Comment.objects.get().address == PAPER
    office.filing.refresh_from_db()
    return_filing(actor=office.reviewer, filing=office.filing, due=timezone.now() + timedelta(days=5))
    returned = text(browser(office.filer).get(url(office, "returned")))
    assert "预算批复" in returned
    assert f"{url(office)}?at=attachment%3A" in returned
    office.filing.refresh_from_db()
    add_file(actor=office.filer, filing=office.filing, offered=Offered("批复.pdf", pdf(), PAPER))
    again = text(browser(office.filer).get(url(office)))
    assert again.count("已交</span>") == 1
