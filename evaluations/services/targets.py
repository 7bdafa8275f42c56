"""Targets of the bureau are taken over: a row for each that no row is called by, never a word in one that is there."""

from collections.abc import Collection

from django.db import transaction

from evaluations.access import Person
from evaluations.models import Filing
from evaluations.selectors.presets import FROM_BUREAU, held_for
from evaluations.selectors.targets import targets_of, untaken
from evaluations.workflow import Action
from rubrics.scoring.presets import target_of
from rubrics.selectors.programs import document_for

from . import places
from .results import Refused
from .rows import refuse_full
from .summary import refresh
from .whole_tables import append_rows
from .writing import begin, end


@transaction.atomic
def take_targets(*, actor: Person, filing: Filing, table: str, names: Collection[str] = ()) -> int:
    """Add a row for every target of a table, or those of `names`, that none has yet; return how many were added."""
    writing = begin(actor=actor, filing=filing, action=Action.EDIT)
    document = document_for(writing.filing.version)
    targets = targets_of(document, table)
    if targets is None:
        raise Refused("这里没有财政下达的指标。请刷新页面后重试。")
    held = {one.key: one.value for one in held_for(writing.filing) if one.kind == one.Kind.TARGETS}
    rows = list(writing.filing.table_rows.filter(table=table, deleted_at__isnull=True))
    called = [str(row.cells.get(targets.name, {}).get("text", "")).strip() for row in rows]
    taken = [name for name in untaken(document, targets, held, called) if not names or name in names]
    if not taken:
        transaction.set_rollback(True)
        return 0
    refuse_full(document, table, len(rows) + len(taken))
    cells = [{targets.name: name, **target_of(targets, name, held)} for name in taken]
    stored = [
        {column: places.Stored(text, source=FROM_BUREAU) for column, text in one.items()} for one in cells
    ]
    append_rows(writing, table, stored, FROM_BUREAU)
    end(writing)
    refresh(writing.filing)
    return len(taken)
