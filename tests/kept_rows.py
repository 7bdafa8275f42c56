"""A pytest plugin: which rows are left to a test that begins, and how tests get them cheaply.

Tests that empty the tables take the insert-only triggers away first and put them back. Tests of one module that all
begin with the same rows may share them.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.core.management.commands.flush import Command
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker


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


@pytest.fixture(scope="module")
def once[T](
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Callable[[], T]], T]]:
    """`once(make)`: what `make()` makes and stores, rows and files, for all tests of the module.

    The tests' own transactions begin inside of this one: each takes back what it stored itself, and the last one
    leaves nothing behind. Not for tests that commit.
    """
    with ExitStack() as stack:

        def begin(make: Callable[[], T]) -> T:
            stack.enter_context(django_db_blocker.unblock())
            stack.enter_context(override_settings(MEDIA_ROOT=Path(tmp_path_factory.mktemp("media"))))
            stack.enter_context(transaction.atomic())
            stack.callback(transaction.set_rollback, True)
            return make()

        yield begin
