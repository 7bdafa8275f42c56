"""A pytest plugin: which rows are left to a test that begins, and how tests get them cheaply.

Tests that commit leave empty tables behind, insert-only ones too. Tests of one module that all begin with the same rows
may share them.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.core.management.commands.flush import Command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from pytest_django import DjangoDbBlocker

STAYING = {"django_migrations", "django_content_type", "auth_permission"}
"""Tables of what the code itself puts there."""


@pytest.fixture(autouse=True, scope="session")
def flush_empties_what_is_filled() -> Iterator[None]:
    """Stand in for Django's flush, which transactional tests call at their end.

    Most tests fill a dozen of the tables; emptying all of them with their triggers off takes thirty times as long.
    """
    flush = Command.handle

    def handle(_self: Command, **options: Any) -> None:
        empty(options["database"])

    Command.handle = handle
    yield
    Command.handle = flush


def empty(using: str) -> None:
    """Delete every row, kept ones too, and see that the guards are there afterwards."""
    from evaluations.triggers import GUARDS as EVALUATIONS
    from rubrics.guards import GUARDS as RUBRICS
    from rubrics.triggers import install, missing, remove

    connection, guards = connections[using], [*EVALUATIONS, *RUBRICS]
    filled = filled_tables(connection)
    deletes = [f'DELETE FROM "{table}"' for table in filled]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "; ".join(
                    [
                        "SET session_replication_role = replica",
                        *deletes,
                        "SET session_replication_role = DEFAULT",
                    ]
                )
            )
        else:
            remove([guard for guard in guards if guard.table in filled], using)
            with connection.constraint_checks_disabled(), transaction.atomic(using):
                for delete in deletes:
                    cursor.execute(delete)
    if missing(guards, using):
        install(guards, using)


def filled_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that have a row."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - STAYING)
        asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables)
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


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
