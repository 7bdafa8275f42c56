"""People of the bureau, signed in."""

from types import SimpleNamespace

import pytest
from django.test import Client

from evaluations.workflow import Role
from tests import factories


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def bureau(db):
    """A system admin, a rubric admin and an auditor, each with a browser."""
    people = {
        "system": factories.member(Role.SYSTEM_ADMIN, username="system"),
        "rubric": factories.member(Role.RUBRIC_ADMIN, username="rubric"),
        "audit": factories.member(Role.AUDITOR, username="audit"),
    }
    return SimpleNamespace(**people, **{f"as_{name}": signed_in(person) for name, person in people.items()})
