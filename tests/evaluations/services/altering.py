"""Rows altered by SQL behind the back of the services: past the triggers, and taken back afterwards."""

import datetime as dt

from django.db import connection, models, transaction

from evaluations.models import CanonicalJSONField
from evaluations.triggers import GUARDS
from rubrics.guards import GUARDS as DOCUMENTS
from rubrics.triggers import remove


class altering:  # noqa: N801 - reads as what it does
    """The triggers are out of the way, and all is taken back afterwards."""

    def __enter__(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            remove([*GUARDS, *DOCUMENTS], "default")

    def __exit__(self, *error):
        transaction.set_rollback(True)
        self.atomic.__exit__(*error)


def another(field, value):
    """Another value that the column takes."""
    if isinstance(field, models.ForeignKey):
        if field.name == "sheet":
            return 1_000  # the other one has a scan of its own
        others = field.related_model._base_manager.exclude(pk=value)
        others = others.order_by("pk" if field.name == "user" else "-pk")
        return next(iter(others.values_list("pk", flat=True)[:1]), 1_000)
    if isinstance(field, CanonicalJSONField):
        return [*value, "x"] if isinstance(value, list) else {**value, "x": "y"}
    if field.choices:
        return next(key for key, _ in reversed(field.choices) if key not in {value, "rechecker"})
    return plain(field, value)


def plain(field, value):
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for kind, made in (
        (models.BooleanField, lambda: not value),
        (models.DateTimeField, lambda: (value or moment) + dt.timedelta(days=1)),
        (models.DateField, lambda: (value or moment.date()) + dt.timedelta(days=1)),
        (models.IntegerField, lambda: (value or 0) + 500),
    ):
        if isinstance(field, kind):
            return made()
    return f"x{value or ''}"[: field.max_length]
