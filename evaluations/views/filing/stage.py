"""The page of a stage: read, and saved by a plain form."""

from collections.abc import Mapping
from secrets import token_hex

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from evaluations.access import Person, filing_for
from evaluations.forms.section import sentence
from evaluations.models import Filing
from evaluations.selectors.stages import stages_from
from evaluations.services.results import Refused
from evaluations.views.conflict import conflict_page
from evaluations.views.evidence.strip import strip_of
from evaluations.workflow import OWN, Action
from rubrics.selectors.programs import document_for

from .anchors import has_checks, place_url, stage_url
from .attempt import NO_ATTEMPT, Attempt
from .conflicts import conflicts_of
from .content import Content, load
from .cures import cure_named, posted_with
from .frame import frame_of
from .live import OpenProblem, live_of
from .live_scores import has_scores, live_scores_of
from .marks import marks_of
from .notices import echoes_of, say
from .page import Asked, Page, page_of
from .panels import panels_of
from .returned_items import items_on
from .saving import save
from .stage_number import stage_or_404
from .steps import go_on

PAGE, JSON = "text/html", "application/json"
GONE = "这一处已经改过，不用再改。"


class StageView(View):
    """One stage of a filing: GET shows it, POST saves what was changed and goes where the pressed button says."""

    def get(self, request: HttpRequest, filing_id: int, stage: int) -> HttpResponse:
        """Show the stage; the page of the cross-checks has a view of its own."""
        filing = filing_for(request.user, filing_id, Action.READ_CONTENT)
        if has_checks(stage_or_404(filing, stage)):
            return redirect("evaluations:check", filing_id=filing.pk)
        return page_response(request, load(filing, request.user), stage, NO_ATTEMPT)

    def post(self, request: HttpRequest, filing_id: int, stage: int) -> HttpResponse:
        """Save, and go on; what could not be stored is shown in its boxes with the reason.

        A script that presses a button by itself (static/js/autosave/rows.js) is told where the button leads.
        """
        filing = filing_for(request.user, filing_id, Action.EDIT)
        stage_or_404(filing, stage)
        by_script = request.get_preferred_type([PAGE, JSON]) == JSON
        try:
            attempt = save(actor=request.user, filing=filing, posted=self._posted(request, filing))
            target = go_on(request, filing, stage)
        except Refused as refused:
            if by_script:
                return JsonResponse({"reason": str(refused)}, status=409)
            return refused_page(request, filing, stage, str(refused))
        if by_script:
            return JsonResponse({"at": target})
        filing.refresh_from_db()
        if attempt.failed:
            return page_response(request, load(filing, request.user, attempt.conflicts), stage, attempt)
        say(request, document_for(filing.version), attempt)
        return HttpResponseRedirect(target, status=303)

    def _posted(self, request: HttpRequest, filing: Filing) -> Mapping[str, str]:
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


def page_response(request: HttpRequest, content: Content, number: int, attempt: Attempt) -> HttpResponse:
    """Return the page of a stage: 200, 409 where somebody else was faster, 422 where something was refused."""
    page = page_of(content, number, attempt, asked_by(request))
    status = 409 if attempt.conflicts else 422 if attempt.problems else 200
    return render(request, "evaluations/filing/stage.html", context_of(request, page), status=status)


def asked_by(request: HttpRequest) -> Asked:
    """Return what the address asks for; anything unknown is nothing."""
    columns, show = request.GET.get("columns", ""), request.GET.get("show", "")
    return Asked(columns if columns == "all" else "", show if show in {"lost", "mine"} else "")


def context_of(request: HttpRequest, page: Page) -> dict[str, object]:
    """Return what the template of a stage prints."""
    content, attempt, person = page.content, page.attempt, request.user
    statuses = stages_from(content.filing, content.flat, content.sheet)
    panels = panels_of(page)
    texts = any(panel.template.endswith(("fields.html", "cards.html")) for panel in panels)
    return {
        "frame": frame_of(
            content.filing, statuses, page.number, content.editing.reason, colleague_of(content, person)
        ),
        "status": statuses[page.number - 1],
        "returned": items_on(content.filing, page.number),
        "page": page,
        "panels": panels,
        "live": live_of(page),
        "strip": strip_of(content.filing, page.number),
        "scores": live_scores_of(content) if has_scores(page.stage) else None,
        "attempt": attempt,
        "refused": refusals_of(page),
        "echoes": echoes_of(content.document, attempt) if attempt.failed else (),
        "once": token_hex(12),
        "conflicts": conflicts_of(content, attempt.conflicts, request.user),
        "marks": marks_of(content) if texts and content.editing.ok else (),
        "writable": content.editing.ok,
        "action": stage_url(content.filing.pk, page.number) + page.asked.query,
    }


def colleague_of(content: Content, person: Person) -> Person:
    """Return the person if he is of the department, whose own business it is who works on what; else None."""
    return person if content.permissions.roles & OWN else None


def refusals_of(page: Page) -> list[OpenProblem]:
    """Return what was refused, with the way to each box."""
    return [
        OpenProblem(
            problem.severity.value, sentence(problem), place_url(page.content, problem.where, page.number)
        )
        for problem in page.attempt.problems
    ]


def refused_page(request: HttpRequest, filing: Filing, number: int, reason: str) -> HttpResponse:
    """Say why nothing could be saved, with the way back."""
    back = reverse("evaluations:stage", kwargs={"filing_id": filing.pk, "stage": number})
    return conflict_page(request, reason, back, "回到填报")
