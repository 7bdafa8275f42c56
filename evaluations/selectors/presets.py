"""What the bureau imported for a filing: its own figures, and last year's from before the portal."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from evaluations.models import Cycle, Department, Filing, Preset, Snapshot
from evaluations.workflow import WITH_BUREAU, State
from rubrics.models import RubricVersion
from rubrics.scoring import address as addresses
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.types import Document, Field, FieldType
from rubrics.selectors.programs import document_for

from .cycles import departments_in
from .snapshots import frozen, latest_snapshot

NUMBERS = frozenset({FieldType.AMOUNT, FieldType.COUNT, FieldType.NUMBER, FieldType.PERCENT})


def figures_in(document: Document) -> tuple[Field, ...]:
    """Return the inputs that the bureau may hold a figure for: numbers that are typed."""
    return tuple(field for field in document.inputs if field.type in NUMBERS and not field.given)


def held_for(filing: Filing) -> list[Preset]:
    """Return what was imported for a filing, of both kinds, as far as its document still asks for it. One query."""
    if filing.part_of_id is not None:
        return []  # what the bureau holds is the whole department's
    known = {field.id for field in figures_in(document_for(filing.version))}
    held = Preset.objects.filter(cycle=filing.cycle_id, department=filing.department_id)
    return [one for one in held if one.key in known]


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
    bureau = [one for one in held if one.kind == Preset.Kind.BUREAU]
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


def moved_in(filing: Filing) -> dict[str, Preset]:
    """Return input -> the bureau's figure where an import changed it after the filer had answered. Two queries."""
    if filing.part_of_id is not None:
        return {}
    moved = {
        addresses.figure(one.key): one
        for one in Preset.objects.filter(
            cycle=filing.cycle_id, department=filing.department_id, kind=Preset.Kind.BUREAU
        ).exclude(former="")
    }
    answered = filing.answers.filter(key__in=moved).exclude(value="") if moved else ()
    return {moved[one.key].key: moved[one.key] for one in answered if one.at < moved[one.key].changed_at}


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
