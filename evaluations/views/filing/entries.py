"""What a person fills in on a row of the tree: ticks, scores, options, evidence, the reason below full points."""

from dataclasses import dataclass
from decimal import Decimal

from evaluations.forms.section import sentence
from evaluations.forms.stamps import FILLED, stamp
from evaluations.forms.widgets import YES_NO
from rubrics.scoring import address as addresses
from rubrics.scoring.address import EVIDENCE, REASON, Address
from rubrics.scoring.lines import entries_of
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import Line
from rubrics.scoring.rules import Entry, EntryKind
from rubrics.scoring.types import Criterion, Field

from .boxes import source_note
from .cells import NO_TROUBLE, Cell
from .page import Page
from .past_lines import past_entry
from .texts import shown

TICK, SCORE, CHOICE, TEXT = "tick", "score", "choice", "text"
_KINDS = {EntryKind.TICK: TICK, EntryKind.SCORE: SCORE}


@dataclass(frozen=True, slots=True)
class EntryView:
    """One thing to fill in; `points` is what it can give. A computed statement has a `said` and no cell."""

    label: str
    points: Decimal
    cell: Cell | None
    evidence: Cell | None = None
    said: str = ""
    met: bool = False


def entry_views(page: Page, criterion: Criterion, line: Line) -> tuple[EntryView, ...]:
    """Return the entries of a row in order, computed statements among them as they were decided."""
    views = {
        entry.address: _view(page, entry)
        for entry in entries_of(criterion)
        if entry.kind is not EntryKind.OWN
    }
    computed = [_computed(step.data) for step in line.steps if step.data.get("way") == "computed"]
    return (*computed, *views.values())


def _view(page: Page, entry: Entry) -> EntryView:
    kind = _KINDS.get(entry.kind, CHOICE)
    proof = box(page, f"{entry.address}/{EVIDENCE}", TEXT) if entry.evidence else None
    options = YES_NO if kind == TICK else entry.options
    return EntryView(_label(entry), entry.points, box(page, entry.address, kind, options), proof)


def _label(entry: Entry) -> str:
    """Return what an entry is called, the part of the row that it belongs to in front."""
    place = addresses.parse(entry.address)
    if isinstance(place, Problem) or len(place.path) < 3:
        return entry.label
    return f"{place.path[1]}：{entry.label}"


def _computed(data: object) -> EntryView:
    known = data if isinstance(data, dict) else {}
    points, met = known.get("points"), known.get("met")
    said = "系统判断：还缺数" if met is None else f"系统判断：{'符合' if met else '不符合'}"
    label = str(known.get("text") or known.get("item") or "")
    return EntryView(
        label, points if isinstance(points, Decimal) else Decimal(0), None, said=said, met=met is True
    )


def reason_box(page: Page, criterion: Criterion) -> Cell:
    """Return the box of 未得满分原因."""
    return box(page, addresses.line(criterion.id, REASON), TEXT)


def evidence_box(page: Page, criterion: Criterion) -> Cell:
    """Return the box of 佐证材料 of the whole row."""
    return box(page, addresses.line(criterion.id, EVIDENCE), TEXT)


def box(page: Page, address: str, kind: str, options: tuple[str, ...] = ()) -> Cell:
    """Return the box at an address of a line, with what is stored or what was typed and refused."""
    content = page.content
    place, field = _place(page, address)
    given = content.given(address)
    text = shown(field, given)
    refused, trouble = page.attempt.problem_at(address), page.troubles.get(address, NO_TROUBLE)
    return Cell(
        address=address,
        label=field.title,
        kind=kind,
        text=page.attempt.kept.get(address, (text, FILLED))[0],
        base=str(stamp(content.version(address), text)) if content.editing.ok else "",
        options=options,
        problem=sentence(refused) if refused else (trouble.whole if trouble.look == "block" else ""),
        whole=trouble.whole if trouble.text else "",
        marked=trouble.look != "",
        note=source_note(given),
        locked=not content.editing.ok,
        field=field,
        past=past_entry(content, place, field),
    )


def _place(page: Page, address: str) -> tuple[Address, Field]:
    place = addresses.parse(address)
    field = place if isinstance(place, Problem) else desk_of(page.content.document).field_at(place)
    if isinstance(place, Problem) or isinstance(field, Problem):
        raise LookupError(address)  # noqa: TRY004 - a value of the wrong place, not of the wrong type
    return place, field
