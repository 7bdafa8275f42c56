"""How far each stage of the form is: what is filled, what is wrong, what was returned."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from evaluations.access import TO_MEND
from evaluations.models import Filing
from evaluations.workflow import State
from rubrics.models import RubricVersion
from rubrics.scoring import address as addresses
from rubrics.scoring.index import field_address, walk
from rubrics.scoring.lines import entries_of
from rubrics.scoring.problems import Problem, Severity
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.results import CheckResult, LineState, Sheet
from rubrics.scoring.types import Block, BlockKind, Criterion, Document
from rubrics.selectors.programs import program_of

from .filings import flat_of, sheet_of
from .missing_units import WHERE as UNITS
from .stage_states import StageStatus, with_states
from .unit_places import hidden_places

EVERYTHING = "全部"
MISSING = "未填"


def stages_of(filing: Filing, sheet: Sheet | None = None) -> list[StageStatus]:
    """Return the stage rail of a filing."""
    flat = flat_of(filing)
    return stages_from(filing, flat, sheet or sheet_of(filing, flat))


def _returned(filing: Filing) -> list[str]:
    """Return where opinions are to be mended; none before the return: what is being written is the reviewer's own."""
    if State(filing.state) is not State.RETURNED:
        return []
    return list(filing.comments.filter(state__in=TO_MEND).values_list("address", flat=True))


def stages_from(filing: Filing, flat: Flat, sheet: Sheet) -> list[StageStatus]:
    """Return the stage rail for content that is at hand already. One query."""
    heads = stage_heads(filing.version)
    closing = heads.get("check:")
    found = Counter(
        (closing if at is None else at, word) for at, word in _findings(filing.version, flat, sheet)
    )
    returned = Counter(stage_of(filing.version, one) for one in _returned(filing))
    document = program_of(filing.version.document_id).document
    uncounted = (
        {"check:"}
        | hidden_places(document, filing, flat)
        | {addresses.figure(field.id) for field in document.inputs if field.given}
    )
    uncounted |= {addresses.line(one.id) for one in walk(document.criteria) if not entries_of(one)}
    statuses = []
    for number, stage in enumerate(document.stages):
        own = [head for head, place in heads.items() if place == number and head not in uncounted]
        status = StageStatus(
            id=stage.id,
            number=number + 1,
            state="",
            filled=sum(_is_filled(head, flat, sheet) for head in own),
            places=len(own),
            missing=found[number, MISSING],
            blocking=found[number, Severity.BLOCK.value],
            explaining=found[number, Severity.EXPLAIN.value],
            hints=found[number, Severity.HINT.value],
            returned=returned[number],
            closing=number == closing,
        )
        statuses.append(status)
    return with_states(statuses)


def stage_of(version: RubricVersion, where: str) -> int | None:
    """Return the place (from 0) of the stage on which an address is filled in, None for one on no page.

    A unit that is missing counts on the page of the checks.
    """
    if where.startswith(UNITS):
        return stage_heads(version).get("check:")
    address = addresses.parse(where)
    if isinstance(address, Problem):
        return None
    heads, first = stage_heads(version), address.path[0]
    if address.kind in {"row", "table"}:
        return heads.get(f"table:{first}", heads.get(f"line:{first}"))
    if address.kind == "check":
        return heads.get("check:")
    return heads.get(f"{address.kind}:{first}")


def stage_heads(version: RubricVersion) -> dict[str, int]:
    """Return `fig:X`, `chapter:X`, `table:X`, `line:X` and `check:` -> place of the stage that holds it."""
    return _heads_of(version.document_id)


@lru_cache(maxsize=64)
def _heads_of(digest: str) -> dict[str, int]:
    document = program_of(digest).document
    heads: dict[str, int] = {}
    for number, stage in enumerate(document.stages):
        for block in stage.blocks:
            for head in _heads_in(document, block):
                heads.setdefault(head, number)
    return heads


def _heads_in(document: Document, block: Block) -> Iterator[str]:
    if block.kind in {BlockKind.GRID, BlockKind.LIST}:
        yield from (addresses.table(item) for item in block.items)
    elif block.kind is BlockKind.CHECKS:
        yield "check:"
    elif block.kind is BlockKind.SCORING:
        yield from (addresses.line(one.id) for one in scored_in(document, block.items))
    else:
        fields = {field.id: field for field in document.inputs}
        yield from (field_address(fields[item]) for item in block.items if item in fields)


def scored_in(document: Document, items: tuple[str, ...]) -> Iterator[Criterion]:
    """Return the scored rows that a block shows: all of them, or those under the criteria that it names."""
    if EVERYTHING in items:
        yield from (one for one in walk(document.criteria) if one.rule is not None)
        return
    for node in walk(document.criteria):
        if node.id in items:
            yield from (one for one in walk((node,)) if one.rule is not None)


def _findings(version: RubricVersion, flat: Flat, sheet: Sheet) -> Iterator[tuple[int | None, str]]:
    """Yield stage and severity (or MISSING) of everything that is open."""
    for problem in sheet.problems:
        missing = problem.severity is Severity.BLOCK and not _is_answered(problem.where, flat)
        yield stage_of(version, problem.where), MISSING if missing else problem.severity.value
    hints = (check for check in sheet.checks if check.advises)
    for check in (*sheet.open_checks(), *hints):
        yield _stage_of_check(version, check), check.severity.value


def _stage_of_check(version: RubricVersion, check: CheckResult) -> int | None:
    """Return the stage of the first place of a finding that is on a page, else that of the checks."""
    stages = (stage_of(version, where) for where in (*check.needs, *check.places, check.address))
    return next((stage for stage in stages if stage is not None), None)


def _is_answered(where: str, flat: Flat) -> bool:
    address = addresses.parse(where)
    if flat.waits(where):
        return False
    if isinstance(address, Problem) or where in flat.answers:
        return True
    if address.kind == "chapter":
        return address.path[0] in flat.narratives
    if address.kind == "row":
        cells = next(
            (row.cells for row in flat.rows.get(address.path[0], ()) if row.key == address.path[1]), {}
        )
        return address.path[-1] in cells
    return address.kind == "table" and any(not row.blank for row in flat.rows.get(address.path[0], ()))


def _is_filled(head: str, flat: Flat, sheet: Sheet) -> bool:
    if head.startswith("line:"):
        line = sheet.lines.get(head.removeprefix("line:"))
        return line is not None and line.state is not LineState.MISSING
    return _is_answered(head, flat)
