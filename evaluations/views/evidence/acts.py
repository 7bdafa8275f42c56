"""Buttons of the evidence page: link a file that is there to a place, take the link back, remove a file."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from evaluations.access import filing_for
from evaluations.models import Filing
from evaluations.selectors.evidence import files_for, was_sent
from evaluations.services.evidence import link_file, remove_file, unlink_file
from evaluations.services.results import Refused
from evaluations.views.conflict import conflict_page
from evaluations.workflow import Action

from .forms import FILE, pages_in, place_in, text_in
from .links import page_url
from .page import evidence_page


def link(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Say that a file proves a place."""
    filing = filing_for(request.user, filing_id, Action.EDIT)
    key = text_in(request.POST, FILE, 32)
    return _done(
        request,
        filing,
        lambda: link_file(
            actor=request.user,
            filing=filing,
            key=key,
            address=place_in(request.POST),
            pages=pages_in(request.POST),
        ),
        "已关联。",
    )


def unlink(request: HttpRequest, filing_id: int, file_key: str) -> HttpResponse:
    """Say that a file does not prove a place any more."""
    filing = filing_for(request.user, filing_id, Action.EDIT)
    address = place_in(request.POST)
    return _done(
        request,
        filing,
        lambda: unlink_file(actor=request.user, filing=filing, key=file_key, address=address),
        "已取消关联，文件还在。",
    )


class RemoveView(View):
    """移除: asks first, then takes the file out of the filing."""

    def get(self, request: HttpRequest, filing_id: int, file_key: str) -> HttpResponse:
        """Say what goes with the file, and ask."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        page = evidence_page(filing, request.user)
        row = next((row for row in page.files if row.key == file_key), None)
        evidence = filing.evidence.filter(key=file_key, removed_at__isnull=True).first()
        if row is None or evidence is None:
            raise Http404
        context = {"page": page, "row": row, "sent": was_sent(evidence)}
        return render(request, "evaluations/evidence/remove.html", context)

    def post(self, request: HttpRequest, filing_id: int, file_key: str) -> HttpResponse:
        """Remove it."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        if files_for(request.user, filing).named(file_key) is None:
            raise Http404
        return _done(
            request,
            filing,
            lambda: remove_file(actor=request.user, filing=filing, key=file_key),
            "已移除。",
        )


def _done(request: HttpRequest, filing: Filing, act: Callable[[], object], words: str) -> HttpResponse:
    """Do it, say so, and go back to the page; a refusal is said there too."""
    try:
        act()
    except Refused as refused:
        return conflict_page(request, str(refused), page_url(filing.pk), "回到佐证材料")
    messages.success(request, words)
    return HttpResponseRedirect(page_url(filing.pk), status=303)
