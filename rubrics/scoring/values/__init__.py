"""From typed text to value and back: one parser per input type, for forms, spreadsheets and files."""

from collections.abc import Callable
from dataclasses import replace

from rubrics.scoring.characters import excerpt, quoted
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Field, FieldType
from rubrics.scoring.units import Unit

from .choices import parse_choice, parse_yes_no
from .dates import parse_date, parse_year
from .numbers import parse_number, parse_percent
from .outcome import Outcome, Parsed, Refusal
from .shown import YEAR_UNIT, in_unit, rounded, show, show_with_unit
from .texts import parse_narrative, parse_text, parse_url

_PARSERS: dict[FieldType, Callable[[Field, Unit, str], Outcome]] = {
    FieldType.AMOUNT: parse_number,
    FieldType.COUNT: parse_number,
    FieldType.NUMBER: parse_number,
    FieldType.PERCENT: parse_percent,
    FieldType.YES_NO: parse_yes_no,
    FieldType.DATE: parse_date,
    FieldType.YEAR: parse_year,
    FieldType.TEXT: parse_text,
    FieldType.CHOICE: parse_choice,
    FieldType.URL: parse_url,
    FieldType.NARRATIVE: parse_narrative,
}


def parse(field: Field, text: str, *, unit: Unit | None = None) -> Parsed | Problem:
    """Return what `text` means in `field`, or a problem that names the place, the text, and what to do.

    `unit` replaces the field's own (a table whose 金额单位 is chosen once). `where` is the figure's address;
    who reads a table cell puts the cell's address in its place. Never raises, never takes long.
    """
    if not text.strip():
        return Problem(f"fig:{field.id}", f"{quoted(field.title)}没有填写", "请填写")
    outcome = _PARSERS[field.type](field, unit or field.unit, text)
    if isinstance(outcome, Parsed):
        return outcome
    return Problem(
        f"fig:{field.id}",
        f"{quoted(field.title)}填的{quoted(excerpt(text.strip()))}{outcome.why}",
        outcome.todo,
    )


def placed(problem: Problem, address: str) -> Problem:
    """Return the same problem at another address."""
    return replace(problem, where=address)


__all__ = [
    "YEAR_UNIT",
    "Outcome",
    "Parsed",
    "Refusal",
    "in_unit",
    "parse",
    "placed",
    "rounded",
    "show",
    "show_with_unit",
]  # fmt: skip
