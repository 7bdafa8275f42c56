"""From a Report row to the Source of its print: the snapshot read back, its narratives as blocks."""

from dataclasses import replace

from django.utils import timezone

from evaluations.checksums import code_of
from evaluations.models import Report, Snapshot
from evaluations.selectors.evidence import files_in
from evaluations.selectors.snapshots import frozen
from rubrics.scoring.address import cell, chapter
from rubrics.scoring.narrative import Blocks, read_stored
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.types import Document, FieldType

from .conditions import conditions_of
from .evidence import proofs_of
from .public import made_public
from .source import Source


def source_of(report: Report) -> Source:
    """Return what a report prints from; a draft carries its watermark, and the public does not read everything."""
    variant = Report.Variant(report.variant)
    label = str(variant.label)
    source = source_of_snapshot(report.snapshot, label if variant == Report.Variant.DRAFT else "")
    return made_public(source, label) if variant == Report.Variant.PUBLIC else source


def source_of_snapshot(snapshot: Snapshot, watermark: str) -> Source:
    """Return what a snapshot prints, with or without a watermark."""
    kept = frozen(snapshot)
    source = Source(
        document=kept.document,
        sheet=kept.sheet,
        answers=kept.answers,
        department=kept.department,
        submitted_on=timezone.localtime(kept.submitted_at).date(),
        narratives=narratives_of(kept.document, kept.flat),
        former_names=kept.former_names,
        number=kept.number,
        code=code_of(snapshot.sha),
        watermark=watermark,
        proofs=proofs_of(kept.document, files_in(kept), kept.flat),
    )
    return replace(source, holds=conditions_of(source))


def narratives_of(document: Document, flat: Flat) -> dict[str, Blocks]:
    """Return every narrative of a filing by its address: inputs, and the cells of narrative columns."""
    texts = {chapter(name): text for name, text in flat.narratives.items()}
    for table in document.tables:
        columns = [column.id for column in table.columns if column.type is FieldType.NARRATIVE]
        for row in flat.rows.get(table.id, ()):
            given = [(column, row.cells[column]) for column in columns if column in row.cells]
            texts |= {
                cell(table.id, row.key, column): one.text for column, one in given if one.status == "filled"
            }
    read = {address: read_stored(text) for address, text in texts.items() if text.strip()}
    return {address: blocks for address, blocks in read.items() if isinstance(blocks, tuple)}
