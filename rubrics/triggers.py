"""Rows that may only be inserted, kept so by triggers on SQLite and PostgreSQL.

Triggers are put in place after every migrate, since SQLite drops them when it remakes a table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

FUNCTION = "refuse_change_of_kept_row"


@dataclass(frozen=True, slots=True)
class Guard:
    """Keeps the rows of `model` (app.Model).

    `update` and `delete` are SQL conditions on OLD and NEW, the same on both databases, under which the act is
    refused.
    """

    model: str
    update: str = "1 = 1"
    delete: str = "1 = 1"

    @property
    def table(self) -> str:
        """The name of the table in the database."""
        return apps.get_model(self.model)._meta.db_table

    def names(self, vendor: str) -> tuple[str, ...]:
        """The triggers that must be there.

        Only PostgreSQL can empty a table at one stroke; only SQLite can put a row in the place of another (REPLACE),
        which no trigger on DELETE notices.
        """
        acts = ("update", "delete", "truncate" if vendor == "postgresql" else "insert")
        return tuple(f"keep_{self.table}_{act}" for act in acts)

    def taken(self) -> str:
        """The SQL condition that a kept row has the primary key or another unique key of NEW."""
        same = " OR ".join(
            "(" + " AND ".join(f'kept."{column}" = NEW."{column}"' for column in key) + ")"
            for key in keys_of(apps.get_model(self.model))
        )
        kept = self.delete.replace("OLD.", "kept.")
        return f'SELECT 1 FROM "{self.table}" AS kept WHERE ({same}) AND ({kept})'  # noqa: S608 - names of columns


def keys_of(model: type[Model]) -> list[list[str]]:
    """Return the columns of every unique key of a table, the primary key first."""
    options: Any = model._meta
    single = [[field.column] for field in options.concrete_fields if field.unique]
    several = [
        [options.get_field(name).column for name in constraint.fields]
        for constraint in options.total_unique_constraints
    ]
    return single + several


def unchanged(model: type[Model], except_for: Iterable[str]) -> str:
    """Return the SQL condition that an UPDATE leaves every column alone but those of `except_for`."""
    fields = model._meta.concrete_fields
    left_alone = [field.column for field in fields if field.name not in set(except_for)]
    return " AND ".join(f'NEW."{column}" IS NOT DISTINCT FROM OLD."{column}"' for column in left_alone)


def install(guards: Iterable[Guard], using: str) -> None:
    """Put the triggers of every guard whose table exists in place, replacing older ones."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        present = [guard for guard in guards if guard.table in tables]
        for statement in _installing(connection, present):
            cursor.execute(statement)


def remove(guards: Iterable[Guard], using: str) -> None:
    """Take the triggers away: for a migration that must rewrite kept rows, and for tests that empty tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for guard in guards:
            if guard.table in tables:
                for name in guard.names(connection.vendor):
                    cursor.execute(_drop(connection, guard, name))


def missing(guards: Iterable[Guard], using: str) -> list[str]:
    """Return the names of triggers that should be in place and are not, or are switched off."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
            if connection.vendor == "postgresql"
            else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )
        present = {row[0] for row in cursor.fetchall()}
    wanted = [name for guard in guards if guard.table in tables for name in guard.names(connection.vendor)]
    return [name for name in wanted if name not in present]


def _installing(connection: BaseDatabaseWrapper, guards: Sequence[Guard]) -> list[str]:
    statements = []
    if connection.vendor == "postgresql" and guards:
        statements.append(
            f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'rows of % may not be changed', TG_TABLE_NAME USING ERRCODE = '23001'; END $$"
        )
    for guard in guards:
        for name in guard.names(connection.vendor):
            statements += [_drop(connection, guard, name), _create(connection, guard, name)]
    return statements


def _drop(connection: BaseDatabaseWrapper, guard: Guard, name: str) -> str:
    on_table = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{name}"{on_table}'


def _create(connection: BaseDatabaseWrapper, guard: Guard, name: str) -> str:
    act = name.rsplit("_", 1)[1]
    head = f'CREATE TRIGGER "{name}" BEFORE {act.upper()} ON "{guard.table}"'
    if act == "truncate":
        return f"{head} FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
    if connection.vendor == "postgresql":
        condition = guard.update if act == "update" else guard.delete
        return f"{head} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {FUNCTION}()"
    condition = _condition(guard, act)
    refusal = f"SELECT RAISE(ABORT, 'rows of {guard.table} may not be changed')"
    return f"{head} FOR EACH ROW WHEN {condition} BEGIN {refusal}; END"


def _condition(guard: Guard, act: str) -> str:
    """Return when SQLite refuses: an insert or update in REPLACE mode would silently remove what is in the way."""
    if act == "delete":
        return guard.delete
    if act == "insert":
        return f"EXISTS ({guard.taken()})"
    key = apps.get_model(guard.model)._meta.pk.column
    return f'({guard.update}) OR EXISTS ({guard.taken()} AND kept."{key}" <> OLD."{key}")'
