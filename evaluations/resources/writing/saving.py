"""A book as bytes; formulas get their values, so that a viewer that does not compute shows them too."""

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

CREATOR = "部门整体支出绩效自评管理"
_CELL = r'(<c r="{name}"[^>]*>\s*<f>[^<]*</f>\s*)<v\s*(?:/>|></v>)'


type Values = Mapping[str, str]
"""Cell -> the number that its formula gives."""


def saved(book: Workbook, values: Values | None = None) -> bytes:
    """Return the book as a file; `values` are those of formulas in the first sheet."""
    return saved_with(book, {1: values} if values else {})


def saved_with(book: Workbook, values: Mapping[int, Values]) -> bytes:
    """Return the book as a file; `values` number of a sheet, from 1 -> those of its formulas."""
    book.properties.creator = book.properties.lastModifiedBy = CREATOR
    stream = BytesIO()
    book.save(stream)
    return with_values(stream.getvalue(), values) if values else stream.getvalue()


def with_values(data: bytes, values: Mapping[int, Values]) -> bytes:
    """Return a file whose formulas carry the given values."""
    parts = {f"xl/worksheets/sheet{number}.xml": found for number, found in values.items() if found}
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for info in source.infolist():
            content = source.read(info)
            if info.filename in parts:
                content = _filled(content.decode(), parts[info.filename]).encode()
            copy.writestr(info, content)
    return target.getvalue()


def _filled(markup: str, values: Values) -> str:
    for name, value in values.items():
        cell = re.compile(_CELL.format(name=re.escape(name)))
        markup, count = cell.subn(rf"\g<1><v>{value}</v>", markup)
        if not count:
            raise ValueError(f"{name} has no formula")
    return markup
