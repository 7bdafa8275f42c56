"""A check in words: its number, its message, and which usual mistake would make it hold."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from rubrics.scoring.results import CheckResult, Sheet, Step
from rubrics.scoring.types import Check

from .places import place_words
from .shown import ABSENCES, points, short, value_words

type Data = Mapping[str, object]
_CODE = re.compile(r"K0*([1-9][0-9]*)")


def check_name(check: Check | CheckResult) -> str:
    """Return the check's number as people know it: 勾稽 1; a code of another form stays as it is."""
    match = _CODE.fullmatch(check.code)
    return f"勾稽 {match.group(1)}" if match else check.code


def message(result: CheckResult) -> str:
    """Return what the check says, with values and units; '' when it holds and says nothing."""
    return "".join(_part(step) for step in result.message)


def _part(step: Step) -> str:
    data = step.data
    if step.key == "text":
        return str(data["text"])
    absence = str(data.get("absence") or "")
    if absence:
        return ABSENCES.get(absence, "（未填）")
    places = data.get("places")
    return value_words(
        data.get("value"), str(data.get("unit") or ""), places if isinstance(places, int) else 2
    )


def hints(result: CheckResult, sheet: Sheet) -> tuple[str, ...]:
    """Return what may have gone wrong, a sentence each."""
    return tuple(words for words in (hint(step, sheet) for step in result.hints) if words)


def hint(step: Step, sheet: Sheet) -> str:
    """Return one hint in words; '' for a kind that says nothing to a person."""
    teller = _TELLERS.get(step.key)
    return teller(step.data, sheet) if teller else ""


def _undefined(data: Data, _sheet: Sheet) -> str:
    return f"无法判断：{data['why']}"


def _swapped(data: Data, sheet: Sheet) -> str:
    names = _names(data, sheet)
    return f"{names}两数可能填反了；对调后{_effect(data)}" if names else ""


def _scaled(data: Data, sheet: Sheet) -> str:
    factor = data.get("factor")
    by = f"{points(factor)} 倍" if isinstance(factor, Decimal) else "倍数"
    return f"{_names(data, sheet)}可能单位填错（相差 {by}）；改正后{_effect(data)}"


def _sign(data: Data, sheet: Sheet) -> str:
    return f"{_names(data, sheet)}的正负号可能填反了；改正后{_effect(data)}"


def _names(data: Data, sheet: Sheet) -> str:
    addresses = data.get("addresses")
    return (
        "和".join(place_words(str(where), sheet) for where in addresses)
        if isinstance(addresses, tuple)
        else ""
    )


def _effect(data: Data) -> str:
    """Return what the mending would give, '两边相符' when nothing more is known."""
    effect = data.get("effect")
    if isinstance(effect, tuple) and effect:
        return "，".join(_part(step) if isinstance(step, Step) else short(str(step)) for step in effect)
    return "两边相符"


_TELLERS: dict[str, Callable[[Data, Sheet], str]] = {
    "undefined": _undefined,
    "swapped": _swapped,
    "scaled": _scaled,
    "sign": _sign,
}
HINT_KEYS = frozenset(_TELLERS)
