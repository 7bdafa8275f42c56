"""Another department's filer and another reviewer at every page that was seen: nothing is there for them."""

from __future__ import annotations

from collections.abc import Iterable

from tests.e2e.person import Person

FOREIGN = ("/filings/", "/reports/")


def finds_nothing(stranger: Person, seen: Iterable[str], names: Iterable[str]) -> int:
    """Ask for every page of the filing that others opened: 404 each, and none of the names on any page."""
    paths = sorted(path for path in seen if path.startswith(FOREIGN))
    for path in paths:
        status, text = stranger.asks(path)
        assert (path, status, [name for name in names if name in text]) == (path, 404, [])
    return len(paths)
