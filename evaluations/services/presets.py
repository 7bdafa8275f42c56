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
from evaluations.selectors.presets import departments_under, figures_in, in_hand
from rubrics.models import RubricVersion
from rubrics.scoring.types import Field
from rubrics.selectors.programs import document_for

from .events import record
from .imports import use
from .registering import ADDED, CHANGED, DONE, SAME, Listed, Outcome
from .results import Refused

CODE, NAME, SOURCE, DAY = "部门.编码", "部门.名称", "导入.来源", "导入.日期"
"""Columns beside the figures; no input of a document can be called so."""
MOVED = "您上传以后，这里的数又有改动。请重新上传文件，核对新的预览后再确认。"
CLOSED = "这个任务已经结束，不能再导入。"
ACTS = {Preset.Kind.BUREAU: "import_presets", Preset.Kind.PREVIOUS: "import_previous"}
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
        tuple(field.id for field in figures_in(document_for(holding.version))),
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
    fields = {field.id: field for field in figures_in(document_for(holding.version))}
    for filing in in_hand(holding.cycle, holding.version, changed):
        said = "；".join(_said(fields[step.key], step) for step in changed[filing.department_id])
        told = {"figures_moved": f"{Preset.Kind(holding.kind).label}：{said}"}
        record(actor=actor, action=MOVED_ACT, filing=filing, data=told, at=now)


def _said(field: Field, step: Step) -> str:
    return f"{field.title} {step.old} → {step.new} {field.unit.name}".strip()


class _Planning:
    """Goes through the rows of a list."""

    def __init__(
        self,
        departments: Mapping[str, Department],
        held: Mapping[tuple[int, str], Preset],
        keys: tuple[str, ...],
    ) -> None:
        self.departments, self.held, self.keys = departments, held, keys
        self.seen: dict[str, int] = {}
        self.steps: list[Step] = []

    def take(self, row: Listed) -> Outcome:
        """Return what becomes of a row, noting a step for each of its figures."""
        reason, column = self._refusal(row)
        if reason:
            return Outcome(row.number, "", reason, column)
        self.seen[row.text(CODE)] = row.number
        steps = [self._step(row, key) for key in self.keys if row.text(key)]
        self.steps += steps
        acts = {step.act for step in steps}
        return Outcome(row.number, next((act for act in (CHANGED, ADDED) if act in acts), SAME))

    def _refusal(self, row: Listed) -> tuple[str, str]:
        """Return why a row cannot be taken and the column that is the reason, '' where it can."""
        code, name = row.text(CODE), row.text(NAME)
        department = self.departments.get(code)
        if department is None:
            return f"没有编码为“{code}”、按这份指标体系填报的部门。请核对部门编码。", CODE
        if code in self.seen:
            return f"第 {self.seen[code]} 行已经是这个部门。请只留一行。", CODE
        if name and name != department.name:
            return (
                f"编码 {code} 登记的名称是“{department.name}”。请核对编码；编码没错的，请改用登记的名称。",
                NAME,
            )
        return _lack(row, self.keys)

    def _step(self, row: Listed, key: str) -> Step:
        department, new = self.departments[row.text(CODE)], row.text(key)
        stored = self.held.get((department.pk, key))
        old = stored.value if stored else ""
        act = ADDED if stored is None else SAME if old == new else CHANGED
        return Step(row.number, department, key, old, new, act, row.text(SOURCE), row.text(DAY), stored)


def _lack(row: Listed, keys: tuple[str, ...]) -> tuple[str, str]:
    """Return what a row of a known department lacks, and the column, '' where nothing."""
    if not row.text(SOURCE):
        return "没有写来源。请写数取自哪个系统或哪份文件。", SOURCE
    if not row.text(DAY):
        return "没有写日期。请写数截至哪一天。", DAY
    if not any(row.text(key) for key in keys):
        return "这一行没有数。请填写，或删去这一行。", CODE
    return "", ""
