"""What the bureau imported for a filing: its own figures, and last year's from before the portal."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from evaluations.models import Cycle, Department, Filing, Preset, Snapshot
from evaluations.workflow import WITH_BUREAU, State
from rubrics.models import RubricVersion
from rubrics.scoring.held import checked_figures
from rubrics.scoring.presets import part_of
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import Document, Field
from rubrics.selectors.programs import document_for

from .cycles import departments_in
from .snapshots import frozen, latest_snapshot

FROM_BUREAU = "财政预置数"
"""The source of an answer that was taken over from the bureau."""


def figures_in(document: Document, kind: str) -> tuple[Field, ...]:
    """Return the figures of a kind that can be imported; of the bureau's own only those that a check looks at.

    A cell of a fixed row has its key (rubrics.scoring.presets) as id.
    """
    return checked_figures(document) if kind == Preset.Kind.BUREAU else desk_of(document).held_figures()


def held_for(filing: Filing) -> list[Preset]:
    """Return what was imported for a filing, of every kind, as far as its document still asks for it. One query."""
    if filing.part_of_id is not None:
        return []  # what the bureau holds is the whole department's
    desk = desk_of(document_for(filing.version))
    held = Preset.objects.filter(cycle=filing.cycle_id, department=filing.department_id).order_by("pk")
    return [one for one in held if desk.held(one.key) is not None]


def with_held(filing: Filing, flat: Flat) -> Flat:
    """Return the answers with what was imported for them beside them.

    What was sent stays as it was sent: while a filing is with the bureau, it is what its submission froze.
    """
    if State(filing.state) in WITH_BUREAU:
        sent = latest_snapshot(filing, Snapshot.Purpose.SUBMISSION)
        if sent is not None:
            kept = frozen(sent).flat
            names = ("previous", "presets", "preset_origins", "previous_origins")
            return replace(flat, **{name: getattr(kept, name) for name in names})
    held = held_for(filing)
    bureau = [one for one in held if one.kind != Preset.Kind.PREVIOUS]
    previous = [one for one in held if one.kind == Preset.Kind.PREVIOUS]
    return replace(
        flat,
        previous={one.key: one.value for one in previous},
        presets={one.key: one.value for one in bureau},
        preset_origins={one.key: origin_of(one) for one in bureau},
        previous_origins={one.key: origin_of(one) for one in previous},
    )


def origin_of(preset: Preset) -> str:
    """Return source and day in words."""
    return f"{preset.source}，{preset.day:%Y-%m-%d}"


def in_words(document: Document | None, held: Iterable[Preset]) -> tuple[str, str]:
    """Return title and value of a figure, or of the target that several presets are the parts of.

    A key that the document does not know any more stands for itself.
    """
    desk, presets = desk_of(document) if document else None, list(held)
    fields = [desk.held(one.key) if desk else None for one in presets]
    part = part_of(presets[0].key)
    if presets[0].kind == Preset.Kind.TARGETS and part is not None:
        parts = ((part_of(one.key) or part).column for one in presets)
        return f"{part.table}·{part.row}", "；".join(
            f"{column} {one.value}" for column, one in zip(parts, presets, strict=True)
        )
    title, unit = (fields[0].title, fields[0].unit.name) if fields[0] else (presets[0].key, "")
    return title, f"{presets[0].value} {unit}".strip()


def together(held: Iterable[Preset]) -> list[list[Preset]]:
    """Return figures each by itself, and the parts of a target together."""
    groups: dict[object, list[Preset]] = {}
    for one in held:
        part = part_of(one.key) if one.kind == Preset.Kind.TARGETS else None
        groups.setdefault((part.table, part.row) if part else one.pk, []).append(one)
    return list(groups.values())


def parts_with(preset: Preset) -> list[Preset]:
    """Return a figure, or all parts of the target that it is a part of. One query for a target."""
    if preset.kind != Preset.Kind.TARGETS:
        return [preset]
    held = Preset.objects.filter(cycle=preset.cycle_id, department=preset.department_id, kind=preset.kind)
    return next(group for group in together(held.order_by("pk")) if preset in group)


def departments_under(cycle: Cycle, version: RubricVersion) -> dict[str, Department]:
    """Return code -> the departments of a cycle that follow a version."""
    kinds = cycle.rubrics.filter(version=version).values("kind")
    return {one.code: one for one in departments_in(cycle).filter(kind__in=kinds)}


def in_hand(cycle: Cycle, version: RubricVersion, departments: Iterable[int]) -> QuerySet[Filing]:
    """Return the filings of some departments that are not with the bureau: what is imported counts in them at once."""
    with_bureau = [state.value for state in WITH_BUREAU]
    filings = Filing.objects.filter(
        cycle=cycle, version=version, department__in=list(departments), part_of=None
    )
    return filings.exclude(state__in=with_bureau).order_by("pk")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many figures of how many departments are held, and when the last import was."""

    figures: int = 0
    departments: int = 0
    latest: datetime | None = None


def tally_of(cycle: Cycle, departments: Iterable[Department]) -> dict[str, Tally]:
    """Return kind -> what is held for some departments of a cycle. One query."""
    counted = (
        Preset.objects.filter(cycle=cycle, department__in=list(departments))
        .values("kind")
        .annotate(figures=Count("pk"), departments=Count("department", distinct=True), latest=Max("at"))
    )
    return {one["kind"]: Tally(one["figures"], one["departments"], one["latest"]) for one in counted}
