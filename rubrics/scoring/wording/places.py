"""Addresses in words: 调整预算数, 项目支出表第 2 行的项目支出数, 指标“预算规范性”的得分."""

from collections.abc import Iterable

from rubrics.scoring import address
from rubrics.scoring.address import Address
from rubrics.scoring.results import Sheet

_MOST = 6


def place_words(where: str, sheet: Sheet) -> str:
    """Return what a person calls an address."""
    place = address.parse(where)
    if not isinstance(place, Address):
        return where
    name = place.path[0]
    if place.kind in ("fig", "chapter"):
        figure = sheet.figures.get(name)
        return figure.title if figure is not None and figure.title else name
    if place.kind == "table":
        return f"{name}（表）"
    if place.kind == "row":
        rest = f"的{place.path[2]}" if len(place.path) > 2 else ""
        return (
            f"{name}第 {place.path[1]} 行{rest}"
            if place.path[1].isdigit()
            else f"{name}（{place.path[1]}）{rest}"
        )
    if place.kind == "line":
        return f"“{name}”{'的' + '、'.join(place.path[1:]) if len(place.path) > 1 else ''}"
    return name


def places_words(addresses: object, sheet: Sheet) -> str:
    """Return several addresses in words, each once."""
    if not isinstance(addresses, Iterable) or isinstance(addresses, str):
        return ""
    words = list(dict.fromkeys(place_words(str(where), sheet) for where in addresses))
    return "、".join(words[:_MOST]) + (f"等 {len(words)} 项" if len(words) > _MOST else "")
