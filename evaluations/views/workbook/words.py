"""What is compared, as the page says it: titles of places, texts as printed, who wrote what is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from evaluations.models import Change, Filing
from evaluations.resources.layout import NUMBERS
from evaluations.resources.tables import absence_text
from evaluations.resources.workbook.mine import Added
from evaluations.resources.workbook.plan import unit_chosen
from evaluations.resources.workbook.three_ways import Compared, Difference, Removal, Revival
from evaluations.selectors.at_revision import Held, Words
from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.address import Address
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import NA
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import Document, Field, FieldType, Table
from rubrics.scoring.units import Unit

EMPTY = "未填"
GONE = "已删除"


@dataclass(frozen=True, slots=True)
class Line:
    """One place in words; `choice` is the name of the answer that chooses, '' where nothing is to be chosen."""

    place: str
    title: str
    given: str
    mine: str
    theirs: str
    who: str = ""
    choice: str = ""
    chosen: str = ""
    """What was chosen already, when the page is shown again."""


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row that comes or goes."""

    place: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The page: what is to be chosen, what is taken, rows that come and go."""

    conflicts: tuple[Line, ...]
    changes: tuple[Line, ...]
    added: tuple[RowLine, ...]
    removed: tuple[RowLine, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page says beside the texts: address -> who wrote last there; address -> what was chosen before."""

    writers: Mapping[str, str]
    chosen: Mapping[str, str]


def comparison(document: Document, compared: Compared, now: Held, beside: Beside) -> Comparison:
    """Return what the page prints."""
    wording, writers = _Wording(document, now), beside.writers
    conflicts = [
        *(wording.difference(one, writers) for one in compared.differences if one.conflict),
        *(wording.removal(one, writers) for one in compared.removals if one.conflict),
        *(wording.revival(one, writers) for one in compared.revivals),
    ]
    return Comparison(
        conflicts=tuple(replace(line, chosen=beside.chosen.get(line.choice, "")) for line in conflicts),
        changes=tuple(wording.difference(one, {}) for one in compared.differences if not one.conflict),
        added=tuple(wording.added(one) for one in compared.added),
        removed=tuple(
            RowLine("", wording.title(one.address), one.words)
            for one in compared.removals
            if not one.conflict
        ),
    )


def writers_of(filing: Filing, choices: Iterable[str], since: int) -> dict[str, str]:
    """Return address -> who wrote last there after a revision, and when; for a row, at any of its cells. One query."""
    wanted = set(choices)
    if not wanted:
        return {}
    found: dict[str, str] = {}
    for change in filing.changes.filter(revision__gt=since).select_related("by").order_by("id"):
        row = "/".join(change.address.split("/")[:2])
        for where in {change.address, row} & wanted:
            found[where] = f"{change.by} {_clock(change)}"
    return found


def _clock(change: Change) -> str:
    """Return when a change was made, as the pages write it."""
    return f"{timezone.localtime(change.at):%m-%d %H:%M}"


class _Wording:
    def __init__(self, document: Document, now: Held) -> None:
        self.document, self.now = document, now
        self.desk = desk_of(document)

    def difference(self, one: Difference, writers: Mapping[str, str]) -> Line:
        where = one.address
        return Line(
            place=one.place,
            title=self.title(where),
            given=self._text(where, one.given),
            mine=self._text(where, one.mine),
            theirs=self._text(where, one.theirs),
            who=writers.get(where, ""),
            choice=where if one.conflict else "",
        )

    def removal(self, one: Removal, writers: Mapping[str, str]) -> Line:
        who = writers.get(one.address, "")
        return Line("", self.title(one.address), "", "删去这一行", f"保留：{one.words}", who, one.address)

    def revival(self, one: Revival, writers: Mapping[str, str]) -> Line:
        mine = f"重新加上：{self._row(one.row)}"
        who = writers.get(one.address, "")
        return Line(one.row.place, self.title(one.address), "", mine, GONE, who, one.address)

    def added(self, one: Added) -> RowLine:
        return RowLine(one.place, self._table(one.table).title, self._row(one))

    def title(self, where: str) -> str:
        """Return what people call a place: for a cell its table and the row's name in front."""
        address = addresses.parse(where)
        if isinstance(address, Problem):
            return where
        if address.kind != "row":
            return f"{self.desk.title_of(address)}{self._unit_of(address)}"
        table = self._table(address.path[0])
        name = self._row_name(table, address.path[1])
        column = f" · {self._field(address).title}{self._unit_of(address)}" if len(address.path) > 2 else ""
        return f"{table.title} · {name}{column}"

    def _row_name(self, table: Table, key: str) -> str:
        text = self.now.at(addresses.cell(table.id, key, table.row_title)).text if table.row_title else ""
        return text or (key if table.fixed else "一行")

    def _row(self, one: Added) -> str:
        texts = [
            f"{self._field(Address('row', (one.table, '1', name))).title} "
            + self._text(addresses.cell(one.table, "1", name), words)
            for name, words in one.cells.items()
        ]
        return "；".join(texts) or "空行"

    def _text(self, where: str, words: Words) -> str:
        if words.status == NA:
            return absence_text(words.text)
        address = addresses.parse(where)
        if not words.text or isinstance(address, Problem):
            return words.text or EMPTY
        field = self._field(address)
        if field.type not in NUMBERS:
            return words.text
        unit = self._unit(address)
        parsed = values.parse(field, words.text, unit=unit if field.type is FieldType.AMOUNT else None)
        return words.text if isinstance(parsed, Problem) else parsed.shown

    def _unit_of(self, address: Address) -> str:
        """Return the unit of a number as it stands behind its title."""
        field = self._field(address)
        if field.type not in NUMBERS or field.type is FieldType.PERCENT:
            return ""
        chosen = self._unit(address) if field.type is FieldType.AMOUNT else None
        name = (chosen or field.unit).name
        return f"（{name}）" if name else ""

    def _unit(self, address: Address) -> Unit | None:
        if address.kind != "row":
            return None
        return unit_chosen(self.document, self._table(address.path[0]), self.now)

    def _table(self, name: str) -> Table:
        found = self.desk.table(name)
        return Table(name, ()) if isinstance(found, Problem) else found

    def _field(self, address: Address) -> Field:
        found = self.desk.field_at(address)
        return Field(address.path[-1], FieldType.TEXT) if isinstance(found, Problem) else found
