"""佐证材料: the page, and the plain upload that needs no script."""

from dataclasses import replace

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from evaluations.access import filing_for
from evaluations.evidence.limits import CUT
from evaluations.models import Evidence, Filing
from evaluations.services.evidence import add_file
from evaluations.services.results import Refused
from evaluations.workflow import Action

from .forms import FILES, NO_FILE, TOO_LARGE, name_of, pages_in, place_in, read_file, same_content, spread_in
from .links import page_url
from .page import evidence_page


@method_decorator(never_cache, name="dispatch")
class EvidenceView(View):
    """GET shows the files of a filing, POST adds those of a plain form, each for itself."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Show the page to everybody who may see the filing."""
        return page_response(request, filing_for(request.user, filing_id), (), 200)

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Keep what may be kept and say of the rest why not."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        files = request.FILES.getlist(FILES)
        kept, same = list[str](), list[str]()
        refused = [] if files else [TOO_LARGE if _was_cut(request) else NO_FILE]
        for file in files:
            try:
                evidence = _add(request, filing, file)
            except Refused as reason:
                refused.append(f"{name_of(file)}：{reason}")
            else:
                if evidence.was_there:
                    same.append(f"{name_of(file)}：{same_content(evidence)}。")
                else:
                    kept.append(evidence.name)
        if kept:
            messages.success(request, f"已上传 {len(kept)} 个文件：{'、'.join(kept)}。")
        for sentence in same:
            messages.info(request, sentence)
        if refused:
            return page_response(request, filing, tuple(refused), 422)
        return HttpResponseRedirect(page_url(filing.pk), status=303)


def page_response(
    request: HttpRequest, filing: Filing, refused: tuple[str, ...], status: int
) -> HttpResponse:
    """Return the page, with what was refused and why."""
    asked = request.POST if request.method == "POST" else request.GET
    at = asked.get("place" if request.method == "POST" else "at", "")
    page = evidence_page(filing, request.user, at, request.GET.get("stage", ""))
    context = {"page": page, "refused": refused, "pages": pages_in(request.POST)}
    return render(request, "evaluations/evidence/evidence.html", context, status=status)


def _add(request: HttpRequest, filing: Filing, file: UploadedFile) -> Evidence:
    posted = request.POST
    place, pages, spread = place_in(posted), pages_in(posted), spread_in(posted)
    offered = replace(read_file(file), address=place, pages=pages, spread=spread)
    return add_file(actor=request.user, filing=filing, offered=offered)


def _was_cut(request: HttpRequest) -> bool:
    """Whether the upload handler threw a file away because it was too large for any."""
    return bool(request.META.get(CUT))
