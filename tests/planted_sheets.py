"""Files that wait for their confirmation, in which everything that could leak says so."""

from typing import Any

from django.utils import timezone

from evaluations.models import Filing, PendingImport


def plant_upload(filing: Filing, filer: Any, table: str, words: str) -> str:
    """A file that the filer uploaded for a table and has not confirmed."""
    row = {"number": 4, "cells": {"k": [words, "", "", words]}, "controls": {}}
    content = {"file": words, "sheet": words, "rows": [row], "fields": {}, "sums": [], "remarks": []}
    content |= {"unit": "", "replaces": True, "rows_now": 1, "based_on": "", "outcomes": []}
    PendingImport.objects.create(
        key="planted", by=filer, filing=filing, subject=table, content=content, made_at=timezone.now()
    )
    return "planted"


def plant_workbook(filing: Filing, filer: Any, words: str) -> str:
    """A workbook that the filer brought back and has not confirmed, with a cell that has to be mended."""
    changed = [["fig:甲", words, [words, "filled"], [words, "filled"]]]
    troubles = [[words, "C4", words, words]]
    content = {"file": words, "revision": 0, "changed": changed, "added": [], "removed": []}
    content |= {"troubles": troubles, "remarks": []}
    PendingImport.objects.create(
        key="planted-book",
        by=filer,
        filing=filing,
        subject="@workbook",
        content=content,
        file=book_of(words),
        made_at=timezone.now(),
    )
    return "planted-book"


def book_of(words: str) -> bytes:
    """Return a spreadsheet with one sheet called by the words, and them in its cell C4."""
    from io import BytesIO

    from openpyxl import Workbook

    book, stream = Workbook(), BytesIO()
    book.active.title, book.active["C4"] = words, words
    book.save(stream)
    return stream.getvalue()
