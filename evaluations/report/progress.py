"""How far the printing is: WeasyPrint tells a logger about every page it lays out."""

import contextlib
import logging
import re
from collections.abc import Callable, Iterator

EVERY = 5
"""Pages between two messages: each costs a write to the database."""
_PAGE = re.compile(r"Page (\d+)")


class _Listener(logging.Handler):
    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self._tell = tell
        self._last = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of every few pages. Whatever `tell` raises goes through: it ends the printing."""
        found = _PAGE.search(record.getMessage())
        page = int(found.group(1)) if found else 0
        if page >= self._last + EVERY:
            self._last = page
            self._tell(page)


@contextlib.contextmanager
def reporting_pages(tell: Callable[[int], None]) -> Iterator[None]:
    """Have `tell(page)` called while pages are laid out."""
    logger = logging.getLogger("weasyprint.progress")
    level, spreads = logger.level, logger.propagate
    listener = _Listener(tell)
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        logger.propagate = spreads
