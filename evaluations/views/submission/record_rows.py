"""Events and changes in words: what was done, where, from what to what, by whom and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from json import JSONDecodeError, loads

from evaluations.models import Change, Event, Filing, Snapshot
from evaluations.selectors.records import Entry
from evaluations.selectors.snapshots import frozen
from evaluations.selectors.stages import stage_of
from evaluations.selectors.timeline import act_name, actor_of
from evaluations.views.event_values import said
from evaluations.views.filing.content import cell_given
from evaluations.views.filing.texts import narrative_text
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for

NOT_APPLICABLE = "na"
EMPTY, NO_FILE = "未填", "没有"
LONGEST = 120
DETAILS = {
    "who": "审核人",
    "starts": "自",
    "ends": "至",
    "number": "编号",
    "place": "位置",
    "file": "文件",
    "reason": "原因",
    "words": "附言",
    "due": "重报期限",
    "web_address": "网址",
    "day": "日期",
    "document": "依据文号",
    "verdict": "结论",
    "copies": "份数",
    "figures_moved": "改动",
}
"""What an event tells besides its name."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """`old` and `new` are '' for an event; `address` leads to the record of that place alone."""

    at: datetime
    actor: str
    title: str
    detail: str = ""
    old: str = ""
    new: str = ""
    source: str = ""
    address: str = ""
    stage: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    """What places are called; rows by the text of their title column, removed ones too."""

    document: Document
    row_titles: Mapping[tuple[str, str], str]

    def title(self, where: str) -> str:
        """Return what an address is called."""
        address = addresses.parse(where)
        if isinstance(address, Problem):
            return where
        title = desk_of(self.document).title_of(address)
        return f"{self._row(address)} {title}".strip() if address.kind == "row" else title

    def _row(self, address: Address) -> str:
        table, key = address.path[0], address.path[1]
        found = desk_of(self.document).table(table)
        name = table if isinstance(found, Problem) else found.title
        fixed = not isinstance(found, Problem) and key in found.fixed
        return f"{name} · {key if fixed else self.row_titles.get((table, key), '未命名的行')}"


def places_in(filing: Filing) -> Places:
    """Return the names of a filing's places. One query."""
    document = document_for(filing.version)
    titles = {table.id: table.row_title for table in document.tables}
    rows = filing.table_rows.values_list("table", "key", "cells")
    named = {
        (table, key): str(cells.get(titles.get(table, ""), {}).get("text", "")) for table, key, cells in rows
    }
    return Places(document, {place: title for place, title in named.items() if title})


def places_as_sent(filing: Filing, sent: Snapshot | None) -> Places:
    """Return the names that a filing's places had in a submission, and those of rows removed before it. One query."""
    document = document_for(filing.version)
    if sent is None:
        return Places(document, {})
    titles = {table.id: table.row_title for table in document.tables}
    named: dict[tuple[str, str], str] = {
        (table, key): str(cells.get(titles.get(table, ""), {}).get("text", ""))
        for table, key, cells in filing.table_rows.filter(deleted_at__lte=sent.at).values_list(
            "table", "key", "cells"
        )
    }
    for table, rows in frozen(sent).flat.rows.items():
        named |= {(table, row.key): cell_given(row, titles.get(table, "")).text for row in rows}
    return Places(document, {place: title for place, title in named.items() if title})


def rows_of(places: Places, filing: Filing, entries: Iterable[Entry]) -> list[RecordRow]:
    """Return entries in words, in their order."""
    return [_event(one) if isinstance(one, Event) else _change(filing, places, one) for one in entries]


def _event(event: Event) -> RecordRow:
    told = [f"{label} {said(event.data[name])}" for name, label in DETAILS.items() if event.data.get(name)]
    return RecordRow(event.at, actor_of(event), act_name(event.action), "；".join(told))


def _change(filing: Filing, places: Places, change: Change) -> RecordRow:
    stage = stage_of(filing.version, change.address)
    whole = _whole_row(places, change)
    nothing = NO_FILE if change.address.startswith("file:") else EMPTY
    return RecordRow(
        at=change.at,
        actor=str(change.by),
        title=whole or places.title(change.address),
        old="" if whole else _said(change.old, change.old_status, nothing),
        new="" if whole else _said(change.new, change.new_status, nothing),
        source=change.source,
        address=change.address,
        stage=0 if stage is None else stage + 1,
    )


def _whole_row(places: Places, change: Change) -> str:
    """Return the sentence of a change that is about a row as such, or about the order of rows; else ''."""
    address = addresses.parse(change.address)
    if isinstance(address, Problem):
        return ""
    if address.kind == "table" and _is_json(change.new, list):
        return f"{places.title(change.address)} 调整次序"
    if address.kind != "row" or len(address.path) != 2:
        return ""
    row = places._row(address)  # noqa: SLF001 - of this module
    return f"{row} {'删除' if not change.new else '增加'}"


def _is_json(text: str, kind: type) -> bool:
    try:
        return isinstance(loads(text), kind)
    except JSONDecodeError:
        return False


def _said(text: str, status: str, nothing: str) -> str:
    if status == NOT_APPLICABLE:
        return f"无此事项：{text}"
    return _short(narrative_text(text)) if text else nothing


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
