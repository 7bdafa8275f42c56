"""A filing's content, typed and scored: from stored text to answers to the sheet, always the one way."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields, replace

from evaluations.models import Change, Correction, Filing, Status, TableRow
from rubrics.scoring import address as addresses
from rubrics.scoring import assess
from rubrics.scoring.address import settled_line
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import Flat, FlatRow, Given, Reviewed, Settled, read_flat
from rubrics.scoring.results import Answers, Sheet
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for, program_for

from .missing_units import missing_units
from .names import name_of
from .past import Past, past_of
from .presets import with_held
from .review import corrections_of
from .transfer_problems import transfer_problems
from .unit_places import FROM_THE_PORTAL, without_units

BY_REVIEWER = "审核"


def flat_of(filing: Filing) -> Flat:
    """Return everything that is stored of a filing, as text by address, and what the bureau holds. Four queries."""
    return flat_with(filing, filing.table_rows.filter(deleted_at__isnull=True))


def flat_with(filing: Filing, table_rows: Iterable[TableRow]) -> Flat:
    """Return the same with the rows of its tables at hand."""
    answers = {
        answer.key: Given(answer.value, answer.status, answer.source)
        for answer in filing.answers.all()
        if answer.value or answer.status == Status.NOT_APPLICABLE
    }
    document = document_for(filing.version)
    answers.update(given_answers(document, filing))
    rows: dict[str, list[FlatRow]] = defaultdict(list)
    for row in table_rows:
        rows[row.table].append(flat_row(row))
    texts = [text for text in filing.narratives.all() if text.plain]
    flat = Flat(
        answers,
        {table: tuple(found) for table, found in rows.items()},
        {text.chapter: text.body for text in texts},
        narrative_sources={text.chapter: text.source for text in texts if text.source},
        unconfirmed=tuple(text.chapter for text in texts if text.status == Status.TO_CONFIRM),
    )
    return with_held(filing, without_units(document, filing, flat))


def flat_row(row: TableRow) -> FlatRow:
    """Return what stands in a stored row."""
    cells = {
        column: Given(cell["text"], cell["status"], cell["source"])
        for column, cell in row.cells.items()
        if cell["text"] or cell["status"] == Status.NOT_APPLICABLE
    }
    return FlatRow(row.key, cells)


def given_answers(document: Document, filing: Filing) -> dict[str, Given]:
    """Return the fields that are filled from what the portal knows (given: 部门.名称).

    A unit that has no section of the bureau of its own has that of its department.
    """
    department = filing.department
    known = {
        "部门.名称": name_of(filing),
        "部门.编码": department.code,
        "部门.业务科": department.division or (department.parent.division if department.parent else ""),
    }
    return {
        addresses.figure(field.id): Given(known[field.given], Status.FILLED.value, FROM_THE_PORTAL)
        for field in document.inputs
        if known.get(field.given)
    }


def answers_of(filing: Filing, flat: Flat | None = None) -> tuple[Answers, tuple[Problem, ...]]:
    """Return the typed answers, last year's figures beside them, and what could not be read.

    What the portal itself has of last year goes before what was imported.
    """
    return answers_with(filing, flat or flat_of(filing), past_of(filing))


def answers_with(filing: Filing, flat: Flat, past: Past | None) -> tuple[Answers, tuple[Problem, ...]]:
    """Return the same, for answers and a last year that are at hand."""
    document = document_for(filing.version)
    answers, problems = read_flat(document, flat)
    figures = past.figures(document) if past else {}
    answers = replace(answers, previous={**answers.previous, **figures})
    return answers, (*problems, *missing_units(filing), *transfer_problems(filing, answers))


def sheet_of(filing: Filing, flat: Flat | None = None) -> Sheet:
    """Return the filing scored and checked as the filer has filled it."""
    answers, problems = answers_of(filing, flat)
    sheet = assess(program_for(filing.version), answers)
    return replace(sheet, problems=problems + sheet.problems)


def verified_flat_of(filing: Filing, flat: Flat | None = None) -> Flat:
    """Return the filer's answers with the corrections that hold laid over them."""
    return overlaid(flat or flat_of(filing), corrections_of(filing))


def verified_sheet_of(filing: Filing, flat: Flat | None = None) -> Sheet:
    """Return the filing scored with the reviewer's corrections."""
    return sheet_of(filing, verified_flat_of(filing, flat))


def overlaid(flat: Flat, corrections: Iterable[Correction]) -> Flat:
    """Return the flat answers with the corrected places replaced."""
    answers, narratives = dict(flat.answers), dict(flat.narratives)
    sources = dict(flat.narrative_sources)
    rows = {table: list(found) for table, found in flat.rows.items()}
    settled: dict[str, Settled] = {}
    for correction in corrections:
        address = addresses.parse(correction.address)
        given = Given(correction.value, correction.status, BY_REVIEWER)
        if isinstance(address, Problem):
            continue
        if line := settled_line(address):
            settled[line] = Settled(correction.value, correction.reason)
            continue
        if address.kind == "row":
            table, key, column = address.path
            rows[table] = [
                FlatRow(row.key, {**row.cells, column: given}) if row.key == key else row
                for row in rows.get(table, [])
            ]
        elif address.kind == "chapter":
            narratives[address.path[0]] = given.text
            sources[address.path[0]] = given.source
        else:
            answers[correction.address] = given
    laid = replace(
        flat,
        answers=answers,
        rows={table: tuple(found) for table, found in rows.items()},
        narratives=narratives,
        narrative_sources=sources,
    )
    if not settled:
        return laid
    return Reviewed(**{one.name: getattr(laid, one.name) for one in fields(Flat)}, settled=settled)


def versions_of(filing: Filing) -> dict[str, int]:
    """Return address -> version of everything stored; a page sends them back with what is typed. Three queries."""
    versions = dict(filing.answers.values_list("key", "version"))
    for row in filing.table_rows.filter(deleted_at__isnull=True):
        versions[addresses.cell(row.table, row.key)] = row.version
        for column, cell in row.cells.items():
            versions[addresses.cell(row.table, row.key, column)] = cell["version"]
    for chapter, version in filing.narratives.values_list("chapter", "version"):
        versions[addresses.chapter(chapter)] = version
    return versions


def changes_of(filing: Filing, since_revision: int) -> list[Change]:
    """Return the changes of content after a revision, oldest first, with who made them."""
    return list(filing.changes.filter(revision__gt=since_revision).select_related("by"))
