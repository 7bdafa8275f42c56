"""Acts on the ledger: 整改情况反馈, 销号 or 继续整改, and the list of a year."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Cycle, RectificationItem
from evaluations.selectors.rectification import item_for
from evaluations.services import Refused
from evaluations.services import rectification as services
from evaluations.views.evidence.forms import offered_in

from .item import show

FILE = "file"
SEND, CLOSE = "send", "close"


def rectification_report(request: HttpRequest, item_id: int) -> HttpResponse:
    """Keep 整改情况 with its file; the button 送审核 also hands it to the reviewer."""
    item = item_for(request.user, item_id)
    words, send = request.POST.get("words", ""), request.POST.get("then") == SEND
    try:
        services.report(
            actor=request.user,
            item=item,
            version=_version(request),
            words=words,
            send=send,
            offered=offered_in(request, FILE),
        )
    except Refused as refused:
        return show(request, item, refused.reason, words)
    messages.success(request, "整改情况已送审核。" if send else "整改情况已保存，还没有送审核。")
    return redirect("evaluations:rectification", item_id=item.pk)


def rectification_settle(request: HttpRequest, item_id: int) -> HttpResponse:
    """销号, or ask for more with words."""
    item = item_for(request.user, item_id)
    words, closes = request.POST.get("words", ""), request.POST.get("then") == CLOSE
    try:
        _settle(request, item, words, closes=closes)
    except Refused as refused:
        return show(request, item, refused.reason, words)
    messages.success(request, "已销号。" if closes else "已要求继续整改。")
    return redirect("evaluations:rectification", item_id=item.pk)


def rectifications_issue(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """下达整改通知: list what every approved filing of a year leaves."""
    cycle = get_object_or_404(Cycle, pk=cycle_id)
    try:
        count = services.list_year(actor=request.user, cycle=cycle)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("evaluations:year_cycle", cycle_id=cycle_id)
    if count:
        messages.success(request, f"已下达整改通知，新列入 {count} 项。")
    else:
        messages.info(request, "没有新的问题：已审核通过的自评都已列入台账。")
    return redirect(f"{reverse('evaluations:rectifications')}?year={cycle.year}")


def _settle(request: HttpRequest, item: RectificationItem, words: str, *, closes: bool) -> None:
    if closes:
        services.close(actor=request.user, item=item, version=_version(request), words=words)
    else:
        services.mend_further(actor=request.user, item=item, version=_version(request), words=words)


def _version(request: HttpRequest) -> int:
    """Return the version that the page showed; 0, which no item has, for anything that is not one."""
    return whole_number(request.POST.get("version", "")) or 0
