"""审核: the page of one filing, and the acts on its comments and scores; each goes back to where it was done."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from evaluations.access import TO_MEND, filing_for
from evaluations.models import Filing
from evaluations.services import Refused
from evaluations.services.review import Stale
from evaluations.services.review import accept as accept_filing
from evaluations.services.review import archive as archive_filing
from evaluations.services.review import hand_on as hand_on_filing
from evaluations.views.conflict import conflict_page
from evaluations.views.submission.submitting import seen_revision
from evaluations.workflow import Action

from .editors import Refusal
from .opinions import Asked, Draft
from .page import review_page


def review(request: HttpRequest, filing_id: int) -> HttpResponse:
    """One filing as a document, with scores, checks and comments beside it."""
    filing = filing_for(request.user, filing_id)
    if filing.part_of_id is not None:  # reviewed with the whole
        return redirect("evaluations:stage", filing_id=filing.pk, stage=1)
    return show(request, filing)


def show(
    request: HttpRequest, filing: Filing, *, refused: Refusal | None = None, draft: Draft | None = None
) -> HttpResponse:
    """Show the page, with what was typed and refused if there is any."""
    asked = Asked(
        at=request.GET.get("at", ""), check=request.GET.get("check", ""), code=request.GET.get("code", "")
    )
    page = review_page(request.user, filing, asked, refused, draft)
    status = 422 if refused or draft else 200
    return render(request, "evaluations/review/review.html", {"page": page, "asked": asked}, status=status)


def accept(request: HttpRequest, filing_id: int) -> HttpResponse:
    """受理: from now on the department cannot take the filing back."""
    filing = filing_for(request.user, filing_id, Action.ACCEPT)
    try:
        accept_filing(actor=request.user, filing=filing)
    except Refused as refused:
        return refused_page(request, refused, filing_id)
    messages.success(request, f"已受理{filing.department}的自评。")
    return redirect("evaluations:review", filing_id=filing_id)


def hand_on(request: HttpRequest, filing_id: int) -> HttpResponse:
    """送复核: bound to the revision that the page showed."""
    filing = filing_for(request.user, filing_id, Action.HAND_ON)
    try:
        hand_on_filing(actor=request.user, filing=filing, revision=seen_revision(request))
    except Stale:
        messages.error(request, "您打开以后，内容又有变动，没有送复核。请看过现在的内容再送。")
        return redirect("evaluations:review", filing_id=filing_id)
    except Refused as refused:
        return refused_page(request, refused, filing_id)
    along = filing.comments.filter(state__in=TO_MEND).count()
    messages.success(
        request, f"{filing.department}的自评已送复核{f'，{along} 条须整改的意见随送' if along else ''}。"
    )
    return redirect("evaluations:review", filing_id=filing_id)


def archive(request: HttpRequest, filing_id: int) -> HttpResponse:
    """归档."""
    filing = filing_for(request.user, filing_id, Action.ARCHIVE)
    try:
        archive_filing(actor=request.user, filing=filing)
    except Refused as refused:
        return refused_page(request, refused, filing_id)
    messages.success(request, f"{filing.department}的自评已归档。")
    return redirect("evaluations:review", filing_id=filing_id)


def refused_page(request: HttpRequest, refused: Refused, filing_id: int) -> HttpResponse:
    """Say why an act was refused, with the way back."""
    back = reverse("evaluations:review", kwargs={"filing_id": filing_id})
    return conflict_page(request, refused.reason, back, "回到审核页")


def back_to(filing_id: int, anchor: str = "", at: str = "") -> HttpResponse:
    """Return to a place of the page."""
    url = reverse("evaluations:review", kwargs={"filing_id": filing_id})
    query = f"?at={quote(at)}" if at else ""
    return redirect(f"{url}{query}#{anchor}" if anchor else url + query)
