"""transfers: the table of money that moved between departments in mid-year."""

from collections.abc import Iterator

from rubrics.scoring.characters import excerpt
from rubrics.scoring.problems import Problem, Severity
from rubrics.scoring.types import Document, FieldType, TransferTable

from .located import Located, problem_at
from .reader import Reader
from .shapes import Keys, members, one_of, said

NAMES = ("table", "code", "other", "direction", "out", "amount", "counted")
KEYS = Keys(NAMES, ("severity", "words"))
SEVERITIES = {one.value: one for one in Severity}
KINDS = {
    "other": FieldType.TEXT,
    "direction": FieldType.CHOICE,
    "amount": FieldType.AMOUNT,
    "counted": FieldType.YES_NO,
}


def read_transfers(reader: Reader, node: Located) -> TransferTable:
    """Return what the document says of transfers; names are looked at once everything is read."""
    found = members(reader, node, KEYS)
    severity = one_of(reader, found["severity"], SEVERITIES) if "severity" in found else Severity.HINT
    table, code, other, direction, out, amount, counted = (said(reader, found, name) for name in NAMES)
    words = said(reader, found, "words")
    return TransferTable(table, code, other, direction, out, amount, counted, severity, words)


def check_transfers(node: Located | None, document: Document) -> Iterator[Problem]:
    """Yield every name that leads nowhere, or to something of another kind."""
    said = document.transfers
    if node is None or said is None:
        return
    table = next((one for one in document.tables if one.id == said.table and not one.fixed), None)
    if table is None:
        yield _problem(node, "table", f"没有叫“{excerpt(said.table)}”、由填报人加行的表")
        return
    for key, kind in KINDS.items():
        column = table.column(getattr(said, key))
        if column is None or column.type is not kind:
            yield _problem(node, key, f"“{table.id}”没有叫“{excerpt(getattr(said, key))}”的 {kind.value} 列")
        elif key == "direction" and said.out not in column.options:
            yield _problem(node, "out", f"“{column.id}”没有“{excerpt(said.out)}”这个选项")
    words = table.column(said.words) if said.words else None
    if said.words and (words is None or words.type is not FieldType.TEXT):
        yield _problem(node, "words", f"“{table.id}”没有叫“{excerpt(said.words)}”的 text 列")
    if said.severity is Severity.EXPLAIN and not said.words:
        yield problem_at(node.child("severity") or node, "需说明的，要有写原因的列", "请写 words: 列名")


def _problem(node: Located, key: str, what: str) -> Problem:
    return problem_at(node.child(key) or node, what, "请写本文件里的名称")
