"""The access table against the real site: every route, every person, every method, by real requests."""

from collections import Counter
from itertools import product

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from evaluations.access_table import ANYONE, ROUTES, SIGNED_IN, Route, Scope
from tests.fingerprint import fingerprint
from tests.planted import DOCUMENTS, NAME, WORDS, plant

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


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


def test_every_name_is_used_once():
    count = Counter()

    def walk(resolver):
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                walk(entry)
            else:
                count[entry.name, entry.default_args.get("x")] += 1

    walk(get_resolver())
    assert [name for name, times in count.items() if times > 1 and name[0] not in {"list", "detail"}] == []


@pytest.fixture
def planted(db):
    return plant((DOCUMENTS / "longgang-2020.yaml").read_text(encoding="utf-8"))


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
    if route.scope is Scope.FILING:
        return {404} if not held or not person.inside else {200, 302, 303, 400, 403, 409, 422}
    return {200, 302, 303, 400, 404, 409, 422} if held else {403}


def test_every_route_answers_every_person_and_method_as_listed(planted, client):
    wrong, asked = [], 0
    for name, route in ROUTES.items():
        url = address_of(name, planted)
        for (who, person), method in product([("nobody", None), *planted.people.items()], METHODS):
            answer = ask(person, method, url)
            asked += 1
            if answer.status_code not in expected(route, method, person):
                wrong.append((name, who, method, answer.status_code))
            if answer.status_code == 302 and person is None and ANYONE not in route.methods.values():
                assert answer["Location"].startswith("/login"), (name, method)
    assert wrong == []
    assert asked == len(ROUTES) * (len(planted.people) + 1) * len(METHODS)


def ask(person, method: str, url: str):
    """Make one request and take back whatever it changed."""
    browser = Client()
    if person is not None:
        browser.force_login(person.user)
    with transaction.atomic():
        answer = browser.generic(method, url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    answer.body = body.decode(errors="replace")
    return answer


def test_no_page_shows_a_stranger_what_was_planted(planted):
    leaks, shown = [], 0
    for name in ROUTES:
        url = address_of(name, planted)
        for who, person in [("nobody", None), *planted.people.items()]:
            for method in ("GET", "POST"):
                body = ask(person, method, url).body
                if person is not None and person.inside:
                    shown += WORDS in body
                elif WORDS in body or (who.endswith("elsewhere") and NAME in body):
                    leaks.append((name, who, method))
    assert leaks == []
    assert shown > 0 or not any(name.startswith("evaluations:") for name in ROUTES)


def test_a_missing_filing_and_a_strangers_filing_look_the_same(planted):
    routes = [name for name in ROUTES if "filing_id" in patterns()[name].pattern.converters]
    stranger = planted.people["filer elsewhere"]
    for name in routes:
        url = address_of(name, planted)
        missing = url.replace(f"/{planted.filing.pk}", "/987654321", 1)
        for method in ROUTES[name].methods:
            there, gone = ask(stranger, method, url), ask(stranger, method, missing)
            assert there.status_code == gone.status_code == 404, (name, method)
            assert there.body == gone.body.replace("987654321", str(planted.filing.pk)), (name, method)


def test_no_get_changes_anything(planted):
    changed = []
    for name, route in ROUTES.items():
        if "GET" not in route.methods:
            continue
        url = address_of(name, planted)
        for who, person in [("nobody", None), *planted.people.items()]:
            browser = Client()
            if person is not None:
                browser.force_login(person.user)
            before = fingerprint()
            answer = browser.get(url)
            if answer.streaming:
                b"".join(answer.streaming_content)
            if fingerprint() != before:
                changed.append((name, who))
    assert changed == []


def test_fingerprint_notices_a_change(planted):
    before = fingerprint()
    planted.filing.answers.filter(value=WORDS).update(version=9)
    assert fingerprint() != before


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
        "change",
        "commententry",
        "correction",
        "returnnotice",
        "snapshot",
    }
    assert {f"evaluations_{name}" for name in wanted} <= holding
    assert apps.get_model("evaluations.Filing")._meta.db_table not in holding
