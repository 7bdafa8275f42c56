"""Results of scoring as canonical data and back, exactly: what a snapshot keeps is what was shown. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import ModuleType
from typing import Any

import rubrics.scoring.reading.answers as answers_module
from rubrics.scoring import address, problems, results, states, units

KIND = "@"
"""Marks what is not plain JSON: {"@": "Decimal", "v": "1.50"}; a dataclass has its fields beside the name."""
MODULES: tuple[ModuleType, ...] = (results, states, units, problems, address, answers_module)


@cache
def _types() -> dict[str, Any]:
    """Return the dataclasses and enumerations that may stand in a snapshot, by name."""
    return {
        name: value
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, type) and (is_dataclass(value) or issubclass(value, StrEnum))
    }


def freeze(value: object) -> object:
    """Return plain data (dict, list, str, int, bool, None) that `thaw` turns back into an equal value."""
    for kind, frozen in _WAYS.items():
        if isinstance(value, kind):
            return frozen(value)
    if is_dataclass(value) and type(value).__name__ in _types():
        data = {field.name: freeze(getattr(value, field.name)) for field in fields(value)}
        return {KIND: type(value).__name__, **data}
    raise TypeError(f"{type(value).__name__} has no place in a snapshot")


_WAYS: dict[Any, Callable[[Any], object]] = {
    StrEnum: lambda value: {KIND: type(value).__name__, "v": value.value},
    (str, bool, int, type(None)): lambda value: value,
    Decimal: lambda value: {KIND: "Decimal", "v": str(value)},
    date: lambda value: {KIND: "date", "v": value.isoformat()},
    (tuple, list): lambda value: [freeze(item) for item in value],
    Mapping: lambda value: {KIND: "map", "v": [[freeze(key), freeze(item)] for key, item in value.items()]},
}
"""In this order: an enumeration of texts is a text too."""


def thaw(data: object) -> Any:
    """Return the value that was frozen; sequences come back as tuples, mappings in their order."""
    if isinstance(data, list):
        return tuple(thaw(item) for item in data)
    return _thawed(data) if isinstance(data, dict) else data


def _thawed(data: dict[str, Any]) -> Any:
    kind = data[KIND]
    if kind == "Decimal":
        return Decimal(data["v"])
    if kind == "date":
        return date.fromisoformat(data["v"])
    if kind == "map":
        return {thaw(key): thaw(item) for key, item in data["v"]}
    made = _types()[kind]
    if issubclass(made, StrEnum):
        return made(data["v"])
    return made(**{name: thaw(item) for name, item in data.items() if name != KIND})
