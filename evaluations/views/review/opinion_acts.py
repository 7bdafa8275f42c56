"""审核意见: added, adopted, asked for again."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from evaluations.access import filing_for
from evaluations.models import Comment
from evaluations.services import Refused
from evaluations.services import comments as services
from evaluations.services.comments import Opinion
from evaluations.workflow import Action

from .opinions import OPEN, Asked, Draft, draft_of
from .quoting import stands_in
from .review import back_to, refused_page, show
from .seen import Seen, see

NOT_THERE = "“{}”不在这一部分的正文里。请照抄正文里的几个字，或者不填所指文字。"


def review_comment(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Pin a comment to a place. What was refused stays in the box."""
    filing = filing_for(request.user, filing_id, Action.COMMENT)
    seen = see(filing)
    draft = _draft(request, seen)
    if draft is None:
        return refused_page(
            request, Refused("审核意见没有指明位置。请先在文中选择位置，再写意见。"), filing_id
        )
    if OPEN in draft.text:
        messages.error(request, "意见里还有〔〕没有填。请把〔〕里的内容写实，或删去。")
        return show(request, filing, draft=draft)
    if draft.quote and draft.quotable and not stands_in(seen, draft.address, draft.quote):
        messages.error(request, NOT_THERE.format(draft.quote))
        return show(request, filing, draft=draft)
    opinion = Opinion(draft.address, draft.text, draft.code, draft.category, _anchor(draft))
    try:
        comment = services.add_comment(actor=request.user, filing=filing, opinion=opinion)
    except Refused as refused:
        messages.error(request, refused.reason)
        return show(request, filing, draft=draft)
    messages.success(request, f"已加入意见清单：第 {comment.number} 条。")
    return back_to(filing_id, f"c{comment.number}")


def comment_adopt(request: HttpRequest, filing_id: int, comment_id: int) -> HttpResponse:
    """采纳."""
    comment = _comment(request, filing_id, comment_id)
    try:
        services.adopt_comment(actor=request.user, comment=comment, text=request.POST.get("text", ""))
    except Refused as refused:
        return refused_page(request, refused, filing_id)
    messages.success(request, f"已采纳第 {comment.number} 条。")
    return back_to(filing_id, f"c{comment.number}")


def comment_withdraw(request: HttpRequest, filing_id: int, comment_id: int) -> HttpResponse:
    """撤回 an opinion that was just made."""
    comment = _comment(request, filing_id, comment_id)
    try:
        services.withdraw_comment(actor=request.user, comment=comment)
    except Refused as refused:
        return refused_page(request, refused, filing_id)
    messages.success(request, f"已撤回第 {comment.number} 条。")
    return back_to(filing_id, "comments")


def comment_mend(request: HttpRequest, filing_id: int, comment_id: int) -> HttpResponse:
    """继续整改."""
    comment = _comment(request, filing_id, comment_id)
    try:
        services.mend_further(actor=request.user, comment=comment, text=request.POST.get("text", ""))
    except Refused as refused:
        return refused_page(request, refused, filing_id)
    messages.success(request, f"第 {comment.number} 条要求继续整改，将列入下次退回。")
    return back_to(filing_id, f"c{comment.number}")


def _comment(request: HttpRequest, filing_id: int, comment_id: int) -> Comment:
    filing = filing_for(request.user, filing_id, Action.SETTLE_COMMENT)
    return get_object_or_404(Comment.objects.select_related("filing"), pk=comment_id, filing=filing)


def _draft(request: HttpRequest, seen: Seen) -> Draft | None:
    """Return what was posted as a form, None without a place."""
    posted = request.POST
    asked = Asked(at=posted.get("address", ""), code=posted.get("code", ""))
    ready = draft_of(seen, asked)
    if ready is None:
        return None
    text = posted.get("text", "").replace("\r\n", "\n")
    quote = posted.get("quote", "").strip()[:200]
    return replace(ready, text=text, quote=quote, open_gaps=text.count(OPEN))


def _anchor(draft: Draft) -> dict[str, object]:
    return {"quote": draft.quote} if draft.quote and draft.quotable else {}
