"""A hash over every row of every table: equal before and after means that nothing was written."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

NOT_COUNTED = {"django_session"}
"""Tables that a GET may touch: every request moves the end of the session."""


def fingerprint() -> str:
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - NOT_COUNTED):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in sorted(map(repr, cursor.fetchall())):
                digest.update(f"{table}{row}".encode())
    return digest.hexdigest()


READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")
SESSION_MOVES = 'UPDATE "django_session"'


@contextmanager
def noting_writes() -> Iterator[list[str]]:
    """Yield the statements that may have changed a row that counts; none of them, no need to look at every row."""
    writes: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not sql.startswith((*READS, SESSION_MOVES)):
            writes.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield writes
