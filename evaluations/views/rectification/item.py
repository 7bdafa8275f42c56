"""One item of the ledger: what is to be mended, what was done, and what the person may do now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from evaluations.access import Person
from evaluations.evidence.kinds import ACCEPTED
from evaluations.models import RectificationEntry, RectificationItem
from evaluations.rectifying import ItemAct
from evaluations.selectors.rectification import decide_item, entries_of, file_of, item_for
from evaluations.views.evidence.download import file_answer

from .rows import ItemRow, item_row


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The page. `reports` and `settles`: whether the person may now; `why`: why neither."""

    row: ItemRow
    version: int
    entries: Sequence[RectificationEntry]
    reports: bool
    settles: bool
    proven: bool
    why: str


def rectification(request: HttpRequest, item_id: int) -> HttpResponse:
    """Show the item."""
    return show(request, item_for(request.user, item_id))


def show(request: HttpRequest, item: RectificationItem, refused: str = "", words: str = "") -> HttpResponse:
    """Show an item, with the reason of a refusal and the words that were typed."""
    context = {"page": _page(request.user, item), "refused": refused, "words": words, "accepted": ACCEPTED}
    status = 409 if refused else 200
    return render(request, "evaluations/rectification/item.html", context, status=status)


def _page(user: Person, item: RectificationItem) -> ItemPage:
    entries = entries_of(item)
    reports = decide_item(user, item, ItemAct.NOTE)
    settles = decide_item(user, item, ItemAct.CLOSE)
    return ItemPage(
        row=item_row(item),
        version=item.version,
        entries=entries,
        reports=reports.ok,
        settles=settles.ok,
        proven=any(entry.files.all() for entry in entries),
        why="" if reports.ok or settles.ok else settles.reason,
    )


@never_cache
def rectification_file(request: HttpRequest, item_id: int, item_file: str) -> HttpResponse:
    """A file of an item, to those who may see the item."""
    item = item_for(request.user, item_id)
    file = file_of(item, item_file)
    if file is None:
        raise Http404
    return file_answer(request, file, reverse("evaluations:rectification", args=[item.pk]), "回到整改事项")
