"""Addresses in words: 调整预算数, 项目支出表第 2 行（示例项目）的项目支出数, “预算规范性”的得分."""

from collections.abc import Iterable

from rubrics.scoring import address
from rubrics.scoring.address import Address
from rubrics.scoring.index import LAST_YEAR, PRESET
from rubrics.scoring.results import Sheet

_MOST = 6


def place_words(where: str, sheet: Sheet) -> str:
    """Return what a person calls an address."""
    place = address.parse(where)
    if not isinstance(place, Address):
        return where
    name, *rest = place.path
    if place.kind in ("fig", "chapter"):
        return _figure(name, sheet)
    if place.kind == "row":
        return _cell(name, rest[0], rest[1:], sheet)
    if place.kind == "line":
        return f"“{name}”{'的' + '、'.join(rest) if rest else ''}"
    return f"{name}（表）" if place.kind == "table" else name


def _figure(name: str, sheet: Sheet) -> str:
    word, dot, rest = name.partition(".")
    if dot and word in (LAST_YEAR, PRESET):
        return f"{'上年' if word == LAST_YEAR else '财政预置'}的{_figure(rest, sheet)}"
    figure = sheet.figures.get(name)
    return figure.title if figure is not None and figure.title else name


def _cell(table: str, key: str, column: list[str], sheet: Sheet) -> str:
    """Return the row and column; a row that is not there any more is not named, its key says nothing to people."""
    figure = sheet.cells.get(address.cell(table, key, column[0])) if column else None
    title = figure.title if figure is not None and figure.title else "".join(column)
    row = sheet.rows.get(address.cell(table, key), f"{table}的一行")
    return f"{row}的{title}" if title else row


def places_words(addresses: object, sheet: Sheet) -> str:
    """Return several addresses in words, each once."""
    if not isinstance(addresses, Iterable) or isinstance(addresses, str):
        return ""
    words = list(dict.fromkeys(place_words(str(where), sheet) for where in addresses))
    return "、".join(words[:_MOST]) + (f"等 {len(words)} 项" if len(words) > _MOST else "")
