"""The access table against the real site: every route, every person, every method, by real requests."""

from collections.abc import Container, Iterable, Mapping
from itertools import product

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from evaluations.access_table import ANYONE, ROUTES, SIGNED_IN, Route, Scope
from evaluations.workflow import State
from tests.fingerprint import fingerprint, noting_writes
from tests.planted import DOCUMENTS, NAME, WORDS, plant

pytestmark = pytest.mark.sqlite
"""Who may do what does not depend on the database: once is enough."""

METHODS = ("GET", "POST")
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")
"""The gate asks who before it asks how: a short run asks these as one of each side, a soak as everybody."""
FEW = ("filer", "filer elsewhere")
SIDES = ("filer", "reviewer", "rubric admin", "filer elsewhere", "reviewer elsewhere")
"""Whom a short run asks in another state than the first: whoever does not see a filing in one sees it in none."""


def patterns(resolver=None, namespace="") -> dict[str, URLPattern]:
    """Every route of the site by its full name."""
    found: dict[str, URLPattern] = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found |= patterns(entry, inside)
        else:
            found[f"{namespace}{entry.name}"] = entry
    return found


def test_every_route_is_listed_and_every_listed_route_exists():
    assert set(patterns()) == set(ROUTES)


@pytest.fixture(scope="module")
def shared(once):
    """The planted filing and the session of everybody, for all tests of the module."""

    def make():
        planted = plant((DOCUMENTS / "longgang-2020.yaml").read_text(encoding="utf-8"))
        return planted, sign_in(planted)

    return once(make)


@pytest.fixture
def planted(shared, db):
    planted, _ = shared
    planted.filing.refresh_from_db()
    return planted


@pytest.fixture
def sessions(shared, db) -> dict[str, str]:
    return shared[1]


def address_of(name: str, planted) -> str:
    wanted = patterns()[name].pattern.converters
    missing = set(wanted) - set(planted.ids)
    assert not missing, f"{name}: say in tests/planted.py what {missing} may be"
    return reverse(name, kwargs={key: planted.ids[key] for key in wanted})


def expected(route: Route, method: str, person) -> set[int]:
    """The answers that the table promises to a person (None: not signed in)."""
    who = route.who(method)
    if who is None and ANYONE in route.methods.values():
        return {405}
    if who is ANYONE:
        return {200, 302, 400}
    if person is None:
        return {302}
    if who is None:
        return {405}
    held = who is SIGNED_IN or person.role in who
    if route.scope is not Scope.PORTAL:
        inside = person.looks if route.scope is Scope.LOOK else person.inside
        return {404} if not held or not inside else {200, 302, 303, 400, 403, 409, 422}
    return {200, 302, 303, 400, 404, 409, 422} if held else {403}


@pytest.mark.parametrize("name", ROUTES)
def test_route_answers_every_person_and_method_as_listed_and_leaks_nothing(planted, sessions, name, rounds):
    survey(planted, sessions, name, rounds(FEW, ()))


@pytest.mark.soak
@pytest.mark.parametrize(
    "state", [State.FILLING, State.SUBMITTED, State.RETURNED, State.APPROVED, State.PUBLIC]
)
@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.scope is Scope.FILING])
def test_route_in_every_state_of_the_filing_answers_as_listed_and_leaks_nothing(
    planted, sessions, name, state
):
    planted.filing.state = state
    planted.filing.save()
    survey(planted, sessions, name, few=("nobody",))


@pytest.mark.parametrize(
    "name", [name for name, route in ROUTES.items() if route.scope is Scope.FILING and "GET" in route.methods]
)
def test_route_of_a_returned_filing_is_read_as_listed_and_leaks_nothing(planted, sessions, name, rounds):
    planted.filing.state = State.RETURNED
    planted.filing.save()
    survey(planted, sessions, name, few=("filer elsewhere",), methods=("GET",), only=rounds(SIDES, ()))


@pytest.mark.long
def test_routes_of_a_units_filing_answer_as_listed_and_leak_nothing(planted, sessions):
    asked = [
        name for name, route in ROUTES.items() if route.scope is Scope.FILING and of_a_unit(name, planted)
    ]
    assert {"evaluations:units", "evaluations:send_down", "evaluations:leave_out", "evaluations:stage"} <= {
        *asked
    }
    for name in asked:
        survey(planted.unit, sessions, name, few=("nobody",))


def of_a_unit(name: str, planted) -> bool:
    return set(patterns()[name].pattern.converters) <= set(planted.unit.ids)


def test_a_units_words_are_shown_to_its_people_its_departments_and_the_departments_reviewers(
    planted, sessions
):
    shown = {
        who
        for who in planted.unit.people
        if WORDS in ask(sessions[who], "GET", address_of("evaluations:stage", planted.unit)).body
    }
    inside = {who for who, person in planted.unit.people.items() if person.inside}
    assert shown == inside == {"filer", "head", "reviewer", "deputy", "rubric admin", "filer of a unit"}


def survey(
    planted,
    sessions: Mapping[str, str],
    name: str,
    few: Container[str] = (),
    methods: Iterable[str] = METHODS,
    only: Container[str] = (),
) -> None:
    """Ask one route as everybody or `only` as some, by the other methods only as the `few`; empty means everybody."""
    route, url = ROUTES[name], address_of(name, planted)
    before = fingerprint()
    wrong, leaks, changed = [], [], []
    for (who, person), method in product(
        [("nobody", None), *planted.people.items()], [*methods, *OTHER_METHODS]
    ):
        if (only and who not in only) or (method in OTHER_METHODS and few and who not in few):
            continue
        answer = ask(sessions.get(who, ""), method, url)
        if answer.status_code not in expected(route, method, person):
            wrong.append((who, method, answer.status_code))
        if person is None and answer.status_code == 302 and ANYONE not in route.methods.values():
            assert answer["Location"].startswith("/login"), method
        given = person is not None and person.looks and route.scope is Scope.LOOK
        if not given and leaking(who, person, answer.body):
            leaks.append((who, method))
        if answer.fingerprint not in {"", before}:
            changed.append(who)
    assert (wrong, leaks, changed) == ([], [], [])


def leaking(who: str, person, body: str) -> bool:
    """Whether a body shows somebody outside what was planted: its words, or to a department the other's name."""
    if person is not None and person.inside:
        return False
    return WORDS in body or (who.endswith("elsewhere") and NAME in body)


def test_planted_words_are_shown_to_those_inside(planted, sessions):
    inside = {who: person for who, person in planted.people.items() if person.inside}
    pages = [name for name, route in ROUTES.items() if route.scope is Scope.FILING and "GET" in route.methods]
    shown = {
        who
        for who in inside
        if any(WORDS in ask(sessions[who], "GET", address_of(name, planted)).body for name in pages)
    }
    assert shown == set(inside)


def test_words_of_what_was_drawn_are_shown_to_nobody_but_who_was_given_it_on_its_own_pages(planted, sessions):
    pages = [name for name, route in ROUTES.items() if route.scope is Scope.LOOK and "GET" in route.methods]
    shown = {
        who
        for who, name in product(planted.people, pages)
        if WORDS in ask(sessions[who], "GET", address_of(name, planted)).body
    }
    assert (len(pages), shown) == (4, {"second reader"})


def sign_in(planted) -> dict[str, str]:
    """The session of everybody, by name."""
    sessions = {}
    for who, person in planted.people.items():
        browser = Client()
        browser.force_login(person.user)
        sessions[who] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return sessions


def ask(session: str, method: str, url: str):
    """Make one request and take back whatever it changed; a GET's answer carries the fingerprint after it, '' where
    nothing at all was written.
    """
    browser = Client()
    if session:
        browser.cookies[settings.SESSION_COOKIE_NAME] = session
    with transaction.atomic():
        with noting_writes() as writes:
            answer = browser.generic(method, url)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answer.fingerprint = fingerprint() if method == "GET" and writes else ""
        transaction.set_rollback(True)
    answer.body = body.decode(errors="replace")
    return answer


def test_a_missing_filing_and_a_strangers_filing_look_the_same(planted, sessions):
    routes = [name for name in ROUTES if "filing_id" in patterns()[name].pattern.converters]
    stranger = sessions["filer elsewhere"]
    for name in routes:
        url = address_of(name, planted)
        missing = url.replace(f"/{planted.filing.pk}", "/987654321", 1)
        for method in ROUTES[name].methods:
            there, gone = ask(stranger, method, url), ask(stranger, method, missing)
            assert there.status_code == gone.status_code == 404, (name, method)
            assert there.body == gone.body.replace("987654321", str(planted.filing.pk)), (name, method)


def test_fingerprint_notices_a_change_and_so_does_who_listens_for_writes(planted):
    before = fingerprint()
    with noting_writes() as writes:
        planted.filing.answers.filter(value=WORDS).update(version=9)
        list(planted.filing.answers.all())
    assert (fingerprint() != before, len(writes)) == (True, 1)


def test_planted_words_stand_in_every_table_that_holds_words(planted):
    holding = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(WORDS in repr(row) or "\\u6cc4" in repr(row) for row in cursor.fetchall()):
                holding.add(table)
    wanted = {
        "answer",
        "tablerow",
        "narrative",
        "preset",
        "change",
        "commententry",
        "correction",
        "returnnotice",
        "secondscore",
        "settlement",
        "snapshot",
    }
    assert {f"evaluations_{name}" for name in wanted} <= holding
    assert apps.get_model("evaluations.Filing")._meta.db_table not in holding
