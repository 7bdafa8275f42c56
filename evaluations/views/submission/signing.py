"""审签: the head of the department signs, which sends the filing to the bureau, or gives it back with a word why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from evaluations.access import decide, filing_for
from evaluations.models import Filing
from evaluations.services.results import Refused
from evaluations.services.submission import hand_back, sign
from evaluations.views.filing.content import load
from evaluations.views.report.links import reading_url
from evaluations.workflow import Action

from .asking import asking_of
from .submitting import refused_page, seen_revision

HANDED_BACK = "已退回修改，填报人可以看到您写的原因。"


class SignView(View):
    """GET shows what is signed, POST signs."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Show the filing's points and both buttons, or why it cannot be signed."""
        return sign_page(request, filing_for(request.user, filing_id, Action.SIGN))

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Sign the revision that was seen."""
        filing = filing_for(request.user, filing_id, Action.SIGN)
        try:
            receipt = sign(actor=request.user, filing=filing, revision=seen_revision(request))
        except Refused as refused:
            return refused_page(request, filing, refused)
        return redirect("evaluations:receipt", filing_id=filing.pk, snapshot_id=receipt.pk)


class HandBackView(View):
    """退回修改."""

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Give the filing back to the filer."""
        filing = filing_for(request.user, filing_id, Action.HAND_BACK)
        words = request.POST.get("words", "")
        try:
            hand_back(actor=request.user, filing=filing, words=words)
        except Refused as refused:
            return sign_page(request, filing, reason=str(refused), words=words)
        messages.success(request, HANDED_BACK)
        return redirect("evaluations:check", filing_id=filing.pk)


def sign_page(request: HttpRequest, filing: Filing, *, reason: str = "", words: str = "") -> HttpResponse:
    """Return the page of signing: 409 with the reason after a refusal."""
    content = load(filing, request.user)
    context = {
        "asking": asking_of(content, request.user),
        "decision": decide(request.user, filing, Action.SIGN),
        "reason": reason,
        "words": words,
        "reading_url": reading_url(filing),
        "back": reverse("evaluations:check", kwargs={"filing_id": filing.pk}),
    }
    return render(request, "evaluations/submission/sign.html", context, status=409 if reason else 200)
