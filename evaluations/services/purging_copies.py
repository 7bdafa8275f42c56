"""Every kept copy of what stood at a place is overwritten: changes, snapshots, and the prints that show it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from json import loads
from typing import Any

from evaluations.freezing import freeze, thaw
from evaluations.models import Cycle, Draft, Filing, NoticePrint, Report, Snapshot, canonical
from evaluations.selectors import drafts, notices, reports
from evaluations.selectors.at_revision import ORDER
from evaluations.selectors.filings import overlaid
from evaluations.selectors.purged import MARK, holds_place, is_proof, without, without_beside
from evaluations.selectors.review import corrections_of
from evaluations.selectors.snapshots import Frozen, frozen
from rubrics.scoring import address as addresses
from rubrics.scoring import assess
from rubrics.scoring.address import Address
from rubrics.scoring.presets import Part, held_columns
from rubrics.scoring.reading.answers import Flat, read_flat
from rubrics.scoring.results import Answers, Sheet
from rubrics.scoring.types import Document
from rubrics.selectors.programs import program_of

from .clearing import Clearing
from .prints import drop_prints
from .purging_scores import with_scores_of

FILE = "file:"
"""What is changed about a file is told in words, with the names of the indicators that it proves."""


def clear_changes(clearing: Clearing) -> None:
    """Overwrite what was changed at the place, and what changes of files say of it."""
    before = clearing.filing.changes.filter(revision__lt=clearing.revision).exclude(source=ORDER)
    for change in before.order_by("pk"):
        old, new = (_change_left(clearing, change.address, text) for text in (change.old, change.new))
        if (old, new) != (change.old, change.new):
            clearing.write(change, old=old, new=new)


def _change_left(clearing: Clearing, where: str, text: str) -> str:
    place = clearing.place
    if not text or where == clearing.where:
        return text and MARK
    if place.kind == "row" and where == addresses.cell(*place.path[:2]):
        return _row_left(text, place.path[2])
    told = where.startswith(FILE) or (place.kind == "file" and is_proof(where))
    return str(clearing.left(text)) if told else text


def _row_left(text: str, column: str) -> str:
    cells = loads(text)
    held = cells.get(column, {}).get("text", "")
    return canonical({**cells, column: {**cells[column], "text": MARK}}) if held else text


@dataclass(frozen=True, slots=True)
class Copy:
    """A snapshot as it was and as it is."""

    before: Snapshot
    now: Snapshot


def clear_snapshots(clearing: Clearing) -> list[Copy]:
    """Write the snapshots that held it anew without it, their scores as they were sealed.

    Those of the department's next year too, where they have it as a figure of last year.
    """
    own = clearing.filing.snapshots.order_by("seq")
    later = Snapshot.objects.filter(filing__in=_next_year(clearing.filing)).order_by("filing", "seq")
    changed = [(one, _left(clearing, one, own=True)) for one in own]
    changed += [(one, _left(clearing, one, own=False)) for one in later]
    return [_written(clearing, one, left) for one, left in changed if left is not None]


def _written(clearing: Clearing, snapshot: Snapshot, left: tuple[str, str]) -> Copy:
    now = Snapshot.objects.get(pk=snapshot.pk)
    now.answers, now.content = left
    clearing.write(now, answers=now.answers, content=now.content)
    return Copy(snapshot, now)


def _next_year(filing: Filing) -> list[int]:
    later = Filing.objects.filter(department=filing.department_id, subject_key=filing.subject_key)
    after = later.filter(cycle__year=filing.cycle.year + 1, cycle__mode=Cycle.Mode.FORMAL)
    return list(after.values_list("pk", flat=True))


def _left(clearing: Clearing, snapshot: Snapshot, *, own: bool) -> tuple[str, str] | None:
    """Return what stays of answers and content of a snapshot, None where nothing has to go."""
    kept = frozen(snapshot)
    deleted = clearing.figures if own else keys_of_last_year(kept.document, clearing.place)
    flat, answers = _beside_left(clearing, kept, deleted)
    signed = kept.signature and {**kept.signature, "name": clearing.left(kept.signature["name"])}
    held = own and (holds_place(kept, clearing.place, clearing.names) or _corrected(clearing, kept))
    if not held and (flat, answers, signed) == (kept.flat, kept.answers, kept.signature):
        return None
    if own:
        flat = without(flat, clearing.place, clearing.names)
    scored = _scored(snapshot.digest, answers, flat)
    verified = None
    if kept.verified is not None:
        filing = snapshot.filing
        _, again = _scored(snapshot.digest, answers, overlaid(flat, corrections_of(filing)))
        verified = with_scores_of(kept.verified, again, clearing.repeated)
    changed: dict[str, Any] = {
        "answers": scored[0],
        "sheet": with_scores_of(kept.sheet, scored[1], clearing.repeated),
        "verified": verified,
        "evidence": tuple(one for one in kept.evidence if addresses.file(one["key"]) != clearing.where),
        **({"signature": signed} if signed else {}),
    }
    return canonical(freeze(flat)), canonical(freeze({**thaw(loads(snapshot.content)), **changed}))


def keys_of_last_year(document: Document, place: Address) -> set[str]:
    """Return under which keys a year has what stood at a place of the year before."""
    if place.kind == "fig":
        return {one.id for one in document.inputs if (one.was or one.id) == place.path[0]}
    return {
        str(Part(table.id, column.id, row))
        for table in document.tables
        for column in held_columns(table)
        for row in table.fixed
        if place.path == (table.was or table.id, row, column.was or column.id)
    }


def _corrected(clearing: Clearing, kept: Frozen) -> bool:
    """Whether the verified result rests on a correction of the place."""
    corrected = clearing.filing.corrections.filter(address=clearing.where)
    return kept.verified is not None and corrected.exists()


def _beside_left(clearing: Clearing, kept: Frozen, deleted: set[str]) -> tuple[Flat, Answers]:
    """Return the figures of last year and of the bureau without those that are what is cleared, or were deleted."""
    found = list(_beside(kept))
    gone = {key for key, text in found if clearing.repeated(text, addresses.figure(key))}
    gone |= deleted & {key for key, _ in found}
    if not gone:
        return kept.flat, kept.answers
    held = kept.answers
    answers = replace(
        held,
        previous=_but(held.previous, gone),
        presets=_but(held.presets, gone),
        preset_origins=_but(held.preset_origins, gone),
    )
    return without_beside(kept.flat, gone), answers


def _but[T](known: Mapping[str, T], gone: set[str]) -> dict[str, T]:
    return {key: one for key, one in known.items() if key not in gone}


def _beside(kept: Frozen) -> Iterator[tuple[str, str]]:
    held: tuple[Mapping[str, object], ...] = (
        kept.flat.previous,
        kept.flat.presets,
        kept.flat.preset_origins,
        kept.flat.previous_origins,
        kept.answers.previous,
        kept.answers.presets,
    )
    yield from ((key, str(value)) for one in held for key, value in one.items())


def _scored(digest: str, kept: Answers, flat: Flat) -> tuple[Answers, Sheet]:
    program = program_of(digest)
    read, problems = read_flat(program.document, flat)
    answers = replace(read, previous=kept.previous, presets=kept.presets, preset_origins=kept.preset_origins)
    sheet = assess(program, answers)
    return answers, replace(sheet, problems=(*problems, *sheet.problems))


def drop_copies(clearing: Clearing) -> None:
    """Delete the prints that show it, and drafts; the jobs that make them go with them."""
    cleared, told = clearing.rows.get("snapshot", []), clearing.rows.get("returnnotice", [])
    concerned = [clearing.filing.pk, *_next_year(clearing.filing)]
    drop_prints(Draft.objects.filter(filing__in=concerned), drafts.KIND)
    drop_prints(Report.objects.filter(snapshot__in=cleared), reports.KIND)
    drop_prints(NoticePrint.objects.filter(notice__in=told), notices.KIND)
