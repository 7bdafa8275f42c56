"""Lists of departments and accounts: template, upload, preview with what becomes of each row, confirmation."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from evaluations.access import Person
from evaluations.models import PendingImport
from evaluations.resources.layout import Layout
from evaluations.resources.understanding import Understood, read_file
from evaluations.resources.writing import template_book
from evaluations.selectors.imports import pending_import
from evaluations.services.imports import keep
from evaluations.services.registering import Listed, Outcome
from rubrics.scoring import values
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Field
from rubrics.scoring.values import Parsed

from .downloads import xlsx
from .kept import kept, preview_of, texts_of
from .outcomes import OutcomeCount, counted, with_outcomes
from .upload import UploadForm

AGREE = "请先勾选“我已知道”，再确认导入。"
BAD = "文件里还有要改正的内容，没有导入。请改正后重新上传。"
DONE_BEFORE = "这个文件已经导入过，没有再导入一次。"
ABOUT = "从系统下载的模板"


class OrganisationView(View):
    """What the pages of one list share; `route` is the beginning of their names, `home` the page of the list."""

    layout: ClassVar[Layout]
    route: ClassVar[str]
    home: ClassVar[str]
    title: ClassVar[str]

    def address(self, page: str, **kwargs: object) -> str:
        """Return the address of a page of this list."""
        return reverse(f"evaluations:{self.route}_{page}", kwargs=kwargs)

    def facts(self) -> dict[str, object]:
        """Return what every template of the list prints."""
        return {
            "title": self.title,
            "back": reverse(self.home),
            "template_url": self.address("template"),
            "import_url": self.address("import"),
        }


class OrganisationTemplateView(OrganisationView):
    """下载模板."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the empty template."""
        return xlsx(template_book(self.layout, ABOUT), f"模板_{self.title}")


class OrganisationImportView(OrganisationView):
    """GET asks for the file, POST reads it, rehearses it and goes on to the preview."""

    def rehearsed(self, actor: Person, rows: Sequence[Listed]) -> tuple[Outcome, ...]:
        """Return what would become of the rows."""
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self._page(request, UploadForm(auto_id="%s"), None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the file; keep what was read and what would become of it."""
        form = UploadForm(request.POST, request.FILES, auto_id="%s")
        if not form.is_valid():
            return self._page(request, form, None)
        found = read_file(form.content(), self.layout, clean_text)
        if isinstance(found, Problem):
            return self._page(request, form, found)
        content = {**kept(found, form.file_name()), "outcomes": self._outcomes(request, found)}
        pending = keep(actor=request.user, filing=None, subject=self.layout.name, content=content)
        return redirect(self.address("preview", token=pending.pk))

    def _outcomes(self, request: HttpRequest, found: Understood) -> list[list[object]]:
        """Return what would become of each row; nothing is tried while cells are wrong."""
        if found.problems:
            return []
        rows = listed(kept(found, ""))
        return [[one.number, one.act, one.reason, one.column] for one in self.rehearsed(request.user, rows)]

    def _page(self, request: HttpRequest, form: UploadForm, problem: Problem | None) -> HttpResponse:
        context = {**self.facts(), "uploading": {"form": form, "problem": problem, "refusal": ""}}
        status = 422 if problem is not None or (form.is_bound and form.errors) else 200
        return render(request, "evaluations/sheets/organisation_import.html", context, status=status)


class OrganisationPreviewView(OrganisationView):
    """GET shows what was read and what would become of it, POST does it."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the preview to the person who uploaded the file."""
        pending = self.pending(request, token)
        if pending.used_at is not None:
            messages.info(request, DONE_BEFORE)
            return redirect(reverse(self.home))
        return self.page(request, pending)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Do what was previewed; sent twice it happens once."""
        pending = self.pending(request, token)
        if pending.used_at is not None:
            messages.info(request, DONE_BEFORE)
            return HttpResponseRedirect(reverse(self.home), status=303)
        preview = with_outcomes(
            preview_of(pending.content, self.layout), self.layout, outcomes_of(pending.content)
        )
        if not preview.ok:
            return self.page(request, pending, reason=BAD)
        if preview.left_out and not request.POST.get("agree"):
            return self.page(request, pending, reason=AGREE)
        return self.confirmed(request, pending)

    def confirmed(self, request: HttpRequest, pending: PendingImport) -> HttpResponse:
        """Do it and answer."""
        raise NotImplementedError

    def pending(self, request: HttpRequest, token: str) -> PendingImport:
        """Return what this person uploaded. Raises Http404 for anybody else's."""
        found = pending_import(request.user, token, self.layout.name)
        if found is None:
            raise Http404
        return found

    def page(
        self,
        request: HttpRequest,
        pending: PendingImport,
        *,
        reason: str = "",
        outcomes: tuple[Outcome, ...] | None = None,
    ) -> HttpResponse:
        """Return the preview, with what became of the rows in place of what was expected if it was tried."""
        told = outcomes_of(pending.content) if outcomes is None else outcomes
        preview = with_outcomes(preview_of(pending.content, self.layout), self.layout, told)
        counts: tuple[OutcomeCount, ...] = counted(told)
        context = {**self.facts(), "preview": preview, "counts": counts, "reason": reason, "with_acts": True}
        status = 422 if reason else 200
        return render(request, "evaluations/sheets/organisation_preview.html", context, status=status)


def clean_text(column: Field, text: str) -> Parsed | Problem:
    """Return what a cell means; the same parsers as everywhere. A column of the database counts codes instead."""
    parsed = values.parse(column, text.strip())
    if isinstance(parsed, Parsed) and column.max_length and len(parsed.text) > column.max_length:
        return Problem(
            column.id, f"太长（按字符编码计 {len(parsed.text)} 个）", f"最多 {column.max_length} 个，请精简"
        )
    return parsed


def listed(content: Mapping[str, Any]) -> list[Listed]:
    """Return the kept rows as the services take them."""
    rows = zip(content["rows"], texts_of(content), strict=True)
    return [Listed(row["number"], texts) for row, texts in rows]


def outcomes_of(content: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """Return what was kept of the rehearsal."""
    return tuple(Outcome(*one) for one in content["outcomes"])
