"""The buttons of the page of the result: answered, taken up again, settled, stamped, received."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from evaluations.access import filing_for
from evaluations.models import Filing, Objection, ObjectionAnswer
from evaluations.services.closing import keep_stamped, sign_for_paper
from evaluations.services.feedback import answer_objection, reconsider, settle
from evaluations.services.results import Refused
from evaluations.views.bureau.posting import DayField
from evaluations.views.evidence.forms import needed_file
from evaluations.views.review.result import show
from evaluations.workflow import Action

from .posted import text_in

STAMPED = "stamped"
NO_VERDICT = "没有选维持还是采纳。请选择后再答复。"


class ReceiptForm(forms.Form):
    """When the paper came, and how many copies."""

    day = DayField(label="签收日期")
    copies = forms.IntegerField(label="份数", min_value=1, max_value=99, initial=1)


def answer(request: HttpRequest, filing_id: int, objection_id: int) -> HttpResponse:
    """Answer one objection."""
    filing = filing_for(request.user, filing_id, Action.ANSWER_FEEDBACK)
    objection = Objection.objects.filter(pk=objection_id, feedback__notice__filing=filing).first()
    if objection is None:
        raise Http404
    reason = text_in(request, "reason")
    try:
        answer_objection(actor=request.user, objection=objection, verdict=_verdict(request), reason=reason)
    except Refused as refused:
        return show(request, filing, refused.reason, {objection.pk: reason})
    messages.success(request, f"已答复第 {objection.number} 条反馈意见。")
    return _back(filing)


def take_up(request: HttpRequest, filing_id: int) -> HttpResponse:
    """重新审核."""
    filing = filing_for(request.user, filing_id, Action.RECONSIDER)
    try:
        reconsider(actor=request.user, filing=filing)
    except Refused as refused:
        return show(request, filing, refused.reason)
    messages.success(request, "已重新审核。改好审核得分、答复每一条反馈意见后，再审核通过。")
    return redirect("evaluations:review", filing_id=filing_id)


def settled(request: HttpRequest, filing_id: int) -> HttpResponse:
    """定分."""
    filing = filing_for(request.user, filing_id, Action.SETTLE)
    try:
        settle(actor=request.user, filing=filing)
    except Refused as refused:
        return show(request, filing, refused.reason)
    messages.success(request, f"{filing.department}的得分已定。")
    return _back(filing)


def stamped(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Keep the stamped copy."""
    filing = filing_for(request.user, filing_id, Action.KEEP_STAMPED)
    try:
        offered = needed_file(request, STAMPED)
        copy = keep_stamped(
            actor=request.user, filing=filing, number=text_in(request, "number"), offered=offered
        )
    except Refused as refused:
        return show(request, filing, refused.reason, number=text_in(request, "number"))
    messages.success(request, f"已上传盖章件“{copy.name}”。")
    return _back(filing)


def received(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Note the paper that came."""
    filing = filing_for(request.user, filing_id, Action.SIGN_FOR_PAPER)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return show(request, filing, "签收日期写成 2021-04-12 这样，份数写 1 到 99。请改正后再登记。")
    day: date = form.cleaned_data["day"]
    try:
        sign_for_paper(actor=request.user, filing=filing, day=day, copies=form.cleaned_data["copies"])
    except Refused as refused:
        return show(request, filing, refused.reason)
    messages.success(request, "已登记纸质件签收。")
    return _back(filing)


def _verdict(request: HttpRequest) -> ObjectionAnswer.Verdict:
    verdict = request.POST.get("verdict", "")
    if verdict not in ObjectionAnswer.Verdict.values:
        raise Refused(NO_VERDICT)
    return ObjectionAnswer.Verdict(verdict)


def _back(filing: Filing) -> HttpResponse:
    return redirect("evaluations:result", filing_id=filing.pk)
