"""Cures: the usual mistake that a hint found, as new texts to save at one press, and what that gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluations.forms.stamps import BASE, stamp
from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.characters import quoted
from rubrics.scoring.index import TOTAL
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import CheckResult, Step
from rubrics.scoring.states import NotApplicable
from rubrics.scoring.types import Field
from rubrics.scoring.units import UNITS, Unit, unit_of

from .content import Content, cell_given
from .texts import unit_for

SWAPPED, SCALED, SIGN = "swapped", "scaled", "sign"
SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Cure:
    """`value` is what the button sends; `changes` address -> new text; `effect` what is gained before it is pressed."""

    value: str
    label: str
    effect: str
    changes: Mapping[str, str]
    swaps: bool = False


def cures_of(content: Content, result: CheckResult) -> tuple[Cure, ...]:
    """Return the cures that a result's hints offer; the same hint found twice is offered once."""
    found = {cure.value: cure for step in result.hints for cure in _cures(content, result, step)}
    return tuple(found.values())


def cure_named(content: Content, value: str) -> Cure | None:
    """Return the cure that a button sent, None when it no longer fits what is stored."""
    where = value.partition(SEPARATOR)[0]
    result = next((one for one in content.sheet.checks if one.address == where), None)
    cures = cures_of(content, result) if result else ()
    return next((cure for cure in cures if cure.value == value), None)


def posted_with(content: Content, cure: Cure, posted: Mapping[str, str]) -> dict[str, str]:
    """Return a post of the page with the texts of a cure in their boxes.

    Two figures that are swapped are taken as they stand in the boxes, typed or stored.
    """
    texts = dict(cure.changes)
    if cure.swaps and all(where in posted for where in texts):
        first, second = texts
        texts = {first: posted[second], second: posted[first]}
    for where in cure.changes:
        if where + BASE not in posted:
            texts[where + BASE] = str(stamp(content.version(where), _text(content, where)))
    return {**posted, **texts}


def _cures(content: Content, result: CheckResult, step: Step) -> Iterator[Cure]:
    changes, label = _changes(content, step)
    if changes:
        value = SEPARATOR.join((result.address, step.key, *changes))
        yield Cure(value, label, effect_of(content, step), changes, step.key == SWAPPED)


def _changes(content: Content, step: Step) -> tuple[dict[str, str], str]:
    data = step.data
    if step.key == SWAPPED:
        first, second = str(data["first"]), str(data["second"])
        return {first: _text(content, second), second: _text(content, first)}, "互换两数"
    factor = Decimal(-1) if step.key == SIGN else data.get("factor")
    if step.key not in {SCALED, SIGN} or not isinstance(factor, Decimal):
        return {}, ""
    if data.get("unit_from"):
        return _other_unit(content, str(data["unit_from"]), factor)
    return _multiplied(content, str(data["address"]), factor)


def _text(content: Content, where: str) -> str:
    address = addresses.parse(where)
    if isinstance(address, Problem) or address.kind != "row":
        return content.given(where).text
    table, key, column = address.path
    row = next((row for row in content.rows(table) if row.key == key), None)
    return cell_given(row, column).text


def _other_unit(content: Content, chooser: str, factor: Decimal) -> tuple[dict[str, str], str]:
    """Return the choice of the unit that is `factor` times the chosen one: the numbers stay as they are."""
    chosen, options = content.answers.figures.get(chooser), content.index.fields[chooser].options
    if not isinstance(chosen, str) or chosen not in UNITS:
        return {}, ""
    wanted = UNITS[chosen].factor * factor
    option = next((one for one in options if one in UNITS and UNITS[one].factor == wanted), "")
    return ({addresses.figure(chooser): option}, f"改为“{option}”，数字不动") if option else ({}, "")


def _multiplied(content: Content, where: str, factor: Decimal) -> tuple[dict[str, str], str]:
    """Return the number times `factor`, if the field takes it."""
    address = addresses.parse(where)
    field = address if isinstance(address, Problem) else desk_of(content.document).field_at(address)
    if isinstance(field, Problem) or isinstance(address, Problem):
        return {}, ""
    unit = _unit(content, address, field)
    parsed = values.parse(field, _text(content, where), unit=unit)
    if isinstance(parsed, Problem) or not isinstance(parsed.value, Decimal):
        return {}, ""
    text = f"{values.in_unit(parsed.value * factor, unit).normalize():f}"
    if isinstance(values.parse(field, text, unit=unit), Problem):
        return {}, ""
    return {where: text}, f"{quoted(field.title)}改为 {text}"


def _unit(content: Content, address: addresses.Address, field: Field) -> Unit:
    table = content.index.tables.get(address.path[0]) if address.kind == "row" else None
    return (unit_for(content, table) if table else None) or field.unit


def effect_of(content: Content, step: Step) -> str:
    """Return what the mended answers give: ratios, rows and the total that change."""
    parts = [_ratio(one) for one in _tuple(step.data.get("gives"))[:2]]
    lines = _tuple(step.data.get("lines"))
    parts += [_line(content, one) for one in lines[:2]]
    before, after = _tuple(step.data.get("total")) or (None, None)
    if before != after and content.sheet.totals[TOTAL].complete:
        parts.append(f"自评总分由 {before} 变为 {after}")
    return f"改后{'，'.join(parts)}" if parts else "改后这一条相符"


def _tuple(found: object) -> tuple[object, ...]:
    return found if isinstance(found, tuple) else ()


def _ratio(found: object) -> str:
    _, title, value, unit, places = found if isinstance(found, tuple) else ("", "", NotApplicable(), "", 0)
    shown = values.show(value, unit_of(str(unit)) or UNITS["%"], int(str(places)))
    return f"{title} {shown}"


def _line(content: Content, found: object) -> str:
    name, _, score = found if isinstance(found, tuple) else ("", None, None)
    criterion = content.index.criteria[str(name)]
    shown = (
        values.show(score, UNITS["分"], content.document.rounding.points) if score is not None else "未得出"
    )
    points = f"{criterion.points.normalize():f}"
    return f"{quoted(criterion.title)}得 {shown} / {points} 分"
