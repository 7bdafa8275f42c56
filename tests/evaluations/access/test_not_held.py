"""A filing that the department holds: never sent, taken back, or with the head for the signature."""

from decimal import Decimal

import pytest

from evaluations.models import Event
from evaluations.selectors.work import queue_of
from evaluations.services.comments import answer_comment
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.submission import hand_back, send_for_signature, submit, take_back
from evaluations.workflow import NOT_SENT, State
from tests.evaluations.access.bureau_pages import (
    FILING_PAGES,
    PAGES,
    WRONG,
    addresses,
    answers_to_acts,
    browser_of,
    desk_rows,
    leaks,
    row_of,
    sign_online,
)
from tests.evaluations.access.mending import PLANTED, SPENT, plant_summary, returned
from tests.evaluations.conftest import fill

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # many pages; who may read is the same on both


def unsent(office, state: str):
    """The filing, filled with signs: never sent, waiting for the first signature, or taken back."""
    fill(office)
    filing = office.filing
    if state == "taken back":
        submit(actor=office.filer, filing=filing)
        take_back(actor=office.filer, filing=filing)
    save_fields(actor=office.filer, filing=filing, values={"chapter:主要职能": Typed(PLANTED)})
    if state == "awaiting":
        sign_online(office)
        send_for_signature(actor=office.filer, filing=filing)
    plant_summary(filing)
    filing.refresh_from_db()
    office.ids = {"filing_id": filing.pk, "stage": 1, "table": "项目", "cycle_id": office.cycle.pk}
    return office


@pytest.mark.parametrize("state", ["never sent", "awaiting", "taken back"])
def test_filing_that_the_bureau_does_not_hold_is_on_no_page_of_it(office, state):
    unsent(office, state)
    year = row_of(office)
    assert (desk_rows(office), queue_of(office.reviewer)) == ([], [])
    assert (year.sent, year.own, year.verified, year.grade, year.ratio, year.checks) == (
        *(False, None, None, ""),
        *(None, ""),
    )
    assert leaks(office, PAGES) == []
    reviewer, rubric = browser_of(office.reviewer), browser_of(office.rubric_admin)
    for address in addresses(office, FILING_PAGES):
        closed = {reviewer.get(address).status_code, rubric.get(address).status_code} <= {403, 404}
        assert closed is not address.endswith("/purge"), address  # it opens, and shows no word: see `leaks`
    answer = reviewer.get(f"/filings/{office.filing.pk}/review")
    assert (answer.status_code, NOT_SENT in answer.content.decode()) == (403, True)
    assert answers_to_acts(office) == dict.fromkeys(WRONG, (403, False))


def test_act_on_a_filing_that_was_just_taken_back_says_who_can_help(office):
    unsent(office, "taken back")
    answer = browser_of(office.reviewer).post(f"/filings/{office.filing.pk}/accept")
    assert "现在是“填报中”，不能受理。填报人提交以后才能办理。" in answer.content.decode()
    office.filing.refresh_from_db()
    assert office.filing.state == State.FILLING


def test_filing_mended_and_waiting_for_the_signature_is_off_the_desk_and_keeps_what_was_sent(office):
    returned(office)
    sign_online(office)
    values = {SPENT: Typed("96", 1), "chapter:主要职能": Typed(PLANTED, 1)}
    assert save_fields(actor=office.filer, filing=office.filing, values=values).ok
    answer_comment(actor=office.filer, comment=office.comment, text=PLANTED)
    send_for_signature(actor=office.filer, filing=office.filing)
    plant_summary(office.filing)
    office.ids = {"filing_id": office.filing.pk, "stage": 1, "table": "项目", "cycle_id": office.cycle.pk}
    year = row_of(office)
    assert (office.filing.state, desk_rows(office)) == ("awaiting_signature", [])
    assert (year.state, year.sent, year.own, year.verified) == (
        *(State.AWAITING_SIGNATURE, True),
        *(Decimal("9.80"), Decimal("9.60")),
    )
    assert leaks(office, PAGES) == []
    page = browser_of(office.rubric_admin).get(f"/filings/{office.filing.pk}/review")
    assert (page.status_code, page.context["page"].total.verified) == (200, Decimal("9.60"))


def test_words_between_head_and_filer_stay_inside_the_department_until_it_sends_again(office):
    returned(office)
    sign_online(office)
    save_fields(actor=office.filer, filing=office.filing, values={SPENT: Typed("96", 1)})
    answer_comment(actor=office.filer, comment=office.comment, text="已改")
    send_for_signature(actor=office.filer, filing=office.filing)
    hand_back(actor=office.head, filing=office.filing, words=PLANTED)
    path = f"/filings/{office.filing.pk}/timeline"
    shown = {who: PLANTED in browser_of(person).get(path).content.decode() for who, person in inside(office)}
    assert shown == {"head": True, "reviewer": False, "rubric_admin": False}
    assert Event.objects.get(action="hand_back").data["words"] == PLANTED


def inside(office):
    return [(who, getattr(office, who)) for who in ("head", "reviewer", "rubric_admin")]
