"""The filing whose changes the bureau must not see yet."""

import pytest
from django.conf import settings

from tests.evaluations.access.mending import changed, returned


@pytest.fixture
def mending(office, tmp_path, monkeypatch):
    """A filing that was sent, returned, and changed since."""
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    monkeypatch.setattr(settings, "EVIDENCE_ROOT", tmp_path / "evidence")
    return changed(returned(office))
