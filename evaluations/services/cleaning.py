"""From typed text to what may be stored: the document's parsers decide, a refusal is a located problem."""

from dataclasses import dataclass, field

from evaluations.models import Filing, Status, TableRow
from rubrics.scoring.address import Address
from rubrics.scoring.index import field_address, walk
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import Given, clean_as
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.rules import OwnRule
from rubrics.scoring.types import Document, Field
from rubrics.scoring.units import Unit, unit_of
from rubrics.scoring.values import Parsed

from .results import Typed

GONE = Problem("", "这一行已经删除", "请刷新页面；需要这一行的，请重新增加")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text in normal form, and what to tell the person who typed it."""

    text: str
    notice: str = ""


@dataclass(slots=True)
class Cleaner:
    """Cleans the texts of one save; what it needs of a table, its unit and its rows, is looked up once."""

    filing: Filing
    document: Document
    units: dict[str, Unit | None] = field(default_factory=dict)
    given_rows: dict[str, frozenset[str]] = field(default_factory=dict)
    columns: dict[tuple[str, str], Field] = field(default_factory=dict)
    """Table and column -> what may be typed there: looked up once for all rows of a file."""

    def clean(self, address: Address, typed: Typed) -> Cleaned | Problem:
        """Return the normal form of a typed text. An empty one is 未填 and needs no parser, but a known address."""
        refusal = self._refused(address)
        if refusal:
            return refusal
        text = typed.text.strip()
        if not text and typed.status != Status.NOT_APPLICABLE.value:
            return Cleaned("")
        if address.kind == "table" and typed.status != Status.NOT_APPLICABLE.value:
            return Problem(str(address), "整张表只能填“无此事项”", "请勾选“无此事项”并写明原因，或逐行填写")
        given = Given(text, typed.status, typed.source)
        slot = self._slot(address)
        if isinstance(slot, Problem):
            return slot
        outcome = clean_as(self.document, slot, str(address), given, unit=self._unit(address))
        if isinstance(outcome, Parsed):
            return Cleaned(outcome.text, outcome.notice)
        return outcome

    def _slot(self, address: Address) -> Field | Problem:
        """Return what may be typed at an address; in which row a cell stands makes no difference to that."""
        if address.kind != "row" or len(address.path) < 3:
            return desk_of(self.document).field_at(address)
        column = address.path[0], address.path[2]
        if column not in self.columns:
            slot = desk_of(self.document).field_at(address)
            if isinstance(slot, Problem):
                return slot
            self.columns[column] = slot
        return self.columns[column]

    def _refused(self, address: Address) -> Problem | None:
        """Return what is wrong with writing to an address at all: an input has one, and a given one has none."""
        if address.kind not in {"fig", "chapter"}:
            return None
        field = next((field for field in self.document.inputs if field.id == address.path[0]), None)
        if field is not None and field.given:
            return Problem(str(address), "这一项由系统带入，不能填写", "有误的，请联系系统管理员核对部门信息")
        if field is not None and str(address) != field_address(field):
            return Problem(str(address), "地址与这一项不符", "请刷新页面后重新填写")
        return None

    def row_problem(self, row: TableRow | None, address: Address) -> Problem | None:
        """Say what stands against writing into a row: it was removed, or it is not one of a table's given rows."""
        if row is not None:
            return None if row.deleted_at is None else Problem(str(address), GONE.what, GONE.todo)
        if address.path[1] in self._given_rows(address.path[0]):
            return None
        return Problem(str(address), GONE.what, GONE.todo)

    def _given_rows(self, name: str) -> frozenset[str]:
        """Return the keys of the rows that a table has without anybody adding them."""
        if name not in self.given_rows:
            self.given_rows[name] = self._keys_of(name)
        return self.given_rows[name]

    def _keys_of(self, name: str) -> frozenset[str]:
        table = next((table for table in self.document.tables if table.id == name), None)
        if table is None:
            return _given_indicators(self.document, name)
        if not table.rows_from:
            return frozenset(table.fixed)
        source = table.rows_from.partition(".")[0]
        rows = self.filing.table_rows.filter(table=source, deleted_at__isnull=True)
        return frozenset(rows.values_list("key", flat=True))

    def _unit(self, address: Address) -> Unit | None:
        """Return the unit chosen for the table of a cell, None where the document fixes it."""
        if address.kind != "row":
            return None
        name = address.path[0]
        if name not in self.units:
            self.units[name] = self._chosen_unit(name)
        return self.units[name]

    def _chosen_unit(self, name: str) -> Unit | None:
        table = next((table for table in self.document.tables if table.id == name), None)
        if table is None or not table.unit_from:
            return None
        chosen = self.filing.answers.filter(key=f"fig:{table.unit_from}").first()
        return unit_of(chosen.value, self.document.nouns) if chosen and chosen.value else None


def _given_indicators(document: Document, name: str) -> frozenset[str]:
    """Return the own indicators that the document gives every department; their keys are their names."""
    rule = next((one.rule for one in walk(document.criteria) if one.id == name), None)
    return frozenset(one.name for one in rule.given) if isinstance(rule, OwnRule) else frozenset()
