"""A filing with everything that hangs on one, and the people around it."""

import pytest
from django.conf import settings

from evaluations.workflow import State
from tests.hostile.asking import browser_of
from tests.planted import DOCUMENTS, plant

INSIDERS = ("filer", "head", "reviewer", "rubric admin", "system admin", "auditor")


@pytest.fixture(params=[State.FILLING, State.REVIEWING])
def planted(request, db, tmp_path, monkeypatch):
    """The planted filing, once in the filer's hands and once in the reviewer's."""
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    return plant((DOCUMENTS / "longgang-2020.yaml").read_text(encoding="utf-8"), request.param)


@pytest.fixture
def browsers(planted):
    """A browser for each role."""
    return {who: browser_of(planted.people[who].user) for who in INSIDERS}
