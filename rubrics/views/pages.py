"""The pages of 指标体系管理."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from rubrics.models import RubricVersion
from rubrics.scoring.lineage import compare as compare_documents
from rubrics.selectors.programs import problems_of, reading_of
from rubrics.selectors.versions import versions
from rubrics.services import Refused
from rubrics.services import versions as services

from .contents import contents_of
from .examples import example_rows
from .import_form import ImportForm
from .predecessors import predecessor_of
from .problems import hindering, in_order, located_problems, placed_in, text_lines


def list_(request: HttpRequest) -> HttpResponse:
    """Every version with its state."""
    return render(request, "rubrics/list.html", {"versions": versions()})


def import_(request: HttpRequest) -> HttpResponse:
    """Take a document in as a draft; one whose year cannot be read is shown with its problems and not kept."""
    form = ImportForm(request.POST or None, request.FILES or None)
    shown: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        answer = _imported(request, form, shown)
        if answer is not None:
            return answer
    failed = form.is_bound and (form.errors or "problems" in shown)
    return render(request, "rubrics/import.html", shown, status=422 if failed else 200)


def _imported(request: HttpRequest, form: ImportForm, shown: dict[str, object]) -> HttpResponse | None:
    """Store the document and go to its draft; where there is none, put its problems into `shown`."""
    body = form.cleaned_data["body"]
    wanted = {name: form.cleaned_data[name] for name in ("place", "kind", "reason")}
    try:
        imported = services.import_document(actor=request.user, text=body, **wanted)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return None
    if imported.version is None:
        problems = in_order(placed_in(body, imported.problems))
        shown |= {"problems": problems, "lines": text_lines(body, problems)}
        return None
    count = hindering(imported.problems)
    if count:
        messages.warning(request, f"已导入为草稿，还有 {count} 个问题，改正后重新导入才能发布启用。")
    else:
        messages.success(request, "已导入为草稿，没有问题，可以发布启用。")
    return redirect("rubrics:version", version_id=imported.version.pk)


def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """A version in words, with its problems beside it."""
    found = get_object_or_404(RubricVersion.objects.select_related("document"), pk=version_id)
    reading, problems = reading_of(found), located_problems(found)
    draft = found.state == RubricVersion.State.DRAFT
    shown = {
        "version": found,
        "document": reading.document,
        "contents": contents_of(reading.document) if reading.document else None,
        "examples": example_rows(reading.document, problems_of(found)) if reading.document else (),
        "problems": problems,
        "hindering": hindering(problems),
        "before": predecessor_of(found),
        "draft": draft,
        "published": found.state == RubricVersion.State.PUBLISHED,
    }
    return render(request, "rubrics/version.html", shown)


def text(request: HttpRequest, version_id: int) -> HttpResponse:
    """The document's text with line numbers, its problems between the lines."""
    found = get_object_or_404(RubricVersion.objects.select_related("document"), pk=version_id)
    problems = located_problems(found)
    shown = {
        "version": found,
        "problems": problems,
        "hindering": hindering(problems),
        "lines": text_lines(found.document.body, problems),
    }
    return render(request, "rubrics/text.html", shown)


def compare(request: HttpRequest, version_id: int) -> HttpResponse:
    """What differs from the version before."""
    found = get_object_or_404(RubricVersion, pk=version_id)
    before = predecessor_of(found)
    documents = [reading_of(one).document for one in (before, found) if one is not None]
    differences = (
        compare_documents(*documents) if len(documents) == 2 and None not in documents else ()  # type: ignore[arg-type]
    )
    shown = {"version": found, "before": before, "differences": differences}
    return render(request, "rubrics/compare.html", shown)


def publish(request: HttpRequest, version_id: int) -> HttpResponse:
    """Put a draft in force, which freezes it."""
    found = get_object_or_404(RubricVersion, pk=version_id)
    try:
        services.publish(actor=request.user, version=found)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"{found}已发布启用，从现在起不能再改。")
    return redirect("rubrics:version", version_id=version_id)


def retire(request: HttpRequest, version_id: int) -> HttpResponse:
    """Let no further year be opened with a version."""
    found = get_object_or_404(RubricVersion, pk=version_id)
    try:
        services.retire(actor=request.user, version=found)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"{found}已停用；已经按它填报的照常办理。")
    return redirect("rubrics:version", version_id=version_id)
