"""Whether 问题整改台账 is as the history vouches for: its items, what was said of each, the files that came with it."""

from collections.abc import Iterator

from evaluations.models import Event, RectificationEntry, RectificationFile, RectificationItem
from evaluations.rectifying import ItemAct, ItemState
from evaluations.telling import LISTED

from .vouching import ROW, ROWS, History, Kept, Told, differing, digest_of, said_by

ACTS = tuple(act.value for act in ItemAct)


def broken_items(history: History) -> Iterator[str]:
    """Tell what is missing or another than the event of its act says."""
    yield from differing(_told_of_items(history), _items())
    yield from differing(_told_of_entries(history), _entries())
    yield from differing(_told_of_files(history), _files())


def item_said(item: RectificationItem) -> str:
    """Return the digest of what an item was listed with, for the event to vouch for."""
    until = item.until.isoformat() if item.until else ""
    return digest_of(item.source, item.problem, item.measures, item.office, until)


def entry_said(entry: RectificationEntry) -> str:
    """Return the digest of what was said of an item and of the files that came with it, likewise."""
    files = [[file.name, file.kind, file.size] for file in entry.files.all()]
    return digest_of(entry.seq, entry.text, files)


def _told_of_items(history: History) -> Iterator[Told]:
    """Yield every item that was listed, with where the last act on it left it."""
    told: dict[tuple[int | None, int], tuple[Event, dict[str, object]]] = {}
    count: dict[int | None, int] = {}
    for event in history.of(LISTED, *ACTS):
        data, filing = event.data, event.filing_id
        if event.action != LISTED:
            known, says = told.get((filing, data["item_number"]), (event, {}))
            says |= {"state": data["item_to"], "version": _version(says) + 1, "closed_at": _closed(event)}
            told[filing, data["item_number"]] = known, says
            continue
        first = count.get(filing, 0) + 1
        count[filing] = first + data["listed"] - 1
        for number in range(first, first + data["listed"]):
            rows = data.get(ROWS, {})
            says = {"state": ItemState.TO_MEND.value, "version": 1, "closed_at": None, "at": event.at}
            told[filing, number] = event, says | ({ROW: rows[str(number)]} if str(number) in rows else {})
    yield from (Told(event, key, says) for key, (event, says) in told.items())


def _version(says: dict[str, object]) -> int:
    return int(str(says.get("version", 0)))


def _closed(event: Event) -> object:
    return event.at if event.data["item_to"] == ItemState.CLOSED else None


def _items() -> Iterator[Kept]:
    for one in RectificationItem.objects.all():
        says = {"state": one.state, "version": one.version, "closed_at": one.closed_at, "at": one.at}
        yield Kept((one.filing_id, one.number), says | {ROW: item_said(one)}, _label(one))


def _told_of_entries(history: History) -> Iterator[Told]:
    counts: dict[int, int] = {}
    for event in history.of(*ACTS):
        item = event.data["item"]
        nth = counts[item] = counts.get(item, 0) + 1
        yield Told(event, (item, nth), said_by(event, ROW) | {"act": event.action})


def _entries() -> Iterator[Kept]:
    for one in RectificationEntry.objects.select_related("item").prefetch_related("files"):
        says = {"act": one.act, ROW: entry_said(one), "by": one.by_id, "at": one.at}
        yield Kept((one.item_id, one.seq), says, _label(one.item))


def _told_of_files(history: History) -> Iterator[Told]:
    for event in history.of(*ACTS):
        if "file_key" in event.data:
            yield Told(event, (event.data["item"], event.data["file_key"]), {"sha": event.data["file_sha"]})


def _files() -> Iterator[Kept]:
    for one in RectificationFile.objects.select_related("entry__item"):
        yield Kept((one.entry.item_id, one.key), {"sha": one.sha}, _label(one.entry.item))


def _label(item: RectificationItem) -> str:
    return f"filing/{item.filing_id} 整改事项 {item.number}"
