"""撤回: asked again on a page of its own, possible until the bureau has accepted the filing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from evaluations.access import decide, filing_for
from evaluations.services.results import Refused
from evaluations.services.submission import take_back
from evaluations.views.conflict import conflict_page
from evaluations.workflow import Action

from .page import receipt_of

DONE = "已撤回，可以修改后重新提交。原回执留在办理记录里。"


class TakeBackView(View):
    """GET asks, POST takes the submission back."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Ask, or say why it is not possible."""
        filing = filing_for(request.user, filing_id, Action.TAKE_BACK)
        context = {
            "filing": filing,
            "receipt": receipt_of(filing),
            "decision": decide(request.user, filing, Action.TAKE_BACK),
        }
        return render(request, "evaluations/submission/take_back.html", context)

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Take it back, and go on with the page of the checks."""
        filing = filing_for(request.user, filing_id, Action.TAKE_BACK)
        here = reverse("evaluations:check", kwargs={"filing_id": filing.pk})
        try:
            take_back(actor=request.user, filing=filing)
        except Refused as refused:
            return conflict_page(request, str(refused), here, "回到核对")
        messages.success(request, DONE)
        return redirect(here)
