"""An open page saves by itself: changed places as JSON in, what happened at each of them as JSON out."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views import View

from evaluations.access import filing_for
from evaluations.forms.section import sentence
from evaluations.forms.sent import Sent, read_sent
from evaluations.services.filing import save_fields
from evaluations.services.results import Refused, SaveResult
from evaluations.workflow import Action
from rubrics.scoring.problems import Problem
from rubrics.selectors.programs import document_for

STRANGER = "这一页是另一个账号打开的，现在登录的是“{}”。没有保存；请用打开这一页的账号重新登录。"
TOO_MUCH = Problem("", "一次送来的内容太多", "请先保存较短的内容，太长的文字请分段填写")


class AutosaveView(View):
    """200 with what happened at every place; 400 for what no page sends; 409 with the reason why nothing was saved."""

    def post(self, request: HttpRequest, filing_id: int) -> JsonResponse:
        """Save what changed. Sent again, the same request is answered the same and does nothing twice."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        try:
            sent = read_sent(request.body, document_for(filing.version))
        except RequestDataTooBig:
            return _problems([TOO_MUCH], status=413)
        if not isinstance(sent, Sent):
            return _problems(sent, status=400)
        if sent.person != request.user.pk:
            return JsonResponse({"stranger": STRANGER.format(request.user)}, status=409)
        try:
            result = save_fields(
                actor=request.user,
                filing=filing,
                values=sent.values,
                request_key=sent.request,
                scored=False,
            )
        except Refused as refused:
            return JsonResponse({"reason": str(refused)}, status=409)
        return JsonResponse(told(result, request.user.pk))


def told(result: SaveResult, person: int) -> dict[str, object]:
    """Return a save as the page reads it; `own` says that the other text is the person's own, from another window."""
    return {
        "saved": [{"at": one.address, "version": one.version, "notice": one.notice} for one in result.saved],
        "problems": _listed(result.problems),
        "at": f"{timezone.localtime():%H:%M:%S}",
        "conflicts": [
            {
                "at": one.address,
                "version": one.version,
                "text": one.theirs,
                "status": one.theirs_status,
                "by": one.by,
                "when": one.at.isoformat(),
                "own": one.by_id == person,
            }
            for one in result.conflicts
        ],
    }


def _listed(problems: tuple[Problem, ...] | list[Problem]) -> list[dict[str, str]]:
    return [{"at": one.where, "what": sentence(one)} for one in problems]


def _problems(problems: list[Problem], status: int) -> JsonResponse:
    return JsonResponse({"problems": _listed(problems)}, status=status)
