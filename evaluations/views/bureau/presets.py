"""财政预置数 of a year: for each document what is held of both kinds, and the way to import more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from evaluations.models import Cycle, Preset
from evaluations.selectors.presets import Tally, departments_under, figures_in, tally_of
from evaluations.services.preset_rows import kinds_in
from rubrics.models import RubricVersion
from rubrics.selectors.programs import document_for

SAYS = {
    Preset.Kind.BUREAU: "批复、用款、决算、采购、资产等系统里已有的数，显示在填报页框下，由填报人采用或说明差异。",
    Preset.Kind.TARGETS: "随预算批复、调整下达的指标，一个指标一行；填报人一次采用，改动了的要说明差异。",
    Preset.Kind.PREVIOUS: "系统里没有上年自评的，从旧表导入；有的自动取系统里的数，已审定的取审定数，不用导入。",
}


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of figures under one document: `latest` is None before the first import."""

    title: str
    says: str
    figures: int
    departments: int
    latest: datetime | None
    template_url: str
    import_url: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of the year, and how many departments follow it."""

    version: RubricVersion
    kinds: str
    departments: int
    asked: int
    """How many figures the bureau can bring in; 0 where no check of the document looks at them."""
    rows: tuple[KindRow, ...]


def presets(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Show what was imported for a year."""
    cycle = get_object_or_404(Cycle, pk=cycle_id)
    names: dict[RubricVersion, list[str]] = {}
    for rubric in cycle.rubrics.select_related("version").order_by("kind"):
        names.setdefault(rubric.version, []).append(rubric.kind)
    documents = [_document(cycle, version, kinds) for version, kinds in names.items()]
    return render(request, "evaluations/bureau/presets.html", {"cycle": cycle, "documents": documents})


def _document(cycle: Cycle, version: RubricVersion, kinds: Sequence[str]) -> DocumentRow:
    departments = departments_under(cycle, version).values()
    tallies = tally_of(cycle, departments)
    document = document_for(version)
    rows = tuple(_kind(cycle, version, kind, tallies.get(kind, Tally())) for kind in kinds_in(document))
    asked = len(figures_in(document, Preset.Kind.BUREAU))
    return DocumentRow(version, "、".join(kinds), len(departments), asked, rows)


def _kind(cycle: Cycle, version: RubricVersion, kind: Preset.Kind, tally: Tally) -> KindRow:
    known = {"cycle_id": cycle.pk, "version_id": version.pk, "which": kind.value}
    return KindRow(
        title=kind.label,
        says=SAYS[kind],
        figures=tally.figures,
        departments=tally.departments,
        latest=tally.latest,
        template_url=reverse("evaluations:presets_template", kwargs=known),
        import_url=reverse("evaluations:presets_import", kwargs=known),
    )
