"""remedies: the tables where a department writes why points were lost and what it does about it."""

from collections.abc import Iterator

from rubrics.scoring.characters import excerpt
from rubrics.scoring.index import walk
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Document, FieldType, RemedyTables, Table

from .located import Located, problem_at
from .reader import Reader
from .shapes import Keys, members, said

NAMES = ("table", "line", "problem", "measures", "measure", "answers")
FOLLOWED = ("office", "until")
"""What the ledger of problems shows beside a measure, where the document has it."""
KEYS = Keys(NAMES, FOLLOWED)
COLUMNS = {
    "table": {"line": FieldType.CHOICE, "problem": FieldType.TEXT},
    "measures": {
        "measure": FieldType.TEXT,
        "answers": FieldType.TEXT,
        "office": FieldType.TEXT,
        "until": FieldType.DATE,
    },
}


def read_remedies(reader: Reader, node: Located) -> RemedyTables:
    """Return what the document says of problems and measures; names are looked at once everything is read."""
    found = members(reader, node, KEYS)
    return RemedyTables(*(said(reader, found, name) for name in (*NAMES, *FOLLOWED)))


def check_remedies(node: Located | None, document: Document) -> Iterator[Problem]:
    """Yield every name that leads nowhere, or to something of another kind."""
    if node is None or document.remedies is None:
        return
    for key, columns in COLUMNS.items():
        name = getattr(document.remedies, key)
        table = next((one for one in document.tables if one.id == name and not one.fixed), None)
        if table is None:
            yield _problem(node, key, f"没有叫“{excerpt(name)}”、由填报人加行的表")
            continue
        for column, kind in columns.items():
            if column in FOLLOWED and node.child(column) is None:
                continue
            yield from _column(node, document, table, column, kind)


def _column(node: Located, document: Document, table: Table, key: str, kind: FieldType) -> Iterator[Problem]:
    name = getattr(document.remedies, key)
    column = table.column(name)
    if column is None or column.type is not kind:
        yield _problem(node, key, f"“{table.id}”没有叫“{excerpt(name)}”的 {kind.value} 列")
        return
    scored = [one.id for one in walk(document.criteria) if one.rule is not None]
    lacking = [one for one in scored if one not in column.options] if kind is FieldType.CHOICE else []
    if lacking:
        yield _problem(node, key, f"“{column.id}”的选项里没有指标“{excerpt(lacking[0])}”")


def _problem(node: Located, key: str, what: str) -> Problem:
    return problem_at(node.child(key) or node, what, "请写本文件里的名称")
