"""Every page and refused act of the bureau around one filing, and what its lists show of it."""

from http import HTTPStatus

from django.test import Client
from django.urls import reverse

from evaluations.access_table import ROUTES, Scope
from evaluations.selectors.cycles import overview_of
from evaluations.selectors.work import queue_of
from evaluations.views.bureau.year_rows import year_rows
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.access.mending import SIGNS, SPENT
from tests.test_access_table import patterns

BUREAU = {Role.REVIEWER, Role.RUBRIC_ADMIN, Role.AUDITOR}
PAGES = [name for name, route in ROUTES.items() if (route.who("GET") or frozenset()) & BUREAU]
FILING_PAGES = [name for name in PAGES if ROUTES[name].scope is Scope.FILING]
QUERIES = ("", f"revision=0&kind=change&place={SPENT}&at={SPENT}", "check=check:支出不超&grade=优")
WRONG = {
    "approve": {"revision": "0"},
    "return": {"due": "2000-01-01 09:00"},
    "review/comments": {"address": SPENT, "text": ""},
    "review/scores": {"editor": SPENT, "value-0": "1", "reason": ""},
    "accept": {},
}
"""Acts that are refused, and what is posted with them."""


def browser_of(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def people(office):
    return {
        "reviewer": office.reviewer,
        "rubric admin": office.rubric_admin,
        "auditor": factories.member(Role.AUDITOR),
    }


def addresses(office, names):
    for name in names:
        wanted = patterns()[name].pattern.converters
        if set(wanted) <= set(office.ids):
            yield reverse(name, kwargs={key: office.ids[key] for key in wanted})


def leaks(office, names) -> list[tuple[str, str, str]]:
    """Ask every page with every query as everybody of the bureau; return where a sign was read."""
    found = []
    for who, person in people(office).items():
        browser = browser_of(person)
        for address in addresses(office, names):
            for query in QUERIES:
                answer = browser.get(f"{address}?{query}")
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                found += [(who, address, query) for sign in SIGNS if sign in body.decode(errors="replace")]
                if answer.status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
                    break  # closed, whatever is asked
    return found


def answers_to_acts(office) -> dict[str, tuple[int, bool]]:
    """Post every wrong act as the reviewer; return act -> status, and whether a sign was read."""
    browser, told = browser_of(office.reviewer), {}
    for act, fields in WRONG.items():
        answer = browser.post(f"/filings/{office.filing.pk}/{act}", fields)
        told[act] = answer.status_code, any(sign in answer.content.decode() for sign in SIGNS)
    return told


def row_of(office):
    return year_rows(overview_of(office.cycle))[0]


def desk_rows(office) -> list:
    groups = browser_of(office.reviewer).get("/review/").context["groups"]
    return [row for group in groups for row in group.rows]


def cards(office):
    page = browser_of(office.reviewer).get(f"/filings/{office.filing.pk}/review").context["page"]
    return (
        [(card.state, [said.text for said in card.said]) for card in page.cards],
        page.open_cards,
        page.waiting_cards,
    )


def counted(office):
    return [(row.words, row.to_mend, row.unsettled) for row in queue_of(office.reviewer)]


def sign_online(office) -> None:
    type(office.cycle).objects.update(sign_off="online")
    office.cycle.refresh_from_db()
    office.filing.refresh_from_db()
