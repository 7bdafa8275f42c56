"""A post of a page, saved: only what was changed goes to the service; what was not stored stays in its box."""

from collections.abc import Mapping
from dataclasses import replace

from evaluations.access import Person
from evaluations.forms.stamps import typed_from
from evaluations.models import Filing
from evaluations.services.filing import save_fields
from evaluations.services.results import SaveResult, Typed
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem

from .attempt import Attempt

TABLE = "table"


def save(*, actor: Person, filing: Filing, posted: Mapping[str, str]) -> Attempt:
    """Save what a page sent: changed boxes only, whole tables first."""
    typed = typed_from(posted)
    result = SaveResult()
    for values in _in_turn(typed):
        result = joined(result, save_fields(actor=actor, filing=filing, values=values))
    return attempt_of(typed, result)


def _in_turn(typed: dict[str, Typed]) -> list[dict[str, Typed]]:
    """Return the changes with whole tables first: 无此事项 is taken back before a row is typed."""
    first = {where: one for where, one in typed.items() if where.startswith(f"{TABLE}:")}
    rest = {where: one for where, one in typed.items() if where not in first}
    return [values for values in (first, rest) if values]


def joined(one: SaveResult, other: SaveResult) -> SaveResult:
    """Return two results as one."""
    return SaveResult(
        saved=one.saved + other.saved,
        conflicts=one.conflicts + other.conflicts,
        problems=one.problems + other.problems,
        revision=other.revision or one.revision,
    )


def attempt_of(typed: Mapping[str, Typed], result: SaveResult) -> Attempt:
    """Return what was tried: refused and clashing texts are kept for their boxes."""
    lost = {problem.where for problem in result.problems} | {one.address for one in result.conflicts}
    kept = {where: (one.text, one.status) for where, one in typed.items() if where in lost}
    texts = {where: one.text for where, one in typed.items()}
    return Attempt(kept, result.problems, result.conflicts, result.saved, texts)


def placed(problem: Problem, table: str, key: str) -> Problem:
    """Return a problem of a new row at the row's own address."""
    address = addresses.parse(problem.where)
    if isinstance(address, Problem) or address.kind != "row" or address.path[0] != table:
        return problem
    return replace(problem, where=addresses.cell(table, key, *address.path[2:]))
