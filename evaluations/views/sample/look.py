"""抽查复核 of one filing: the second reviewer's own points, saved line by line, and the end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from evaluations.access import second_look_for
from evaluations.forms.whole_numbers import whole_number
from evaluations.models import SecondLook
from evaluations.selectors.second_looks import as_sent, scored_lines
from evaluations.services import Refused
from evaluations.services.second_scores import Entered, finish, save_scores

from .look_page import Attempt, look_page


@never_cache
def second_look(request: HttpRequest, look_id: int) -> HttpResponse:
    """The page; the post saves what was typed, each line for itself."""
    look = second_look_for(request.user, look_id)
    if request.method != "POST":
        return _page(request, look)
    entered = entered_in(request, look)
    try:
        result = save_scores(actor=request.user, look=look, entered=entered)
    except Refused as refused:
        return _refused(request, look, refused)
    if not result.ok:
        typed = {one.line: one for one in entered}
        status = 409 if result.conflicts else 422
        return _page(request, look, Attempt(typed, result.problems, result.conflicts), status)
    messages.success(request, f"已保存 {len(result.saved)} 项。" if result.saved else "没有新的内容。")
    return redirect("evaluations:second_look", look_id=look_id)


@never_cache
def second_look_finish(request: HttpRequest, look_id: int) -> HttpResponse:
    """完成复核: from then on nothing can be changed."""
    look = second_look_for(request.user, look_id)
    try:
        finish(actor=request.user, look=look)
    except Refused as refused:
        return _refused(request, look, refused)
    messages.success(request, f"已完成{look.filing.department}的抽查复核。请打印复核底稿并签字。")
    return redirect("evaluations:second_look", look_id=look_id)


def entered_in(request: HttpRequest, look: SecondLook) -> list[Entered]:
    """Return what was posted, by the numbers of the lines on the page."""
    kept, posted = as_sent(look), request.POST
    return [
        Entered(
            line=line.id,
            points=posted.get(f"points-{number}", ""),
            words=posted.get(f"words-{number}", ""),
            based_on=whole_number(posted.get(f"version-{number}", "")) or 0,
        )
        for number, line in enumerate(scored_lines(kept.document, kept.sheet), start=1)
        if f"points-{number}" in posted
    ]


def _page(
    request: HttpRequest, look: SecondLook, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    page = look_page(look, attempt)
    return render(request, "evaluations/sample/look.html", {"page": page}, status=status)


def _refused(request: HttpRequest, look: SecondLook, refused: Refused) -> HttpResponse:
    messages.error(request, refused.reason)
    return _page(request, look, status=409)
