"""问题整改台账: what an approved filing leaves to be mended, and who may see and do what about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from evaluations.access import Person, assignments_of, departments_of, memberships_of
from evaluations.finish import approved
from evaluations.models import (
    Assignment,
    Comment,
    CommentEntry,
    Cycle,
    Filing,
    RectificationEntry,
    RectificationFile,
    RectificationItem,
)
from evaluations.rectifying import OPEN, ItemAct, ItemState, may
from evaluations.workflow import FINISHED, OWN, Decision, Role
from rubrics.scoring import address as addresses
from rubrics.scoring.reading.answers import FlatRow, Given
from rubrics.scoring.types import RemedyTables

from .snapshots import frozen

NOTHING = Given("")


@dataclass(frozen=True, slots=True)
class Left:
    """A problem that an approved filing leaves."""

    source: str
    problem: str
    measures: str = ""
    office: str = ""
    until: date | None = None


def left_by(filing: Filing) -> list[Left]:
    """Return what an approved filing leaves to be mended: its own problems, then the opinions marked at approval."""
    snapshot = approved(filing)
    if snapshot is None or filing.state not in FINISHED:
        return []
    kept = frozen(snapshot)
    said = kept.document.remedies
    problems = [] if said is None else list(_problems(said, kept.flat.rows))
    return problems + list(_opinions(filing))


def _problems(said: RemedyTables, rows: Mapping[str, tuple[FlatRow, ...]]) -> Iterator[Left]:
    measures = rows.get(said.measures, ())
    for row in rows.get(said.table, ()):
        title = _text(row, said.problem)
        if not title:
            continue
        against = [one for one in measures if _text(one, said.answers) == title]
        offices = dict.fromkeys(filter(None, (_text(one, said.office) for one in against)))
        days = [day for one in against if (day := _day(_text(one, said.until))) is not None]
        yield Left(
            source=str(addresses.Address("row", (said.table, row.key))),
            problem=title,
            measures="\n".join(filter(None, (_text(one, said.measure) for one in against))),
            office="、".join(offices)[:200],
            until=max(days, default=None),
        )


def _opinions(filing: Filing) -> Iterator[Left]:
    marked = filing.comments.filter(follow_up=True).prefetch_related("entries")
    for comment in marked:
        yield Left(source=f"comment/{comment.number}", problem=opinion_of(comment))


def opinion_of(comment: Comment) -> str:
    """Return the last thing that a comment asked for; its entries are fetched already."""
    asked = (CommentEntry.Kind.OPINION, CommentEntry.Kind.MEND_FURTHER)
    return [entry.text for entry in comment.entries.all() if entry.kind in asked][-1]


def _text(row: FlatRow, column: str) -> str:
    return row.cells.get(column, NOTHING).text.strip() if column else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def filing_before(filing: Filing) -> Filing | None:
    """Return the same department's formal filing of the year before, None where there is none."""
    return Filing.objects.filter(
        department=filing.department_id,
        subject_key="",
        part_of=None,
        cycle__year=filing.cycle.year - 1,
        cycle__place=filing.cycle.place,
        cycle__mode=Cycle.Mode.FORMAL,
    ).first()


def visible_items(user: Person) -> QuerySet[RectificationItem]:
    """Return the items that a person may know of: of his departments, of those he reviews, or all for the admin."""
    held = frozenset(memberships_of(user).values_list("role", flat=True))
    items = RectificationItem.objects.select_related("filing__department", "filing__cycle")
    if Role.RUBRIC_ADMIN in held:
        return items
    mine = Q(filing__department__in=departments_of(user).values("pk"))
    if Role.REVIEWER in held:
        mine |= Q(Exists(_assigned(user)))
    return items.filter(mine)


def _assigned(user: Person) -> QuerySet[Assignment]:
    """Return what a person reviews of an item's department: in the cycle that it comes from, or in one that is open."""
    when = Q(cycle=OuterRef("filing__cycle")) | Q(cycle__closed_at__isnull=True)
    return assignments_of(user).filter(when, department=OuterRef("filing__department"))


def item_for(user: Person, item_id: int) -> RectificationItem:
    """Return an item for a person who may know of it; Http404 for anybody else, as for one that never was."""
    item = visible_items(user).filter(pk=item_id).first()
    if item is None:
        raise Http404
    return item


def roles_on_item(user: Person, item: RectificationItem) -> frozenset[Role]:
    """Return what a person is to an item, by what holds today."""
    roles = set()
    for membership in memberships_of(user):
        role = Role(membership.role)
        if role in OWN and membership.department_id != item.filing.department_id:
            continue
        if role is Role.REVIEWER and not _reviews(user, item):
            continue
        roles.add(role)
    return frozenset(roles)


def _reviews(user: Person, item: RectificationItem) -> bool:
    return RectificationItem.objects.filter(Exists(_assigned(user)), pk=item.pk).exists()


def decide_item(user: Person, item: RectificationItem, act: ItemAct, *, offered: bool = False) -> Decision:
    """Say whether a person may act on an item now, and if not why; `offered`: a file comes with the act."""
    roles = roles_on_item(user, item)
    proven = offered or RectificationFile.objects.filter(entry__item=item).exists()
    return may(act, ItemState(item.state), roles, own_department=bool(roles & OWN), proven=proven)


def entries_of(item: RectificationItem) -> list[RectificationEntry]:
    """Return what was said and done, latest first, with the files. Two queries."""
    files = Prefetch("files", RectificationFile.objects.order_by("pk"))
    return list(item.entries.select_related("by").prefetch_related(files).order_by("-seq"))


def file_of(item: RectificationItem, key: str) -> RectificationFile | None:
    """Return a file of an item by its name in the store."""
    files = RectificationFile.objects.filter(entry__item=item)
    return next((file for file in files if file.key == key), None)


def open_items(user: Person) -> list[RectificationItem]:
    """Return the open items of a person's own departments, the most urgent first. One query."""
    items = RectificationItem.objects.select_related("filing__department", "filing__cycle")
    held = items.filter(filing__department__in=departments_of(user).values("pk"), state__in=OPEN)
    return list(held.order_by(F("until").asc(nulls_last=True), "filing_id", "number"))


def is_overdue(item: RectificationItem) -> bool:
    """Whether an item is with the department and its time is over."""
    return (
        item.until is not None
        and item.until < timezone.localdate()
        and item.state in OPEN - {ItemState.REPORTED}
    )
