"""The bureau's figures are taken in: planned, shown, and stored as planned. No answer of a filing is ever touched."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Cycle, Department, PendingImport, Preset, canonical
from evaluations.selectors.presets import departments_under, in_hand
from rubrics.models import RubricVersion
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import Field
from rubrics.selectors.programs import document_for

from .events import record
from .imports import use
from .preset_rows import CODE, DAY, SOURCE, Rows, department_refusal, rows_of
from .registering import ADDED, CHANGED, DONE, SAME, Listed, Outcome
from .results import Refused

MOVED = "您上传以后，这里的数又有改动。请重新上传文件，核对新的预览后再确认。"
CLOSED = "这个任务已经结束，不能再导入。"
ACTS = {
    Preset.Kind.BUREAU: "import_presets",
    Preset.Kind.PREVIOUS: "import_previous",
    Preset.Kind.TARGETS: "import_targets",
}
MOVED_ACT = "preset_moved"


@dataclass(frozen=True, slots=True)
class Holding:
    """What is imported for whom: figures of one kind for the departments of a cycle that follow a version."""

    cycle: Cycle
    version: RubricVersion
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one figure: `old` is '' for a new one; the stored preset is None then."""

    number: int
    department: Department
    column: str
    """The column of the file that it stands in."""
    key: str
    old: str
    new: str
    act: str
    source: str
    day: str
    stored: Preset | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. `digest` is the same as long as the same file would do the same."""

    outcomes: tuple[Outcome, ...]
    steps: tuple[Step, ...]

    @property
    def refused(self) -> int:
        """How many rows cannot be taken."""
        return sum(bool(one.reason) for one in self.outcomes)

    @property
    def counts(self) -> dict[str, int]:
        """Act -> how many figures it happens to."""
        return dict(Counter(step.act for step in self.steps))

    @property
    def departments(self) -> int:
        """How many departments it has something for."""
        return len({step.department.pk for step in self.steps})

    @property
    def moved(self) -> frozenset[int]:
        """The departments of which some figure is new or different."""
        return frozenset(step.department.pk for step in self.steps if step.act != SAME)

    @property
    def digest(self) -> str:
        """A digest of everything that would happen."""
        said = [[step.department.pk, step.key, step.old, step.new, step.act] for step in self.steps]
        return hashlib.sha256(canonical([said, [one.reason for one in self.outcomes]]).encode()).hexdigest()


def plan_of(holding: Holding, rows: Sequence[Listed]) -> Plan:
    """Return what would become of every figure of a list. Three queries, however long it is."""
    planning = _Planning(
        departments_under(holding.cycle, holding.version),
        {
            (one.department_id, one.key): one
            for one in Preset.objects.filter(cycle=holding.cycle, kind=holding.kind)
        },
        rows_of(document_for(holding.version), holding.kind),
    )
    outcomes = tuple(planning.take(row) for row in rows)
    return Plan(outcomes, tuple(planning.steps))


@transaction.atomic
def import_presets(
    *, actor: Person, pending: PendingImport, holding: Holding, rows: Sequence[Listed], digest: str
) -> Plan:
    """Store what was previewed, all or nothing; refused when it was done before or no longer means the same."""
    cycle = Cycle.objects.select_for_update(no_key=True).get(pk=holding.cycle.pk)  # one import at a time
    if cycle.closed_at is not None:
        raise Refused(CLOSED)
    now = clock.now()
    if not use(pending, now):
        raise Refused(DONE)
    plan = plan_of(holding, rows)
    if plan.digest != digest:
        raise Refused(MOVED)
    if plan.refused:
        transaction.set_rollback(True)
        return plan
    _store(actor, holding, plan, now)
    in_hand(holding.cycle, holding.version, plan.moved).update(summary_stale=True)
    moved = [step for step in plan.steps if step.act == CHANGED]
    record(actor=actor, action=ACTS[Preset.Kind(holding.kind)], data=_told(holding, plan, moved), at=now)
    _tell_filings(actor, holding, plan, now)
    return plan


def _store(actor: Person, holding: Holding, plan: Plan, now: datetime) -> None:
    fresh: list[Preset] = []
    held: list[Preset] = []
    for step in plan.steps:
        preset = step.stored or Preset(
            cycle=holding.cycle, department=step.department, kind=holding.kind, key=step.key, changed_at=now
        )
        if step.stored is not None and step.act == CHANGED:
            preset.former, preset.changed_at = step.old, now
        preset.value, preset.source, preset.day = step.new, step.source, date.fromisoformat(step.day)
        preset.by, preset.at = actor, now
        (held if step.stored is not None else fresh).append(preset)
    Preset.objects.bulk_create(fresh, batch_size=500)
    columns = ["value", "former", "changed_at", "source", "day", "by", "at"]
    Preset.objects.bulk_update(held, columns, batch_size=200)


def _told(holding: Holding, plan: Plan, moved: Sequence[Step]) -> Mapping[str, object]:
    counts = plan.counts
    return {
        "title": holding.cycle.title,
        "cycle": holding.cycle.pk,
        "version": holding.version.pk,
        "figures": {"added": counts.get(ADDED, 0), "changed": counts.get(CHANGED, 0)},
        "moved": [[step.department.code, step.key, step.old, step.new] for step in moved],
    }


def _tell_filings(actor: Person, holding: Holding, plan: Plan, now: datetime) -> None:
    """Note in every filing in hand what was changed under it."""
    changed: dict[int, list[Step]] = {}
    for step in plan.steps:
        if step.act == CHANGED:
            changed.setdefault(step.department.pk, []).append(step)
    desk = desk_of(document_for(holding.version))
    for filing in in_hand(holding.cycle, holding.version, changed):
        said = "；".join(_said(desk.held(step.key), step) for step in changed[filing.department_id])
        told = {"figures_moved": f"{Preset.Kind(holding.kind).label}：{said}"}
        record(actor=actor, action=MOVED_ACT, filing=filing, data=told, at=now)


def _said(field: Field | None, step: Step) -> str:
    title, unit = (field.title, field.unit.name) if field else (step.key, "")
    return f"{title} {step.old} → {step.new} {unit}".strip()


class _Planning:
    """Goes through the rows of a list."""

    def __init__(
        self, departments: Mapping[str, Department], held: Mapping[tuple[int, str], Preset], reading: Rows
    ) -> None:
        self.departments, self.held, self.reading = departments, held, reading
        self.seen: dict[tuple[str, ...], int] = {}
        self.steps: list[Step] = []

    def take(self, row: Listed) -> Outcome:
        """Return what becomes of a row, noting a step for each of its figures."""
        reason, column = self._refusal(row)
        if reason:
            return Outcome(row.number, "", reason, column)
        self.seen[self.reading.once(row)] = row.number
        steps = [self._step(row, column, key) for column, key in self.reading.figures(row).items()]
        self.steps += steps
        acts = {step.act for step in steps}
        return Outcome(row.number, next((act for act in (CHANGED, ADDED) if act in acts), SAME))

    def _refusal(self, row: Listed) -> tuple[str, str]:
        """Return why a row cannot be taken and the column that is the reason, '' where it can."""
        once = self.reading.once(row)
        if once in self.seen:
            return self.reading.twice(self.seen[once])
        refusal = department_refusal(row, self.departments)
        return refusal if refusal[0] else self.reading.refusal(row)

    def _step(self, row: Listed, column: str, key: str) -> Step:
        department, new = self.departments[row.text(CODE)], row.text(column)
        stored = self.held.get((department.pk, key))
        old = stored.value if stored else ""
        act = ADDED if stored is None else SAME if old == new else CHANGED
        return Step(
            row.number, department, column, key, old, new, act, row.text(SOURCE), row.text(DAY), stored
        )
