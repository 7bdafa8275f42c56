"""What a department types after a return is its own until it sends again: the bureau sees it on no route."""

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.access_table import READERS, ROUTES, Scope
from evaluations.workflow import NOT_SENT_AGAIN, Role, State
from tests.evaluations.access.mending import PLANTED, SIGNS
from tests.test_access_table import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # many pages; who may read is the same on both
LIVE = {
    "evaluations:stage",
    "evaluations:row_edit",
    "evaluations:check",
    "evaluations:check_file",
    "evaluations:table_template",
    "evaluations:table_file",
    "evaluations:returned",
}
"""Routes that show what stands in the filing now."""
LISTS = {"evaluations:rectifications", "evaluations:rectifications_file"}
LEDGER = {"evaluations:rectification", "evaluations:rectification_file"}
"""What was left by a filing that was approved: nothing in them is unsent, and a returned filing has none."""
READ = [
    name
    for name, route in ROUTES.items()
    if route.scope is Scope.FILING
    and route.who("GET")
    and route.who("GET") & {Role.REVIEWER, Role.RUBRIC_ADMIN}
]


def asked(mending, person, name: str):
    """The answers of a route: every stage where it has one."""
    browser = Client()
    browser.force_login(person)
    wanted = patterns()[name].pattern.converters
    stages = (1, 2, 3, 4) if "stage" in wanted else (1,)
    for stage in stages:
        ids = {**mending.ids, "stage": stage}
        answer = browser.get(reverse(name, kwargs={key: ids[key] for key in wanted}))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield answer, body.decode(errors="replace")


def readable(mending) -> list[str]:
    return [name for name in READ if set(patterns()[name].pattern.converters) <= set(mending.ids)]


def test_readers_routes_are_among_those_asked(mending):
    left_out = set(READ) - set(readable(mending))
    handed_in = {"evaluations:kept_file"}  # after an approval: what was handed in there was sent
    assert left_out == {"evaluations:report_progress", "evaluations:report_file"} | handed_in | LEDGER
    read = {name for name, route in ROUTES.items() if route.who("GET") == READERS}
    assert read - left_out - LISTS <= set(READ)


@pytest.mark.parametrize("who", ["reviewer", "rubric_admin"])
def test_bureau_reads_nothing_that_was_typed_after_the_return(mending, who):
    closed, leaks = set(), []
    for name in readable(mending):
        for answer, body in asked(mending, getattr(mending, who), name):
            if answer.status_code == 403:
                closed.add(name)
                assert NOT_SENT_AGAIN in body or who == "rubric_admin", name
            leaks += [name for word in SIGNS if word in body]
    assert leaks == []
    assert closed & LIVE == LIVE


def test_department_reads_what_it_typed(mending):
    shown = {
        name
        for name in (
            "evaluations:stage",
            "evaluations:timeline",
            "evaluations:returned",
            "evaluations:row_edit",
        )
        for _, body in asked(mending, mending.filer, name)
        if PLANTED in body
    }
    assert shown == {
        "evaluations:stage",
        "evaluations:timeline",
        "evaluations:returned",
        "evaluations:row_edit",
    }


def test_bureau_reads_it_once_it_was_sent_again(mending):
    type(mending.filing).objects.filter(pk=mending.filing.pk).update(state=State.REVIEWING)
    found = {name for name in LIVE for _, body in asked(mending, mending.reviewer, name) if PLANTED in body}
    assert {"evaluations:stage", "evaluations:row_edit", "evaluations:returned"} <= found


def test_timeline_of_the_bureau_has_every_event_and_the_changes_that_were_sent(mending):
    [(answer, _)] = asked(mending, mending.reviewer, "evaluations:timeline")
    sent = mending.filing.changes.filter(revision__lte=mending.snapshot.revision).count()
    assert 0 < sent < mending.filing.changes.count()
    assert answer.context["page"].paginator.count == sent + mending.filing.events.count()
    assert "项目甲" in answer.content.decode()
