"""审核得分: corrections laid beside the department's answers, and taken back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from evaluations.access import filing_for
from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Correction, Filing
from evaluations.services import Refused
from evaluations.services import corrections as services
from evaluations.services.corrections import Corrected
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.problems import Problem

from .editors import EditBox, Editor, Refusal, is_entry, line_editor, place_editor
from .opinions import Asked, draft_of
from .places import given_at
from .review import back_to, refused_page, show
from .seen import Seen, see


@dataclass(frozen=True, slots=True)
class Posted:
    """One editor as it came back."""

    id: str
    texts: dict[str, str]
    reason: str


def review_correct(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Store what was changed in one editor; everything or what can be, with the rest kept in its boxes."""
    filing = filing_for(request.user, filing_id, Action.CORRECT)
    seen = see(filing)
    editor = _editor(seen, request.POST.get("editor", ""))
    if editor is None:
        return refused_page(
            request, Refused("这里的数由系统计算，不能直接改。请改正它所依据的基础数据。"), filing_id
        )
    posted = _posted(request, editor)
    try:
        problems, changed = _store(request, filing, seen, editor, posted)
    except Refused as refused:
        return refused_page(request, refused, filing_id)
    if problems:
        messages.error(request, "审核得分没有全部保存，请按提示改正。")
        refusal = Refusal(posted.id, posted.texts, posted.reason, problems)
        return show(request, filing, refused=refusal, draft=draft_of(seen, Asked(at=_place(editor))))
    messages.success(request, f"已保存审核得分（{changed} 处）。" if changed else "没有改动。")
    return back_to(filing_id, request.POST.get("anchor", "")[:40], _place(editor))


def review_withdraw(request: HttpRequest, filing_id: int, correction_id: int) -> HttpResponse:
    """Let the department's answer count again."""
    filing = filing_for(request.user, filing_id, Action.CORRECT)
    correction = get_object_or_404(
        Correction.objects.select_related("filing"), pk=correction_id, filing=filing
    )
    try:
        services.withdraw_correction(actor=request.user, correction=correction)
    except Refused as refused:
        return refused_page(request, refused, filing_id)
    messages.success(request, "已撤销这一处的审核内容，按填报计分。")
    return back_to(filing_id, at=correction.address)


def _editor(seen: Seen, id: str) -> Editor | None:
    place = addresses.parse(id)
    if isinstance(place, Address) and place.kind == "line" and not is_entry(place):
        return line_editor(seen, place.path[0])
    return place_editor(seen, id)


def _place(editor: Editor) -> str:
    place = addresses.parse(editor.id)
    return "" if isinstance(place, Address) and place.kind == "line" and not is_entry(place) else editor.id


def _posted(request: HttpRequest, editor: Editor) -> Posted:
    texts = {box.address: request.POST.get(box.name, box.value).replace("\r\n", "\n") for box in editor.boxes}
    return Posted(editor.id, texts, request.POST.get("reason", ""))


def _store(
    request: HttpRequest, filing: Filing, seen: Seen, editor: Editor, posted: Posted
) -> tuple[dict[str, str], int]:
    """Store each changed box; return problems by address ('' for the reason) and how many were stored."""
    problems: dict[str, str] = {}
    changed = 0
    for box in editor.boxes:
        text = posted.texts[box.address].strip()
        if text == box.value.strip():
            continue
        if not posted.reason.strip() and text != given_at(seen.flat, box.address).text:
            problems[""] = "理由未填。请写明审核与填报不同的理由。"
            continue
        problem = _corrected(request, filing, seen, box, (text, posted.reason))
        if problem is None:
            changed += 1
        else:
            problems[box.address] = f"{problem.what}。{problem.todo}。"
    return problems, changed


def _corrected(
    request: HttpRequest, filing: Filing, seen: Seen, box: EditBox, typed: tuple[str, str]
) -> Problem | None:
    """Store one box; the filer's own text typed again takes the correction back."""
    text, reason = typed
    held = seen.correction_at.get(box.address)
    if held is not None and text == given_at(seen.flat, box.address).text:
        services.withdraw_correction(actor=request.user, correction=held)
        return None
    version = _version(request, box)
    outcome = services.correct(
        actor=request.user, filing=filing, corrected=Corrected(box.address, text, reason, version)
    )
    return outcome if isinstance(outcome, Problem) else None


def _version(request: HttpRequest, box: EditBox) -> int:
    """Return the version that the page showed."""
    version = whole_number(request.POST.get(box.name.replace("value", "version"), ""), 9)
    return box.version if version is None else version
