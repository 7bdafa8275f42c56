"""A check in words: its number, its message, and which usual mistake would make it hold."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from rubrics.scoring.characters import quoted
from rubrics.scoring.results import CheckResult, Outcome, Sheet, Step
from rubrics.scoring.types import Check, Document

from .places import places_words
from .shown import ABSENCES, MOST_PLACES, points, value_words

type Data = Mapping[str, object]
_TEN_THOUSAND = Decimal(10_000)
_MOST = 3
_CODE = re.compile(r"K0*([1-9][0-9]*)")


def check_name(check: Check | CheckResult) -> str:
    """Return the check's number as people know it: 勾稽 1; a code of another form stays as it is."""
    match = _CODE.fullmatch(check.code)
    return f"勾稽 {match.group(1)}" if match else check.code


def message(result: CheckResult) -> str:
    """Return what the check says, with values and units; '' when it holds and says nothing."""
    places = _places(result.message)
    return "".join(_part(step, places) for step in result.message)


def finding(document: Document, sheet: Sheet, result: CheckResult) -> str:
    """Return what a check found; one that lacks a figure says which."""
    if result.outcome is not Outcome.NO_DATA:
        return message(result)
    title = next((one.title or one.id for one in document.checks if one.id == result.id), "")
    return f"【{title}】缺{places_words(result.needs, sheet)}，无法核对。请补填。"


def _part(step: Step, places: int) -> str:
    if step.key == "text":
        return str(step.data["text"])
    absence = str(step.data.get("absence") or "")
    return ABSENCES.get(absence, "（未填）") if absence else _value(step, places)


def _value(step: Step, places: int) -> str:
    own = step.data.get("places")
    own = own if isinstance(own, int) else 2
    return value_words(step.data.get("value"), str(step.data.get("unit") or ""), max(own, places))


def _places(steps: Sequence[Step]) -> int:
    """Return how many decimals tell the values apart: 90.00% is not below 90.00%, but 89.996% is below 90.000%."""
    numbers = [step for step in steps if isinstance(step.data.get("value"), Decimal)]
    values = {(step.data["value"], step.data.get("unit")) for step in numbers}
    return next(
        (
            places
            for places in range(MOST_PLACES)
            if len({_value(step, places) for step in numbers}) >= len(values)
        ),
        MOST_PLACES,
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


def _swapped(data: Data, _sheet: Sheet) -> str:
    return f"{quoted(data['first_title'])}和{quoted(data['second_title'])}可能填反了；对调后{_effect(data)}"


def _scaled(data: Data, _sheet: Sheet) -> str:
    factor = data.get("factor")
    if not isinstance(factor, Decimal) or not factor:
        return ""
    much, times = ("大", 1 / factor) if factor < 1 else ("小", factor)
    by = f"{points(times)} 倍" if times < _TEN_THOUSAND else f"{points(times / _TEN_THOUSAND)} 万倍"
    what = f"{quoted(data['title'])}可能{much}了 {by}"
    if data.get("unit_from"):
        return f"{what}，请核对“{data['unit_from']}”；改选后{_effect(data)}"
    return f"{what}，请核对单位；改正后{_effect(data)}"


def _sign(data: Data, _sheet: Sheet) -> str:
    return f"{quoted(data['title'])}的正负号可能填反了；改正后{_effect(data)}"


def _effect(data: Data) -> str:
    """Return what the mending changes: ratios, rows, the total; 这一条相符 in any case."""
    said = ["这一条相符"]
    for _, title, value, unit, places in _tuples(data.get("gives"))[:_MOST]:
        said.append(f"{title}为 {value_words(value, str(unit), places if isinstance(places, int) else 2)}")
    for name, before, after in _tuples(data.get("lines"))[:_MOST]:
        said.append(f"“{name}”由 {points(before)} 分变为 {points(after)} 分")
    total = data.get("total")
    if isinstance(total, tuple) and total[0] != total[1]:
        said.append(f"合计由 {points(total[0])} 分变为 {points(total[1])} 分")
    return "，".join(said)


def _tuples(value: object) -> list[tuple[object, ...]]:
    return [one for one in value if isinstance(one, tuple)] if isinstance(value, tuple) else []


_TELLERS: dict[str, Callable[[Data, Sheet], str]] = {
    "undefined": _undefined,
    "swapped": _swapped,
    "scaled": _scaled,
    "sign": _sign,
}
HINT_KEYS = frozenset(_TELLERS)
