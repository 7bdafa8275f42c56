"""The entrance: what the table does not name is closed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from evaluations import gate
from evaluations.access_table import ANYONE, ROUTES, Route, act, filing_act, form, page
from evaluations.workflow import Role
from tests import factories

pytestmark = pytest.mark.django_db


class Stranger:
    is_authenticated = False


def enter(monkeypatch, route: Route | None, method: str, user):
    monkeypatch.setitem(ROUTES, "known", route) if route else None
    request = RequestFactory().generic(method, "/x?y=1")
    request.user = user
    request.resolver_match = ResolverMatch(lambda _: None, (), {}, "known" if route else "unknown")
    return gate.AccessGate(lambda _: HttpResponse()).process_view(request, None, (), {})


def test_gate_closes_an_unlisted_route_even_to_those_who_may_do_most(monkeypatch):
    with pytest.raises(PermissionDenied):
        enter(monkeypatch, None, "GET", factories.member(Role.RUBRIC_ADMIN))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_gate_lets_the_listed_role_in_and_says_403_to_others(monkeypatch, method):
    route = page(frozenset({Role.AUDITOR}))
    assert enter(monkeypatch, route, method, factories.member(Role.AUDITOR)) is None
    with pytest.raises(PermissionDenied):
        enter(monkeypatch, route, method, factories.member(Role.SYSTEM_ADMIN))


def test_gate_of_a_filing_route_says_404_to_others(monkeypatch):
    with pytest.raises(Http404):
        enter(monkeypatch, filing_act(frozenset({Role.REVIEWER})), "POST", factories.member(Role.AUDITOR))


def test_gate_sends_who_has_not_signed_in_to_the_login_and_back(monkeypatch):
    answer = enter(monkeypatch, form(frozenset({Role.AUDITOR})), "GET", Stranger())
    assert (answer.status_code, answer["Location"]) == (302, "/login?next=/x%3Fy%3D1")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_gate_refuses_a_method_that_is_not_listed(monkeypatch, method):
    auditor = factories.member(Role.AUDITOR)
    answer = enter(monkeypatch, act(frozenset({Role.AUDITOR})), method, auditor)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert enter(monkeypatch, act(ANYONE), method, Stranger()).status_code == 405


def test_gate_lets_anybody_into_an_open_page(monkeypatch):
    assert enter(monkeypatch, page(ANYONE), "GET", Stranger()) is None


def test_gate_shuts_out_a_role_that_ended(monkeypatch):
    auditor = factories.member(Role.AUDITOR)
    auditor.memberships.update(ends=factories.LONG_AGO)
    with pytest.raises(PermissionDenied):
        enter(monkeypatch, page(frozenset({Role.AUDITOR})), "GET", auditor)
