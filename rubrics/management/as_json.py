"""A sheet for other programs: exact numbers as text, shown texts beside them, addresses everywhere."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from rubrics.scoring import (
    CheckResult,
    Document,
    Figure,
    Line,
    Missing,
    NotApplicable,
    Problem,
    Sheet,
    Undefined,
    wording,
)
from rubrics.scoring.states import Prose
from rubrics.scoring.values import in_unit, show


def as_json(
    document: Document, sheet: Sheet, unread: tuple[Problem, ...], path: Path, narratives: Mapping[str, str]
) -> str:
    """Return the sheet as JSON; docs/answers-format.md lists the keys. `narratives`: the texts as they were written."""
    content = {
        "document": {"title": document.title, "year": document.year, "version": document.version},
        "answers": str(path),
        "figures": {name: _figure(one, narratives.get(name)) for name, one in sheet.figures.items()},
        "lines": {name: _line(one, sheet) for name, one in sheet.lines.items()},
        "totals": {
            name: {"points": _number(one.points), "score": _number(one.score), "missing": list(one.missing)}
            for name, one in sheet.totals.items()
        },
        "grade": sheet.grade,
        "checks": [_check(one, sheet) for one in sheet.checks],
        "problems": [_problem(one) for one in sheet.problems],
        "unread": [_problem(one) for one in unread],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _figure(figure: Figure, written: str | None) -> dict[str, object]:
    """`written`: a narrative's text form; its marks lose nothing, filled in they could not be told from words."""
    value = figure.value
    shown = written if isinstance(value, Prose) else show(value, figure.unit, figure.places)
    data: dict[str, object] = {"address": figure.address, "title": figure.title, "unit": figure.unit.name}
    data |= {"state": _state(value), "value": None, "shown": shown, "source": figure.source}
    if isinstance(value, bool):
        data["value"] = value
    elif isinstance(value, Decimal):
        data["value"] = _number(in_unit(value, figure.unit))
    elif isinstance(value, date):
        data["value"] = value.isoformat()
    elif isinstance(value, Prose | str):
        data["value"] = value if isinstance(value, str) else written
    return data


def _state(value: object) -> str:
    states = {Missing: "missing", NotApplicable: "not_applicable", Undefined: "undefined"}
    return states.get(type(value), "filled")


def _line(line: Line, sheet: Sheet) -> dict[str, object]:
    return {
        "points": _number(line.points),
        "score": _number(line.score),
        "state": line.state.value,
        "explanation": list(wording.explain(line, sheet)),
        "needs": list(line.needs),
    }


def _check(check: CheckResult, sheet: Sheet) -> dict[str, object]:
    return {
        "id": check.id,
        "code": check.code,
        "address": check.address,
        "outcome": check.outcome.value,
        "severity": check.severity.value,
        "message": wording.message(check),
        "hints": list(wording.hints(check, sheet)),
        "places": list(check.places),
        "explanation": check.explanation,
        "under": check.under,
        "needs": list(check.needs),
    }


def _problem(problem: Problem) -> Mapping[str, object]:
    return {
        "where": problem.where,
        "what": problem.what,
        "todo": problem.todo,
        "severity": problem.severity.value,
        "line": problem.line,
        "column": problem.column,
    }
