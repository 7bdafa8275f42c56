"""Files of these tests are read by the reader's own code in the test's process: one of its own for each takes long."""

import pytest

from evaluations.resources.book import child, reading


@pytest.fixture(autouse=True)
def _read_here(request, monkeypatch):
    """Whoever asks how a file is read apart (`apart`) gets the real process; so do browsers, whose server is one."""
    if not request.node.get_closest_marker("apart"):
        monkeypatch.setattr(reading, "run_apart", lambda _module, data: b"".join(child.lines(data)))
