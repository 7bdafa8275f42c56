"""subordinates: the table of a department's units, and which figures are made of theirs."""

from collections.abc import Iterator, Mapping

from rubrics.scoring.characters import excerpt
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Document, Field, FieldType, Table, UnitTable

from .located import Located, problem_at
from .reader import Reader
from .shapes import Keys, entries, members, said, text, texts

KEYS = Keys(("table", "name", "code"), ("included", "amounts", "share", "less", "rows", "only"))
MAPPINGS = ("amounts", "share", "less", "rows")
WORDS = (FieldType.TEXT,)
ADDED = (FieldType.AMOUNT, FieldType.COUNT)


def read_units(reader: Reader, node: Located) -> UnitTable:
    """Return what the document says of units; names are looked at once everything is read."""
    found = members(reader, node, KEYS)
    pairs = {key: _pairs(reader, found[key]) if key in found else {} for key in MAPPINGS}
    return UnitTable(
        said(reader, found, "table"),
        said(reader, found, "name"),
        said(reader, found, "code"),
        said(reader, found, "included"),
        pairs["amounts"],
        pairs["share"],
        pairs["less"],
        pairs["rows"],
        texts(reader, found["only"]) if "only" in found else (),
    )


def _pairs(reader: Reader, node: Located) -> dict[str, str]:
    return {name: text(reader, member) for name, member in entries(reader, node).items()}


def check_units(node: Located | None, document: Document) -> Iterator[Problem]:
    """Yield every name that leads nowhere, or to something of another kind."""
    said = document.units
    if node is None or said is None:
        return
    inputs = {field.id: field for field in document.inputs}
    table = next((one for one in document.tables if one.id == said.table and not one.fixed), None)
    if table is None:
        yield _problem(node, "table", f"没有叫“{excerpt(said.table)}”、由填报人加行的表")
        return
    yield from _columns(node, said, table)
    for key in ("amounts", "share", "less"):
        places = {column.id: column for column in table.columns} if key == "amounts" else inputs
        yield from _figures(node, key, places, inputs, getattr(said, key))
    yield from _rows(node, said, document)
    yield from _only(node, said, inputs)
    yield from _demanded(node, said, inputs, table)


def _only(node: Located, said: UnitTable, inputs: Mapping[str, Field]) -> Iterator[Problem]:
    for name in said.only:
        if name not in inputs:
            yield _problem(node, "only", f"没有叫“{excerpt(name)}”的字段")


def _demanded(node: Located, said: UnitTable, inputs: Mapping[str, Field], table: Table) -> Iterator[Problem]:
    """Yield what everybody must fill although only a department with units sees it."""
    if table.minimum_rows and not table.allow_na:
        yield problem_at(
            node, f"没有所属单位的部门看不到“{table.id}”，不能要求都填", "请写 na: 是，或去掉 minimum"
        )
    for name in said.figures:
        if name in inputs and inputs[name].required is True:
            what = f"没有所属单位的部门看不到“{name}”，不能要求都填"
            yield problem_at(node, what, "请写 required: 否，或写只有所属单位时才成立的条件")


def _rows(node: Located, said: UnitTable, document: Document) -> Iterator[Problem]:
    tables = {one.id: one for one in document.tables if not one.fixed}
    for name, column in said.rows.items():
        found = tables[name].column(column) if name in tables else None
        if found is None or found.type is not FieldType.TEXT:
            yield _problem(node, "rows", f"“{excerpt(name)}”没有叫“{excerpt(column)}”的 text 列")


def _columns(node: Located, said: UnitTable, table: Table) -> Iterator[Problem]:
    wanted = {"name": WORDS, "code": WORDS, "included": (FieldType.YES_NO,)}
    for key, kinds in wanted.items():
        name = getattr(said, key)
        column = table.column(name)
        if name and (column is None or column.type not in kinds):
            yield _problem(node, key, f"“{table.id}”没有叫“{excerpt(name)}”的 {kinds[0].value} 列")


def _figures(
    node: Located,
    key: str,
    places: Mapping[str, Field],
    inputs: Mapping[str, Field],
    pairs: Mapping[str, str],
) -> Iterator[Problem]:
    for name, figure in pairs.items():
        here, there = places.get(name), inputs.get(figure)
        if here is None or here.type not in ADDED:
            yield _problem(node, key, f"没有叫“{excerpt(name)}”的金额或数量")
        elif there is None or there.type is not here.type or there.unit.dimension != here.unit.dimension:
            yield _problem(node, key, f"没有叫“{excerpt(figure)}”、和“{name}”同类的数")


def _problem(node: Located, key: str, what: str) -> Problem:
    return problem_at(node.child(key) or node, what, "请写本文件里的名称")
