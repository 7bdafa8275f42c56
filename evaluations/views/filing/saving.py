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
    """Save what a page sent: changed boxes only, in one act; whole tables stand first in the record."""
    typed = typed_from(posted)
    in_turn = dict(sorted(typed.items(), key=lambda one: not one[0].startswith(f"{TABLE}:")))
    result = save_fields(actor=actor, filing=filing, values=in_turn) if typed else SaveResult()
    return attempt_of(typed, result)


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
