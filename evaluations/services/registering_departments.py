"""Departments of a list: added by their code, changed where the list says something else; superiors come first."""

from collections.abc import Sequence
from datetime import date

from evaluations.access import Person
from evaluations.models import Department

from .organisation import save_department
from .registering import ADDED, CHANGED, SAME, Listed, Outcome, RowRefusedError, take_all

CODE, PARENT = "code", "parent"
YES = "是"
DAYS = frozenset({"active_from", "active_to"})


def register_departments(actor: Person, rows: Sequence[Listed]) -> tuple[Outcome, ...]:
    """Take every row, those without a superior in the list first; outcomes in the order of the list."""
    ordered = _superiors_first(rows)
    done = {outcome.number: outcome for outcome in take_all(ordered, lambda row: _take(actor, row))}
    return tuple(done[row.number] for row in rows)


def _superiors_first(rows: Sequence[Listed]) -> list[Listed]:
    codes = {row.text(CODE): row for row in rows}
    depths: dict[int, int] = {}

    def depth(row: Listed, seen: frozenset[str] = frozenset()) -> int:
        above = codes.get(row.text(PARENT))
        if above is None or row.text(CODE) in seen:
            return 0
        return 1 + depth(above, seen | {row.text(CODE)})

    for row in rows:
        depths[row.number] = depth(row)
    return sorted(rows, key=lambda row: depths[row.number])


def _take(actor: Person, row: Listed) -> str:
    values = _values(row)
    department = Department.objects.filter(code=row.text(CODE)).first()
    if department is None:
        save_department(actor=actor, code=row.text(CODE), values=values)
        return ADDED
    if all(getattr(department, name) == value for name, value in values.items()):
        return SAME
    save_department(actor=actor, code=department.code, values=values, department=department)
    return CHANGED


def _values(row: Listed) -> dict[str, object]:
    """Return what the row says; an empty cell says nothing."""
    values: dict[str, object] = {}
    for column, text in row.texts.items():
        if text and column != CODE:
            values[column] = _value(column, text)
    return values


def _value(column: str, text: str) -> object:
    if column == PARENT:
        return _superior(text)
    if column in DAYS:
        return date.fromisoformat(text)
    return text == YES if column == "classified" else text


def _superior(code: str) -> Department:
    found = Department.objects.filter(code=code).first()
    if found is None:
        raise RowRefusedError(f"没有编码为“{code}”的部门。请先登记上级部门，或把它也写进这张表。", PARENT)
    return found
