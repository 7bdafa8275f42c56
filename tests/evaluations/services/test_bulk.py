"""Many rows by COPY are what bulk_create makes of them."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from evaluations import clock
from evaluations.models import Change, TableRow
from evaluations.services import bulk

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
TEXTS = ("", "\\N", "\\.", "\t\r\n", '{"a":"\\\\"}', "’;--", "\U00020bb7👨‍👩‍👧", "甲" * 5000, "null")
"""What COPY itself gives a meaning, and what a person may type."""


@pytest.fixture
def copied(monkeypatch):
    """Has the smallest number of rows sent by COPY."""
    monkeypatch.setattr(bulk, "MANY", 1)


def rows(office, table: str) -> list[dict[str, object]]:
    same = {"filing_id": office.filing.pk, "table": table, "by_id": office.filer.pk, "at": clock.now()}
    return [
        same | {"key": f"k{number}", "position": number - 2, "cells": {"名称": {"text": text, "version": 1}}}
        for number, text in enumerate(TEXTS)
    ]


def stored(office, table: str) -> list[dict[str, object]]:
    kept = office.filing.table_rows.filter(table=table).order_by("position")
    return list(kept.values("key", "position", "cells", "version", "deleted_at", "by_id"))


def test_rows_by_copy_are_the_same_as_one_statement_makes_them(office, copied):
    TableRow.objects.bulk_create([TableRow(**row) for row in rows(office, "甲")])
    new = rows(office, "乙")
    with CaptureQueriesContext(connection) as sent:
        bulk.insert(TableRow, new)
    assert {one["sql"].split('"')[0] for one in sent} == {"COPY "}
    assert stored(office, "乙") == stored(office, "甲")
    assert [row["cells"]["名称"]["text"] for row in stored(office, "乙")] == list(TEXTS)


def test_changes_by_copy_keep_every_text(office, copied):
    same = {"filing_id": office.filing.pk, "revision": 9, "version": 1, "by_id": office.filer.pk}
    same |= {"at": clock.now(), "source": "导入"}
    bulk.insert(
        Change,
        [
            same | {"address": f"fig:{number}", "old": text, "new": text[::-1]}
            for number, text in enumerate(TEXTS)
        ],
    )
    kept = office.filing.changes.filter(revision=9).order_by("pk")
    assert [(one.old, one.new, one.request_key) for one in kept] == [
        (text, text[::-1], None) for text in TEXTS
    ]
    assert {one.at for one in kept} == {same["at"]}


def test_copy_with_one_bad_row_stores_none(office, copied):
    doubled = rows(office, "丙")
    doubled[-1] |= {"key": "k0"}
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(TableRow, doubled)
    assert stored(office, "丙") == []
