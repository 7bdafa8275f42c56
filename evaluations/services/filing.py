"""A filing is opened, and its content saved: place by place, each against the version it was based on."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from evaluations.access import Person, decide_opening
from evaluations.models import Change, Cycle, Department, Filing
from evaluations.selectors.cycles import superior_in, waits_for
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for

from . import places
from .cleaning import Cleaned, Cleaner
from .events import record
from .parts import open_parts
from .rectification import list_past
from .results import Conflict, Refused, Saved, SaveResult, Typed
from .standing import whose_said
from .summary import refresh
from .vouching import ROW
from .writing import Writing, begin, end

MOST_PLACES = 20_000


@transaction.atomic
def open_filing(*, actor: Person, cycle: Cycle, department: Department, subject_key: str = "") -> Filing:
    """Begin a department's filing under the version its kind follows; return the one there is, if there is one."""
    existing = Filing.objects.filter(cycle=cycle, department=department, subject_key=subject_key).first()
    if existing:
        return existing
    decision = decide_opening(actor, cycle, department)
    if not decision.ok:
        raise Refused(decision.reason)
    waiting = waits_for(cycle, department)
    if waiting:
        raise Refused(waiting)
    superior = superior_in(cycle, department)
    if superior is not None:
        return _open_as_unit(actor, cycle, department, superior)
    rubric = cycle.rubrics.select_related("version").filter(kind=department.kind).first()
    if rubric is None:
        raise Refused(f"{cycle}没有适用于“{department.kind}”的指标体系。请联系绩效管理员。")
    try:
        with transaction.atomic():
            filing = Filing.objects.create(
                cycle=cycle, department=department, subject_key=subject_key, version=rubric.version
            )
    except IntegrityError:
        return Filing.objects.get(cycle=cycle, department=department, subject_key=subject_key)
    told = {"version": rubric.version_id, ROW: whose_said(filing)}
    record(actor=actor, action=Action.OPEN, filing=filing, data=told)
    refresh(filing)
    open_parts(actor=actor, filing=filing)
    list_past(actor=actor, filing=filing)
    return filing


def _open_as_unit(actor: Person, cycle: Cycle, department: Department, superior: Department) -> Filing:
    """Begin the filing of a unit, which its department sums up; the department begins first."""
    whole = Filing.objects.get(cycle=cycle, department=superior, subject_key="")
    open_parts(actor=actor, filing=whole)
    return Filing.objects.get(cycle=cycle, department=department, subject_key="")


def save_fields(
    *, actor: Person, filing: Filing, values: Mapping[str, Typed], request_key: str = "", scored: bool = True
) -> SaveResult:
    """Store what was typed at any addresses of the filing.

    Each place stands for itself: what is clean and based on the present version is stored, the rest comes back as
    problems (typed text not stored) and conflicts (both texts, who, when). Sent again under the same `request_key`
    nothing happens twice. Without `scored` the summary is left to whoever looks at it next (`selectors.summaries`).
    """
    if len(values) > MOST_PLACES:
        raise Refused(f"一次保存的内容太多，超过 {MOST_PLACES:,} 处。请分几次保存。")
    request = Request(actor, filing, values, request_key, scored)
    try:
        return _save(request, suspicious=False)
    except IntegrityError:
        if not request_key:
            raise
    return _save(request, suspicious=True)


@dataclass(frozen=True, slots=True)
class Request:
    """What `save_fields` was asked for."""

    actor: Person
    filing: Filing
    values: Mapping[str, Typed]
    key: str
    scored: bool


def _save(request: Request, *, suspicious: bool) -> SaveResult:
    """Save in one transaction; raises IntegrityError when a place was changed under this key before."""
    with transaction.atomic():
        writing = begin(
            actor=request.actor, filing=request.filing, action=Action.EDIT, request_key=request.key
        )
        saving = Saving(writing, document_for(writing.filing.version), suspicious)
        saving.take(request.values)
        saving.store()
        if writing.changes:
            end(writing, address_order=list(request.values))
            if request.scored:
                refresh(writing.filing)
        else:
            transaction.set_rollback(True)
    return saving.result()


@dataclass(slots=True)
class Saving:
    """One save: typed texts are sorted into stored ones, conflicts and problems."""

    writing: Writing
    document: Document
    suspicious: bool = False
    """The key was used before: look what it did at every place, not only where the version has moved on."""
    made_before: dict[str, Change] | None = None
    saved: list[Saved] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ready: dict[Address, tuple[places.Stored, Cleaned]] = field(default_factory=dict)
    shelf: places.Shelf = field(init=False)

    def take(self, values: Mapping[str, Typed]) -> None:
        """Clean every text and set it against what is stored."""
        typed_at: dict[Address, Typed] = {}
        for text, typed in values.items():
            address = addresses.parse(text)
            if isinstance(address, Problem):
                self.problems.append(address)
            else:
                typed_at[address] = typed
        self.shelf = places.fetch(self.writing.filing, typed_at)
        cleaner = Cleaner(self.writing.filing, self.document)
        for address, typed in typed_at.items():
            self._take_one(address, typed, cleaner)

    def _take_one(self, address: Address, typed: Typed, cleaner: Cleaner) -> None:
        if address.kind == "row":
            row = self.shelf.rows.get((address.path[0], address.path[1]))
            problem = cleaner.row_problem(row, address)
            if problem:
                self.problems.append(problem)
                return
        cleaned = cleaner.clean(address, typed)
        if isinstance(cleaned, Problem):
            self.problems.append(cleaned)
            return
        stored = self.shelf.at(address)
        moved_on = stored.version != typed.based_on
        before = self._change_of_same_request(address) if moved_on or self.suspicious else None
        if before is not None:
            self._replayed(address, typed, cleaned, before)
        elif (stored.text, stored.status) == (cleaned.text, typed.status) or not (
            stored.version or cleaned.text
        ):
            self._kept(address, stored, cleaned)
        elif moved_on:
            self._clashed(address, typed, stored)
        else:
            new = places.Stored(cleaned.text, typed.status, typed.source, stored.version)
            self.ready[address] = (new, cleaned)

    def store(self) -> None:
        """Write what is ready; a place that somebody else wrote in the meantime becomes a conflict."""
        rows: dict[tuple[str, str], dict[Address, places.Stored]] = defaultdict(dict)
        for address, (new, _) in self.ready.items():
            if address.kind == "row":
                rows[address.path[0], address.path[1]][address] = new
            elif address.kind == "chapter":
                version = places.put_narrative(self.writing, self.shelf, address, new)
                self._written(address, new, version)
            else:
                self._written(address, new, places.put_answer(self.writing, self.shelf, address, new))
        for place, cells in rows.items():
            by_column = {address.path[2]: new for address, new in cells.items()}
            version = places.put_cells(self.writing, self.shelf, place, by_column)
            for address, new in cells.items():
                self._written(address, new, version)

    def result(self) -> SaveResult:
        """Return what happened at every place."""
        return SaveResult(
            tuple(self.saved), tuple(self.conflicts), tuple(self.problems), self.writing.revision
        )

    def _change_of_same_request(self, address: Address) -> Change | None:
        """Return what the same request did at a place when it came before. One query at most for a save."""
        if self.made_before is None:
            key = self.writing.request_key
            made = self.writing.filing.changes.filter(request_key=key) if key else ()
            self.made_before = {change.address: change for change in made}
        return self.made_before.get(str(address))

    def _replayed(self, address: Address, typed: Typed, cleaned: Cleaned, before: Change) -> None:
        if (before.new, before.new_status) == (cleaned.text, typed.status):
            self.saved.append(
                Saved(str(address), before.new, before.new_status, before.version, cleaned.notice)
            )
        else:
            self.problems.append(
                Problem(str(address), "同一次保存送来了两种内容", "请刷新页面，核对后重新填写")
            )

    def _kept(self, address: Address, stored: places.Stored, cleaned: Cleaned) -> None:
        self.saved.append(Saved(str(address), stored.text, stored.status, stored.version, cleaned.notice))

    def _written(self, address: Address, new: places.Stored, version: int | None) -> None:
        old = self.shelf.at(address)
        if version is None:
            now = places.fetch(self.writing.filing, [address]).at(address)
            self._clashed(address, Typed(new.text, new.version, new.status), now)
            return
        self.writing.change(str(address), (old.text, old.status), (new.text, new.status), version, new.source)
        notice = self.ready[address][1].notice
        self.saved.append(Saved(str(address), new.text, new.status, version, notice))

    def _clashed(self, address: Address, typed: Typed, stored: places.Stored) -> None:
        self.conflicts.append(
            Conflict(
                address=str(address),
                mine=typed.text,
                mine_status=typed.status,
                theirs=stored.text,
                theirs_status=stored.status,
                version=stored.version,
                by=str(stored.by or ""),
                by_id=stored.by.pk if stored.by else None,
                at=stored.at or self.writing.now,
            )
        )
