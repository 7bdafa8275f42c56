"""A filing with everything that hangs on one, and the people around it."""

import pytest

from evaluations.workflow import State
from tests.hostile.asking import browser_of
from tests.planted import DOCUMENTS, in_state, plant

INSIDERS = ("filer", "head", "reviewer", "rubric admin", "system admin", "auditor")


@pytest.fixture(scope="module")
def shared(once):
    """The planted filing, for all tests of a module."""
    return once(lambda: plant((DOCUMENTS / "longgang-2020.yaml").read_text(encoding="utf-8")))


@pytest.fixture(params=[State.FILLING, State.REVIEWING])
def planted(request, db, shared):
    """The planted filing, once in the filer's hands and once in the reviewer's."""
    return in_state(shared, request.param)


@pytest.fixture
def browsers(planted):
    """A browser for each role."""
    return {who: browser_of(planted.people[who].user) for who in INSIDERS}
