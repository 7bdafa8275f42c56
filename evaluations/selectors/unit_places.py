"""What a document asks about units is shown to a department that sums units up, and to nobody else."""

from collections.abc import Callable
from dataclasses import replace

from evaluations.models import Filing, Status
from rubrics.scoring import address as addresses
from rubrics.scoring.index import field_address
from rubrics.scoring.reading.answers import Flat, Given
from rubrics.scoring.types import Document

NO_UNITS = "没有所属单位"
FROM_THE_PORTAL = "系统带入"
"""The source of an answer that nobody types."""


def hidden_places(document: Document, filing: Filing, flat: Flat) -> frozenset[str]:
    """Return the addresses (of figures and tables) that are not for this filing.

    What somebody has filled is never hidden: a place with an answer, or with rows, keeps all of them in sight.
    """
    return hidden_where(document, filing, lambda where: _is_filled(flat, where))


def hidden_where(document: Document, filing: Filing, filled: Callable[[str], bool]) -> frozenset[str]:
    """Return the same for content of another form: `filled` says whether a place has an answer or rows."""
    places = frozenset() if filing.sums_up else places_of_units(document)
    return frozenset() if any(filled(where) for where in places) else places


def hidden_in(document: Document, filing: Filing) -> frozenset[str]:
    """Return the same for what is stored now. At most two queries, none where the document asks nothing of units."""
    places = frozenset() if filing.sums_up else places_of_units(document)
    if not places or document.units is None:
        return frozenset()
    rows = filing.table_rows.filter(table=document.units.table, deleted_at__isnull=True)
    answers = filing.answers.filter(key__in=places).exclude(status=Status.NOT_APPLICABLE).exclude(value="")
    return frozenset() if rows.exists() or answers.exists() else places


def places_of_units(document: Document) -> frozenset[str]:
    """Return the addresses of the table of units and of the figures that belong to it."""
    said = document.units
    if said is None:
        return frozenset()
    inputs = (field_address(field) for field in document.inputs if field.id in said.figures)
    return frozenset((addresses.table(said.table), *inputs))


def without_units(document: Document, filing: Filing, flat: Flat) -> Flat:
    """Return the content with 无此事项 at the table of units of a filing that is not asked for any."""
    said = document.units
    table = next((one for one in document.tables if said and one.id == said.table), None)
    if table is None or not table.allow_na or not hidden_places(document, filing, flat):
        return flat
    absent = Given(NO_UNITS, Status.NOT_APPLICABLE.value, FROM_THE_PORTAL)
    return replace(flat, answers={addresses.table(table.id): absent, **flat.answers})


def _is_filled(flat: Flat, where: str) -> bool:
    kind, _, name = where.partition(":")
    if kind == "table":
        return any(not row.blank for row in flat.rows.get(name, ()))
    given = flat.answers.get(where)
    return name in flat.narratives or (given is not None and given.status != Status.NOT_APPLICABLE)
