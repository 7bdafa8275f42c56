"""The page 核对与提交: read, and its explanations saved as on any stage: by the open page, or by a plain form."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from evaluations.access import filing_for
from evaluations.models import Filing
from evaluations.services.results import Refused
from evaluations.views.conflict import conflict_page
from evaluations.views.evidence.strip import standing_of
from evaluations.views.filing.anchors import place_url
from evaluations.views.filing.attempt import NO_ATTEMPT, Attempt
from evaluations.views.filing.conflicts import conflicts_of
from evaluations.views.filing.content import Content, load
from evaluations.views.filing.cures import cure_named, posted_with
from evaluations.views.filing.live import OpenProblem
from evaluations.views.filing.notices import echoes_of, say
from evaluations.views.filing.saving import save
from evaluations.views.filing.stage import colleague_of
from evaluations.workflow import INSIDE, Action
from rubrics.selectors.programs import document_for

from .page import check_page
from .problems import sentence
from .transfers import transfers_of

GONE = "这一处已经改过，不用再改。"
SEND = "send"


class CheckView(View):
    """GET shows what stands against the filing, POST saves what was written on the page and goes on to sending."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Show the page."""
        filing = filing_for(request.user, filing_id, Action.READ_CONTENT)
        return page_response(request, load(filing, request.user), NO_ATTEMPT)

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Save the explanations and the other boxes of the page."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        here = reverse("evaluations:check", kwargs={"filing_id": filing.pk})
        try:
            attempt = save(actor=request.user, filing=filing, posted=_posted(request, filing))
        except Refused as refused:
            return conflict_page(request, str(refused), here, "回到核对")
        filing.refresh_from_db()
        if attempt.failed:
            return page_response(request, load(filing, request.user, attempt.conflicts), attempt)
        if request.POST.get("then") == SEND:
            here = reverse("evaluations:submit", kwargs={"filing_id": filing.pk})
        else:
            say(request, document_for(filing.version), attempt)
        return HttpResponseRedirect(here, status=303)


def page_response(request: HttpRequest, content: Content, attempt: Attempt) -> HttpResponse:
    """Return the page: 200, 409 where somebody else was faster, 422 where something was refused."""
    status = 409 if attempt.conflicts else 422 if attempt.problems else 200
    context = {
        "page": check_page(content, attempt, colleague_of(content, request.user)),
        "attempt": attempt,
        "transfers": transfers_of(
            content.filing, content.answers, bureau=not content.permissions.roles & INSIDE
        ),
        "evidence": standing_of(content.filing),
        "refused": [
            OpenProblem(one.severity.value, sentence(one), place_url(content, one.where))
            for one in attempt.problems
        ],
        "conflicts": conflicts_of(content, attempt.conflicts, request.user),
        "echoes": echoes_of(content.document, attempt) if attempt.failed else (),
    }
    context["frame"] = context["page"].frame  # type: ignore[attr-defined]
    return render(request, "evaluations/submission/check.html", context, status=status)


def _posted(request: HttpRequest, filing: Filing) -> Mapping[str, str]:
    """Return what the page sent, with the texts of a cure where its button was pressed."""
    posted = request.POST.dict()
    pressed = posted.get("cure", "")
    if not pressed:
        return posted
    content = load(filing, request.user)
    cure = cure_named(content, pressed)
    if cure is None:
        messages.info(request, GONE)
        return posted
    return posted_with(content, cure, posted)
