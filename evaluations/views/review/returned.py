"""退回意见, the department's side of a return: every item with its place, what was changed there, an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from evaluations.access import decide, filing_for
from evaluations.models import Comment, Filing, ReturnNotice
from evaluations.selectors.evidence import files_now
from evaluations.selectors.review import comments_of, notices_of
from evaluations.services import Refused
from evaluations.services.comments import answer_comment
from evaluations.views.filing.content import load
from evaluations.workflow import Action, Decision

from .changes import ChangeRow, changes_since
from .comments import Card, card_of
from .links import Links
from .mended import at_place

BOX = "answer-"


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """One item: its comment, the way to the place, what was changed there since, and the answer in the box."""

    card: Card
    url: str
    stage: str
    changes: tuple[ChangeRow, ...]
    box: str
    answer: str


@dataclass(frozen=True, slots=True)
class ReturnedPage:
    """The page; `notice` is the latest."""

    filing: Filing
    notice: ReturnNotice
    items: tuple[ReturnedItem, ...]
    others: tuple[ChangeRow, ...]
    """Changes at places that no item names."""
    answering: Decision

    @property
    def unanswered(self) -> int:
        return sum(item.card.open and not item.card.waits for item in self.items)


def returned(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Show the items of the latest return; the post answers them."""
    action = Action.ANSWER_COMMENT if request.method == "POST" else Action.READ_CONTENT
    filing = filing_for(request.user, filing_id, action)
    kept: Mapping[str, str] = {}
    if request.method == "POST":
        kept = _answer(request, filing)
        if not kept:
            return redirect("evaluations:returned", filing_id=filing_id)
        filing.refresh_from_db()
    notices = notices_of(filing)
    if not notices:
        return render(request, "evaluations/review/never_returned.html", {"filing": filing})
    page = returned_page(request, filing, notices[0], kept)
    status = 409 if kept else 200
    return render(
        request, "evaluations/review/returned.html", {"page": page, "notices": notices}, status=status
    )


def returned_page(
    request: HttpRequest, filing: Filing, notice: ReturnNotice, kept: Mapping[str, str]
) -> ReturnedPage:
    """Return the page of a return. The number of queries does not grow with the items."""
    content = load(filing, request.user)
    changes = changes_since(content.document, content.flat, filing, notice.revision)
    links, files = Links(content), files_now(filing)
    listed = {item["comment"] for item in notice.items}
    items = []
    for comment in comments_of(filing):
        if comment.pk not in listed:
            continue
        card = card_of(content.document, content.flat, comment)
        box = f"{BOX}{card.id}"
        items.append(
            ReturnedItem(
                card=card,
                url=links.url(card.address),
                stage=links.stage(card.address),
                changes=at_place(changes, card.address, files),
                box=box,
                answer=kept.get(box, last_answer(card)),
            )
        )
    told = {row.address for item in items for row in item.changes}
    return ReturnedPage(
        filing=filing,
        notice=notice,
        items=tuple(items),
        others=tuple(row for row in changes if row.address not in told),
        answering=decide(request.user, filing, Action.ANSWER_COMMENT),
    )


def last_answer(card: Card) -> str:
    """Return the department's last answer of this round: what was said after the reviewer's last word."""
    said = card.said[-1] if card.said else None
    return said.text if said is not None and said.answers else ""


def _answer(request: HttpRequest, filing: Filing) -> Mapping[str, str]:
    """Store the answers that are new; return the texts that could not be stored."""
    kept: dict[str, str] = {}
    done = 0
    for comment in comments_of(filing):
        box = f"{BOX}{comment.pk}"
        text = request.POST.get(box, "").replace("\r\n", "\n").strip()
        if not text or text == _stored_answer(comment):
            continue
        try:
            answer_comment(actor=request.user, comment=comment, text=text)
        except Refused as refused:
            messages.error(request, refused.reason)
            kept[box] = text
        else:
            done += 1
    if done:
        messages.success(request, f"已保存 {done} 条答复。")
    elif not kept:
        messages.info(request, "没有新的答复。")
    return kept


def _stored_answer(comment: Comment) -> str:
    entries = list(comment.entries.all())
    return entries[-1].text if entries and entries[-1].kind == entries[-1].Kind.ANSWER else ""
