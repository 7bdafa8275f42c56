"""清除涉密内容: the place is chosen, what repeats it is looked at, then it is done for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from evaluations.access import decide, filing_for
from evaluations.models import Filing
from evaluations.selectors.elsewhere import OtherPlace
from evaluations.selectors.place_texts import texts_by_place
from evaluations.selectors.purge_list import PurgeList, is_file, purge_list, titles_of
from evaluations.services.purging import Chosen, Purged
from evaluations.services.purging import purge as purge_place
from evaluations.views.bureau.posting import attempt, status_of
from evaluations.workflow import Action

from .purge_form import PurgeForm, choices_of, stamp_of, words_in

MOST_TOLD = 10
LOOK = "look"
A_FILE = "一个佐证文件"
LOOK_FIRST = "下面列出的内容和您看过的不一样（换了位置、词句，或刚有变动）。请核对、勾选以后再清除。"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A place of another filing, and where it is cleared."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PurgePage:
    """The page; `parts` are filings of units, which have a page of their own: (name, address)."""

    filing: Filing
    back: str
    reason: str
    """Why nothing can be done, ''."""
    empty: bool
    parts: tuple[tuple[str, str], ...]
    sent: bool
    """Whether the bureau ever got it; else nothing of what it says is shown."""
    place: str
    """What the chosen place is called, ''."""
    found: PurgeList | None
    elsewhere: tuple[Elsewhere, ...]
    ticked: frozenset[str]
    seen: str


def purge(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Show the form with what repeats the chosen place; the post clears it with what was ticked."""
    filing = filing_for(request.user, filing_id, Action.PURGE)
    titles = titles_of(filing, texts_by_place(filing))
    looks = request.method != "POST" or LOOK in request.POST
    asked: Mapping[str, str] = request.POST if request.method == "POST" else request.GET
    where, words = asked.get("at", ""), words_in(request.POST.get("words", ""))  # never in an address
    form = PurgeForm(
        None if looks else request.POST,
        choices=choices_of(filing, titles),
        name=filing.whose,
        initial={name: asked.get(name, "") for name in ("at", "reason", "typed")}
        | {"words": "\n".join(words)},
    )
    found = purge_list(filing, where, words) if where in titles else None
    page = _page(request, filing, titles, where, found, stamp_of(where, words, found))
    if not looks and form.is_valid() and _is_seen(request, form, page):
        done: list[Purged] = []
        if attempt(form, lambda: done.append(_purge(request, filing, form))):
            _tell(request, filing, done[0])
            return HttpResponseRedirect(_back(request, filing), status=303)
    shown = {"page": page, "form": form}
    return render(request, "evaluations/review/purge.html", shown, status=status_of(form))


def _is_seen(request: HttpRequest, form: PurgeForm, page: PurgePage) -> bool:
    """Whether the person decided on just what is listed now."""
    if request.POST.get("seen", "") == page.seen:
        return True
    form.add_error(None, LOOK_FIRST)
    return False


def _purge(request: HttpRequest, filing: Filing, form: PurgeForm) -> Purged:
    said = form.cleaned_data
    chosen = Chosen(words_in(said["words"]), frozenset(request.POST.getlist("ticked")))
    return purge_place(
        actor=request.user, filing=filing, address=said["at"], reason=said["reason"], chosen=chosen
    )


def _page(
    request: HttpRequest,
    filing: Filing,
    titles: Mapping[str, str],
    where: str,
    found: PurgeList | None,
    seen: str,
) -> PurgePage:
    parts = filing.parts.select_related("department").order_by("department__code")
    return PurgePage(
        filing=filing,
        back=_back(request, filing),
        reason=decide(request.user, filing, Action.PURGE).reason,
        empty=not titles,
        parts=tuple((part.whose, reverse("evaluations:purge", args=[part.pk])) for part in parts),
        sent=filing.snapshots.exists(),
        place=titles.get(where, ""),
        found=found,
        elsewhere=tuple(_elsewhere(one) for one in found.elsewhere) if found else (),
        ticked=frozenset(request.POST.getlist("ticked")),
        seen=seen,
    )


def _elsewhere(one: OtherPlace) -> Elsewhere:
    title = titles_of(one.filing, [one.where])[one.where]
    url = f"{reverse('evaluations:purge', args=[one.filing.pk])}?at={quote(one.where, safe='')}"
    return Elsewhere(f"{one.filing} · {title}", url)


def _tell(request: HttpRequest, filing: Filing, done: Purged) -> None:
    messages.success(request, f"已清除“{done.event.data['place']}”，原因记入办理记录。")
    if done.left:
        named = "、".join(
            A_FILE if is_file(where) else title  # its name would say it again
            for where, title in titles_of(filing, done.left[:MOST_TOLD]).items()
        )
        messages.warning(request, f"下列位置还有同样的内容：{named}。请核对，需要的逐处清除。")


def _back(request: HttpRequest, filing: Filing) -> str:
    """Return the page that the bureau comes from: what it may read of the filing, else the year's list."""
    if filing.part_of_id is not None and decide(request.user, filing, Action.READ_CONTENT).ok:
        return reverse("evaluations:stage", args=[filing.pk, 1])
    if (
        filing.part_of_id is None
        and decide(request.user, filing, Action.VIEW).ok
        and filing.snapshots.exists()
    ):
        return reverse("evaluations:review", args=[filing.pk])
    return reverse("evaluations:year_purges", args=[filing.cycle_id])
