"""The files that prove a filing: as they stand now, and as they were sent; and the places that a file can prove."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from evaluations.access import Person, decide
from evaluations.models import Evidence, Filing, Snapshot
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring.address import EVIDENCE, Address
from rubrics.scoring.index import walk
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.reading.desks import Desk, desk_of
from rubrics.scoring.rules import OwnRule
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for

from .own_tables import NAME
from .snapshots import Frozen, frozen, latest_snapshot
from .stages import stage_heads
from .unit_places import hidden_in

NAMELESS = "未命名的指标"


@dataclass(frozen=True, slots=True)
class File:
    """A file with what it proves: pairs of address and pages ('' for the whole file)."""

    key: str
    name: str
    kind: str
    size: int
    sha: str
    by: str
    at: datetime
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Files:
    """`current` says whether these are the files as they stand, not those that were sent last."""

    found: tuple[File, ...]
    current: bool

    def at(self, address: str) -> tuple[tuple[File, str], ...]:
        """Return the files that prove a place, with their pages."""
        return tuple((file, pages) for file in self.found for where, pages in file.places if where == address)

    def named(self, key: str) -> File | None:
        """Return the file of a key, None when there is none."""
        return next((file for file in self.found if file.key == key), None)


def files_now(filing: Filing) -> tuple[File, ...]:
    """Return the files of a filing as they stand, in the order in which they came. Two queries."""
    kept = filing.evidence.filter(removed_at__isnull=True).select_related("by").prefetch_related("links")
    return tuple(_file(one) for one in kept)


def files_sent(snapshot: Snapshot) -> tuple[File, ...]:
    """Return the files that were sent with a snapshot."""
    return files_in(frozen(snapshot))


def files_in(kept: Frozen) -> tuple[File, ...]:
    """Return the files that a snapshot froze."""
    return tuple(File(**{**one, "at": datetime.fromisoformat(one["at"])}) for one in kept.evidence)


def files_for(user: Person, filing: Filing) -> Files:
    """Return what a person who may see the filing may see of its files: the bureau only what was sent."""
    if decide(user, filing, Action.READ_CONTENT).ok:
        return Files(files_now(filing), current=True)
    sent = latest_snapshot(filing, Snapshot.Purpose.SUBMISSION)
    return Files(files_sent(sent) if sent else (), current=False)


def frozen_files(filing: Filing) -> tuple[dict[str, object], ...]:
    """Return the files of a filing as a snapshot keeps them."""
    return tuple(
        {name: getattr(one, name) for name in File.__slots__} | {"at": one.at.isoformat()}
        for one in files_now(filing)
    )


def was_sent(evidence: Evidence) -> bool:
    """Whether a file stands in any snapshot of its filing. One query."""
    return evidence.filing.snapshots.filter(content__contains=evidence.key).exists()


def _file(one: Evidence) -> File:
    places = tuple((link.address, link.pages) for link in one.links.all())
    return File(one.key, one.name, one.kind, one.size, one.sha, str(one.by), one.at, places)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a file can prove; `stage` counts from 1, 0 for a paper that is asked for as such."""

    address: str
    title: str
    stage: int


def places_of(filing: Filing) -> tuple[Place, ...]:
    """Return every place of a filing that a file can prove: papers asked for first, then stage by stage."""
    document = document_for(filing.version)
    asked = [Place(addresses.attachment(one.title), one.title, 0) for one in document.attachments]
    own, names, hidden = own_rules(document), names_of_own(filing), hidden_in(document, filing)
    found: dict[int, list[Place]] = defaultdict(list)
    for head, stage in stage_heads(filing.version).items():
        for where in () if head in hidden else _inside(document, head, own, names):
            title = title_of(document, where, names)
            if title:
                found[stage].append(Place(where, title, stage + 1))
    return (*asked, *(place for stage in sorted(found) for place in found[stage]))


def title_of(document: Document, where: str, names: Mapping[str, str] | None = None) -> str:
    """Return what a place is called that a file can prove, '' for any other. `names`: see `names_of_own`."""
    address = addresses.parse(where)
    if isinstance(address, Problem) or str(address) != where:
        return ""
    desk = desk_of(document)
    match address.kind:
        case "attachment":
            known = any(one.title == address.path[0] for one in document.attachments)
            return address.path[0] if known else ""
        case "fig" | "chapter":
            field = desk.field_at(address)
            return "" if address.block or isinstance(field, Problem) or field.given else field.title
        case "table":
            table = desk.table(address.path[0])
            return "" if isinstance(table, Problem) else table.title
        case "line" | "row" if address.path[-1] == EVIDENCE:
            own = address.kind == "row"
            return _title_of_own(document, address, names or {}) if own else _title_of_line(desk, address)
    return ""


def own_rules(document: Document) -> dict[str, OwnRule]:
    """Return the rows of the tree that hold own indicators, each with its rule."""
    return {one.id: one.rule for one in walk(document.criteria) if isinstance(one.rule, OwnRule)}


def names_of_own(filing: Filing) -> dict[str, str]:
    """Return the address of the 佐证 of every own indicator -> its name, given ones first. One query at most."""
    rules = own_rules(document_for(filing.version))
    if not rules:
        return {}
    names = {
        addresses.cell(table, one.name, EVIDENCE): one.name
        for table, rule in rules.items()
        for one in rule.given
    }
    rows = filing.table_rows.filter(table__in=rules, deleted_at__isnull=True).order_by("table", "position")
    for row in rows:
        where = addresses.cell(row.table, row.key, EVIDENCE)
        names.setdefault(where, str(row.cells.get(NAME, {}).get("text", "")) or NAMELESS)
    return names


def own_names_in(document: Document, flat: Flat) -> dict[str, str]:
    """Return the same for what a snapshot froze."""
    return {
        addresses.cell(table, row.key, EVIDENCE): row.cells[NAME].text
        for table in own_rules(document)
        for row in flat.rows.get(table, ())
        if NAME in row.cells
    }


def place_at(document: Document, where: str) -> str:
    """Return the place that a file can prove for an address of the document: of a row of the tree its 佐证."""
    for one in (where, where.replace("line:", "table:", 1), f"{where}/{EVIDENCE}"):
        if title_of(document, one):
            return one
    return ""


def proved_by(document: Document, where: str) -> tuple[str, ...]:
    """Return the places that a paper proves which is always asked for; none for any other place."""
    for one in document.attachments:
        if addresses.attachment(one.title) == where:
            found = (place_at(document, place) for place in one.places)
            return tuple(dict.fromkeys(place for place in found if place))
    return ()


def _title_of_line(desk: Desk, address: Address) -> str:
    if isinstance(desk.field_at(address), Problem):
        return ""
    return desk.title_of(address).removesuffix(f"的{EVIDENCE}")


def _title_of_own(document: Document, address: Address, names: Mapping[str, str]) -> str:
    """Return what the 佐证 of an own indicator is called, '' for a cell of any other table."""
    rule = own_rules(document).get(address.path[0])
    if rule is None or len(address.path) != 3:
        return ""
    criterion = next(one for one in walk(document.criteria) if one.id == address.path[0])
    given = address.path[1] if any(one.name == address.path[1] for one in rule.given) else NAMELESS
    return f"{criterion.title} · {names.get(str(address), given)}"


def _inside(document: Document, head: str, own: Collection[str], names: Iterable[str]) -> Iterable[str]:
    """Return the places under one head of a stage: a row of the tree has its own and those of its statements."""
    if not head.startswith("line:"):
        return (head,)
    address = addresses.parse(head)
    if isinstance(address, Problem):
        return ()
    criterion = next(one for one in walk(document.criteria) if one.id == address.path[0])
    if criterion.id in own:
        rows = f"row:{addresses.table(criterion.id).removeprefix('table:')}/"
        return (addresses.table(criterion.id), *(where for where in names if where.startswith(rows)))
    proved = [item.id for item in getattr(criterion.rule, "items", ()) if getattr(item, "evidence", False)]
    return (
        addresses.line(criterion.id, EVIDENCE),
        *(addresses.line(criterion.id, item, EVIDENCE) for item in proved),
    )
