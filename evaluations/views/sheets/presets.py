"""The bureau's figures of a year as spreadsheets: what is held, template, upload, preview with counts, confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from evaluations.models import Cycle, PendingImport, Preset
from evaluations.resources.layout import Layout
from evaluations.resources.presets import layout_of_presets, layout_of_targets
from evaluations.resources.understanding import read_file
from evaluations.resources.writing import template_book
from evaluations.selectors.imports import pending_import
from evaluations.services.imports import keep
from evaluations.services.preset_rows import kinds_in
from evaluations.services.presets import CLOSED, Holding, Plan, import_presets, plan_of
from evaluations.services.registering import CHANGED
from evaluations.services.results import Refused
from rubrics.scoring import values
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Field
from rubrics.scoring.values import Parsed
from rubrics.selectors.programs import document_for

from .downloads import xlsx
from .kept import Preview, PreviewRow, kept, preview_of
from .organisation import AGREE, BAD, DONE_BEFORE, clean_text, listed, outcomes_of
from .outcomes import OutcomeCount, with_outcomes
from .upload import UploadForm

ABOUT = {
    Preset.Kind.BUREAU: "财政掌握的本年数，填报人核对用",
    Preset.Kind.PREVIOUS: "系统启用以前的上年数，用今年的栏目名称",
    Preset.Kind.TARGETS: "财政随预算批复、调整下达的指标，填报人采用、核对用",
}
REFUSED = "不能导入"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is imported for whom, and its sheet."""

    holding: Holding
    layout: Layout

    @property
    def title(self) -> str:
        return Preset.Kind(self.holding.kind).label

    @property
    def about(self) -> str:
        """Whose figures these are."""
        return f"{self.holding.cycle.title} · {self.holding.version}"

    @property
    def closed(self) -> str:
        """Why nothing can be imported any more, '' while it can."""
        return CLOSED if self.holding.cycle.closed_at is not None else ""

    def address(self, page: str, **more: object) -> str:
        """Return the address of a page of this import."""
        holding = self.holding
        known = {"cycle_id": holding.cycle.pk, "version_id": holding.version.pk, "which": holding.kind}
        return reverse(f"evaluations:presets_{page}", kwargs={**known, **more})

    def facts(self) -> dict[str, object]:
        """Return what every template prints."""
        return {
            "subject": self,
            "home": reverse("evaluations:presets", kwargs={"cycle_id": self.holding.cycle.pk}),
            "template_url": self.address("template"),
            "import_url": self.address("import"),
        }


def subject_or_404(cycle_id: int, version_id: int, which: str) -> Subject:
    """Return the subject of an address. Raises Http404 for a version that the cycle does not follow."""
    cycle = get_object_or_404(Cycle, pk=cycle_id)
    rubric = cycle.rubrics.select_related("version").filter(version=version_id).first()
    if rubric is None or which not in Preset.Kind.values:
        raise Http404
    holding = Holding(cycle, rubric.version, which)
    name = f"presets/{cycle.pk}/{version_id}/{which}"
    document, title = document_for(rubric.version), Preset.Kind(which).label
    if which not in kinds_in(document):
        raise Http404
    if which != Preset.Kind.TARGETS:
        return Subject(holding, layout_of_presets(document, which, name, title))
    return Subject(holding, layout_of_targets(document, name, title))


class PresetsTemplateView(View):
    """下载模板."""

    def get(self, request: HttpRequest, cycle_id: int, version_id: int, which: str) -> HttpResponse:
        """Return the empty template, made from the document."""
        subject = subject_or_404(cycle_id, version_id, which)
        about = f"{subject.about}　{ABOUT[Preset.Kind(which)]}"
        return xlsx(
            template_book(subject.layout, about), f"模板_{subject.title}_{subject.holding.cycle.year}"
        )


class PresetsImportView(View):
    """GET asks for the file, POST reads it and goes on to the preview."""

    def get(self, request: HttpRequest, cycle_id: int, version_id: int, which: str) -> HttpResponse:
        """Show the form."""
        return _asking(request, subject_or_404(cycle_id, version_id, which), UploadForm(auto_id="%s"), None)

    def post(self, request: HttpRequest, cycle_id: int, version_id: int, which: str) -> HttpResponse:
        """Read the file; keep what was read and what it would do."""
        subject = subject_or_404(cycle_id, version_id, which)
        form = UploadForm(request.POST, request.FILES, auto_id="%s")
        if subject.closed or not form.is_valid():
            return _asking(request, subject, form, None)
        found = read_file(form.content(), subject.layout, clean_text)
        if isinstance(found, Problem):
            return _asking(request, subject, form, found)
        content = kept(found, form.file_name())
        told = {**content, **_planned(subject, plan_of(subject.holding, listed(content)))}
        pending = keep(actor=request.user, filing=None, subject=subject.layout.name, content=told)
        return redirect(subject.address("preview", token=pending.pk))


def _asking(
    request: HttpRequest, subject: Subject, form: UploadForm, problem: Problem | None
) -> HttpResponse:
    uploading = {"form": form, "problem": problem, "refusal": subject.closed}
    status = 422 if problem is not None or (form.is_bound and form.errors) else 200
    context = {**subject.facts(), "uploading": uploading}
    return render(request, "evaluations/sheets/presets_import.html", context, status=status)


def _planned(subject: Subject, plan: Plan) -> dict[str, Any]:
    """Return the plan as plain data; of changed figures what they were."""
    fields = {field.id: field for field in subject.layout.columns}
    return {
        "outcomes": [[one.number, one.act, one.reason, one.column] for one in plan.outcomes],
        "counts": plan.counts,
        "digest": plan.digest,
        "departments": plan.departments,
        "before": {
            f"{step.number}/{step.column}": shown(fields[step.column], step.old)
            for step in plan.steps
            if step.act == CHANGED
        },
    }


def shown(field: Field, text: str) -> str:
    """Return a stored figure as it is printed."""
    parsed = values.parse(field, text)
    return parsed.shown if isinstance(parsed, Parsed) else text


class PresetsPreviewView(View):
    """GET shows what was read and what it would do, POST does it."""

    def get(
        self, request: HttpRequest, cycle_id: int, version_id: int, which: str, token: str
    ) -> HttpResponse:
        """Show the preview to the person who uploaded the file."""
        subject = subject_or_404(cycle_id, version_id, which)
        pending = _pending(request, subject, token)
        if pending.used_at is not None:
            messages.info(request, DONE_BEFORE)
            return redirect(str(subject.facts()["home"]))
        return _page(request, subject, pending)

    def post(
        self, request: HttpRequest, cycle_id: int, version_id: int, which: str, token: str
    ) -> HttpResponse:
        """Do what was previewed; sent twice it happens once."""
        subject = subject_or_404(cycle_id, version_id, which)
        pending = _pending(request, subject, token)
        preview = _preview(subject, pending.content)
        if not preview.ok:
            return _page(request, subject, pending, BAD)
        if preview.left_out and not request.POST.get("agree"):
            return _page(request, subject, pending, AGREE)
        try:
            plan = import_presets(
                actor=request.user,
                pending=pending,
                holding=subject.holding,
                rows=listed(pending.content),
                digest=pending.content["digest"],
            )
        except Refused as refused:
            messages.info(request, str(refused))
            return HttpResponseRedirect(str(subject.facts()["home"]), status=303)
        if plan.refused:
            return _page(request, subject, pending, BAD)
        told = "，".join(f"{act} {count} 项" for act, count in plan.counts.items())
        messages.success(request, f"已导入{subject.title}：{plan.departments} 个部门，{told}。")
        return HttpResponseRedirect(str(subject.facts()["home"]), status=303)


def _pending(request: HttpRequest, subject: Subject, token: str) -> PendingImport:
    found = pending_import(request.user, token, subject.layout.name)
    if found is None:
        raise Http404
    return found


def _preview(subject: Subject, content: Mapping[str, Any]) -> Preview:
    preview = with_outcomes(preview_of(content, subject.layout), subject.layout, outcomes_of(content))
    rows = tuple(_with_before(row, subject.layout, content["before"]) for row in preview.rows)
    return _without_empty(replace(preview, rows=rows))


def _without_empty(preview: Preview) -> Preview:
    """Return the preview without the columns in which no row has anything: a document has many figures."""
    used = {at for row in preview.rows for at, cell in enumerate(row.cells) if cell.text or cell.message}
    rows = tuple(
        replace(row, cells=tuple(cell for at, cell in enumerate(row.cells) if at in used))
        for row in preview.rows
    )
    return replace(preview, rows=rows, heads=tuple(preview.heads[at] for at in sorted(used)))


def _with_before(row: PreviewRow, layout: Layout, before: Mapping[str, str]) -> PreviewRow:
    """Return a row with what each changed figure was."""
    cells = []
    for column, cell in zip(layout.columns, row.cells, strict=True):
        was = before.get(f"{row.number}/{column.id}", "")
        told = "，".join(filter(None, (cell.message, f"原 {was}" if was else "")))
        cells.append(replace(cell, message=told))
    return replace(row, cells=tuple(cells))


def _page(request: HttpRequest, subject: Subject, pending: PendingImport, reason: str = "") -> HttpResponse:
    preview = _preview(subject, pending.content)
    counts = [OutcomeCount(act, count) for act, count in pending.content["counts"].items()]
    refused = sum(row.bad for row in preview.rows)
    context = {
        **subject.facts(),
        "preview": preview,
        "counts": counts,
        "departments": pending.content["departments"],
        "refused": refused,
        "reason": reason,
        "with_acts": True,
    }
    template = "evaluations/sheets/presets_preview.html"
    return render(request, template, context, status=422 if reason else 200)
