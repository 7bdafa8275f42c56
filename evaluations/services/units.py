"""A department's units send it their filings; it gives them back, leaves them out, and takes over the sums."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db import transaction

from evaluations.access import Person
from evaluations.models import Filing, Snapshot
from evaluations.selectors.units import Gathering, gathering_of, stamp_of
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.sums import UnitRow
from rubrics.scoring.types import Table

from .filing import save_fields
from .moving import hold, lock, move
from .results import Refused, SaveResult, Typed
from .rows import SheetRows, save_rows
from .standing import TAKEN_IN
from .submission import freeze_and_move
from .summary import summary_columns
from .words import words_of

SUMMED = "所属单位汇总"
"""Where an adopted figure comes from, as its Change says."""
MOVED = "您核对以后，本级、所属单位或部门的数又有改动。请核对新的汇总数后再采用。"
UNSETTLED = "没有可以采用的汇总数：有单位还没有报送或没有填全。请先催报。"


@transaction.atomic
def send_up(*, actor: Person, filing: Filing, revision: int | None = None) -> Snapshot:
    """Freeze a unit's filing and hand it to its department; refused like a submission."""
    moving = hold(actor=actor, filing=filing, action=Action.SEND_UP)
    return freeze_and_move(moving, revision, summary_columns, left_out="")


@transaction.atomic
def send_down(*, actor: Person, filing: Filing, words: str) -> Filing:
    """Give a unit's filing back to the unit, saying why."""
    said = words_of(words, "退回的原因", "请写明需要修改的内容。")
    _hold_whole(filing)
    moving = hold(actor=actor, filing=filing, action=Action.SEND_DOWN)
    return move(moving, data={"words": said})


@transaction.atomic
def leave_out(*, actor: Person, filing: Filing, words: str) -> Filing:
    """Leave a unit out of the sums for a reason."""
    if filing.subject_key:
        raise Refused("本级的数必须计入汇总。请填报并报送本级的数。")
    said = words_of(words, "不计入汇总的原因", "请写明原因。")
    if said == TAKEN_IN:
        raise Refused("这是重新计入的说法，不是不计入的原因。请写明原因。")
    _hold_whole(filing)
    moving = hold(actor=actor, filing=filing, action=Action.LEAVE_OUT)
    return move(moving, data={"words": said}, left_out=said)


@transaction.atomic
def take_in(*, actor: Person, filing: Filing) -> Filing:
    """Sum up again a unit that was left out."""
    _hold_whole(filing)
    moving = hold(actor=actor, filing=filing, action=Action.LEAVE_OUT)
    return move(moving, data={"words": TAKEN_IN}, left_out="")


def _hold_whole(part: Filing) -> None:
    """Hold the department's filing first, as `adopt` does: it must not be sent while its units move."""
    if part.part_of_id is not None:
        lock(part.part_of_id)


@transaction.atomic
def adopt(*, actor: Person, filing: Filing, places: Collection[str], seen: str) -> SaveResult:
    """Write sums into the department's own figures, through the ordinary save.

    `seen`: the stamp of what the person looked at, the department and every part; refused when one of them moved on.
    Only sums that lack nothing are written.
    """
    whole = as_seen(filing, seen)
    wanted = to_adopt(gathering_of(whole), places)
    if not wanted:
        raise Refused(UNSETTLED)
    return save_fields(actor=actor, filing=whole, values=wanted)


@transaction.atomic
def list_units(*, actor: Person, filing: Filing, seen: str) -> SaveResult:
    """Write the registered units, and what each reports, into the document's own table of units.

    Rows that are there under a unit's name keep what the portal does not know; other rows go.
    """
    whole = as_seen(filing, seen)
    gathering = gathering_of(whole)
    said = gathering.document.units
    if said is None or gathering.waiting or not gathering.rows:
        raise Refused(UNSETTLED)
    table = next(one for one in gathering.document.tables if one.id == said.table)
    kept = {
        row.cells.get(said.name, {}).get("text", ""): row.cells
        for row in whole.table_rows.filter(table=table.id, deleted_at__isnull=True)
    }
    rows = [_row(table, row, kept.get(row.texts[said.name], {})) for row in gathering.rows]
    absent = whole.answers.filter(key=addresses.table(table.id)).exclude(value="").first()
    if absent is not None:
        cleared = {absent.key: Typed("", absent.version, source=SUMMED)}
        save_fields(actor=actor, filing=whole, values=cleared, scored=False)
    return save_rows(actor=actor, filing=whole, sheet=SheetRows(table.id, rows))


def _row(table: Table, row: UnitRow, kept: Mapping[str, Mapping[str, str]]) -> dict[str, str | Typed]:
    """Return a row as it would be typed: what units report over what the row had."""
    cells: dict[str, str | Typed] = {
        name: Typed(cell["text"], status=cell["status"], source=cell["source"])
        for name, cell in kept.items()
        if table.column(name) is not None
    }
    cells |= {name: Typed(text, source=SUMMED) for name, text in row.texts.items()}
    for name, value in row.figures.items():
        column = table.column(name)
        cells.pop(name, None)
        if column is not None and isinstance(value, Decimal):
            cells[name] = Typed(values.show(value, column.unit, column.places), source=SUMMED)
    return cells


def as_seen(filing: Filing, seen: str) -> Filing:
    """Hold the department's filing and its parts; refused when one of them is not as it was seen."""
    whole = lock(filing.pk)
    parts = list(Filing.objects.select_for_update(of=("self",)).filter(part_of=whole).order_by("pk"))
    if stamp_of(whole, parts) != seen:
        raise Refused(MOVED)
    return whole


def to_adopt(gathering: Gathering, places: Collection[str]) -> dict[str, Typed]:
    """Return what adopting would write, by address."""
    return {
        row.where: Typed(
            values.show(row.total, row.field.unit, row.field.places),
            gathering.versions.get(row.where, 0),
            source=SUMMED,
        )
        for row in gathering.adoptable
        if row.where in places
    }
