"""A pytest plugin: tests that empty the tables take the insert-only triggers away first and put them back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management.commands.flush import Command


@pytest.fixture(autouse=True, scope="session")
def flush_lifts_guards() -> Iterator[None]:
    """Wrap Django's flush, which transactional tests call at their end."""
    from evaluations.triggers import GUARDS as EVALUATIONS
    from rubrics.guards import GUARDS as RUBRICS
    from rubrics.triggers import install, remove

    flush = Command.handle

    def handle(self: Command, **options: Any) -> None:
        remove([*EVALUATIONS, *RUBRICS], options["database"])
        try:
            flush(self, **options)
        finally:
            install([*EVALUATIONS, *RUBRICS], options["database"])

    Command.handle = handle
    yield
    Command.handle = flush
