"""提交财政审核: asked again on a page of its own, sent under the revision that was seen, answered by the receipt."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from evaluations.access import filing_for
from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Filing, Snapshot
from evaluations.services.results import Refused
from evaluations.services.submission import Blocked, send_for_signature, submit
from evaluations.services.units import send_up
from evaluations.views.filing.anchors import place_url
from evaluations.views.filing.content import Content, load
from evaluations.views.filing.live import OpenProblem
from evaluations.workflow import Action
from rubrics.scoring import wording
from rubrics.scoring.problems import Problem

from .asking import Asking, asking_of
from .page import paper_url, receipt_of, sending_action
from .problems import sentence

SENT_TO_HEAD = "已送领导审签。审签后系统自动报送财政。"
SENT_UP = "已报送上级部门，编号 {}。由上级部门汇总后报送财政。"


class SubmitView(View):
    """GET asks whether to send, POST sends."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Show what will be sent, or why it cannot be."""
        filing = filing_for(request.user, filing_id, Action.SUBMIT)
        return _page(request, filing, asking_of(load(filing, request.user), request.user))

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Send the revision that was seen; sent twice, both lead to the same receipt."""
        filing = filing_for(request.user, filing_id, Action.SUBMIT)
        revision = seen_revision(request)
        try:
            sent = _send(request, filing, revision)
        except Refused as refused:
            return refused_page(request, filing, refused)
        if isinstance(sent, Snapshot) and filing.part_of_id is not None:
            messages.success(request, SENT_UP.format(sent.number))
        elif isinstance(sent, Snapshot):
            return redirect("evaluations:receipt", filing_id=filing.pk, snapshot_id=sent.pk)
        else:
            messages.success(request, SENT_TO_HEAD)
        return redirect("evaluations:check", filing_id=filing.pk)


def seen_revision(request: HttpRequest) -> int:
    """Return the revision that the page showed; -1, which no filing has, for anything that is not one."""
    revision = whole_number(request.POST.get("revision", ""))
    return -1 if revision is None else revision


def _send(request: HttpRequest, filing: Filing, revision: int) -> Snapshot | Filing:
    if sending_action(filing) is Action.SEND_FOR_SIGNATURE:
        return send_for_signature(actor=request.user, filing=filing, revision=revision)
    if filing.part_of_id is not None:
        return send_up(actor=request.user, filing=filing, revision=revision)
    return submit(actor=request.user, filing=filing, revision=revision)


def _page(request: HttpRequest, filing: Filing, asking: Asking) -> HttpResponse:
    receipt = receipt_of(filing)
    if receipt is not None:
        return redirect("evaluations:receipt", filing_id=filing.pk, snapshot_id=receipt.pk)
    return render(request, "evaluations/submission/submit.html", {"asking": asking, "frame": asking.frame})


def refused_page(request: HttpRequest, filing: Filing, refused: Refused) -> HttpResponse:
    """Say why nothing was sent, with the way to each place that stands against it."""
    content = load(filing, request.user)
    problems = refused.problems if isinstance(refused, Blocked) else ()
    context = {
        "asking": asking_of(content, request.user),
        "reason": str(refused),
        "problems": [
            OpenProblem(
                one.severity.value,
                told(content, one),
                place_url(content, one.where) if one.where else paper_url(filing),
            )
            for one in problems
        ],
        "back": reverse("evaluations:check", kwargs={"filing_id": filing.pk}),
    }
    return render(request, "evaluations/submission/refused.html", context, status=409)


def told(content: Content, problem: Problem) -> str:
    """Return what stands against sending, as the page of the checks says it."""
    result = next((one for one in content.sheet.checks if one.address == problem.where), None)
    return sentence(problem) if result is None else wording.finding(content.document, content.sheet, result)
