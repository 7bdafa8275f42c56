"""Buttons beside a box: the bureau's figure or last year's content taken over, and what was taken over confirmed.

Each is a post of the page's own form: what was typed besides is saved with it, and every place is written against the
version that the page showed.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views import View

from evaluations.access import filing_for
from evaluations.forms.stamps import BASE, box_content, read_stamp, typed_from
from evaluations.models import Filing, Status
from evaluations.selectors.past import FROM_PAST
from evaluations.selectors.presets import FROM_BUREAU
from evaluations.services.filing import save_fields
from evaluations.services.past_rows import take_past_rows
from evaluations.services.remedies import take_remedies
from evaluations.services.results import Refused, SaveResult, Typed
from evaluations.services.targets import take_targets
from evaluations.workflow import Action
from rubrics.scoring import address as addresses
from rubrics.scoring.index import field_address
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Field

from .anchors import place_url, stage_url
from .attempt import Attempt
from .content import Content, load
from .held_rows import TAKE_TARGETS, key_at
from .notices import say
from .page import fields_on
from .presets import TAKE_PRESET
from .previous import CONFIRM, TAKE_PAST, TAKE_ROWS, WHOLE_PAGE, can_be_taken, carried_text, taken_on, waits
from .remedy_offers import TAKE_MEASURES, TAKE_PROBLEMS
from .saving import attempt_of, save
from .stage import GONE, page_response, refused_page
from .stage_number import stage_or_404

ADDED = {
    TAKE_TARGETS: "已采用财政下达的指标 {} 个。完成值等请接着填。",
    TAKE_ROWS: "已带入上年的 {} 行，都标了“待确认”。请逐行核对：没有变的按“确认无误”，变了的直接改，没有了的删去。",
    TAKE_PROBLEMS: "已带入失分的指标 {} 项。标了“待确认”的照录未得满分原因，请改成问题或按“确认无误”，其余各栏接着填。",
    TAKE_MEASURES: "已带入问题 {} 个，各加了一行。其余各栏请接着填。",
}
MOST_PARTS = 3
"""Parts of the address of a cell: table, row, column."""


class TakeView(View):
    """One press: the button says what (`preset|fig:X`, `targets|table:X`, `past|fig:X`, `confirm|fig:X`, `page|`).

    What adds rows (ADDED) names a table for all of them or a row for one (`problems|row:X/y`).
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, filing_id: int, stage: int) -> HttpResponse:
        """Store what the button asks for, with whatever else was changed on the page."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        stage_or_404(filing, stage)
        content = load(filing, request.user)
        what, _, where = request.POST.get("take", "").partition("|")
        if what in ADDED:
            return _take_rows(request, filing, stage, (what, where))
        wanted = wanted_by(content, stage, (what, where), request.POST.dict())
        typed = typed_from(request.POST.dict()) | wanted
        try:
            result = save_fields(actor=request.user, filing=filing, values=typed) if typed else SaveResult()
        except Refused as refused:
            return refused_page(request, filing, stage, str(refused))
        filing.refresh_from_db()
        attempt = attempt_of(typed, result)
        if attempt.failed:
            return page_response(request, load(filing, request.user, attempt.conflicts), stage, attempt)
        _tell(request, content, (what, len(wanted)), attempt)
        back = stage_url(filing.pk, stage)
        return HttpResponseRedirect(back + place_url(content, where, stage) if where else back, status=303)


def _take_rows(request: HttpRequest, filing: Filing, stage: int, press: tuple[str, str]) -> HttpResponse:
    """Save what was typed on the page, then add the rows; nothing is added while something could not be saved."""
    what, where = press
    place = addresses.parse(where)
    if isinstance(place, Problem):
        raise Http404
    try:
        attempt = save(actor=request.user, filing=filing, posted=request.POST.dict())
        filing.refresh_from_db()
        if attempt.failed:
            return page_response(request, load(filing, request.user, attempt.conflicts), stage, attempt)
        table, *names = place.path
        if what == TAKE_TARGETS:
            added = take_targets(actor=request.user, filing=filing, table=table, names=names)
        elif what in {TAKE_PROBLEMS, TAKE_MEASURES}:
            added = take_remedies(actor=request.user, filing=filing, table=table, names=names)
        else:
            added = take_past_rows(actor=request.user, filing=filing, table=table)
    except Refused as refused:
        return refused_page(request, filing, stage, str(refused))
    messages.info(request, ADDED[what].format(added) if added else GONE)
    return HttpResponseRedirect(f"{stage_url(filing.pk, stage)}#{addresses.table(table)}", status=303)


def _tell(request: HttpRequest, content: Content, done: tuple[str, int], attempt: Attempt) -> None:
    what, count = done
    if not count:
        messages.info(request, GONE)
    if attempt.saved:
        say(request, content.document, attempt)
    if count and what in {TAKE_PAST, WHOLE_PAGE}:
        words = f"带入上年内容 {count} 处，都标了“待确认”。请逐处核对：没有变的按“确认无误”，变了的直接改。"
        messages.info(request, words)


def wanted_by(
    content: Content, stage: int, press: tuple[str, str], posted: Mapping[str, str]
) -> dict[str, Typed]:
    """Return what a press writes, by address; nothing where it no longer fits what is stored or typed."""
    what, where = press
    fields = {field_address(field): field for field in fields_on(content, stage)}
    if what == WHOLE_PAGE:
        places = [field_address(field) for field in taken_on(content, fields.values())]
    else:
        places = [where] if where in fields else []
    found = {} if places else _cell(content, what, where, posted)
    for place in places:
        typed = _typed(content, what, fields[place], posted)
        if typed is not None:
            found[place] = typed
    return found


def _cell(content: Content, what: str, where: str, posted: Mapping[str, str]) -> dict[str, Typed]:
    """Return what a press writes into a cell of a table: the bureau's figure, or what stands there, confirmed."""
    place, base = addresses.parse(where), read_stamp(posted.get(where + BASE, ""))
    if isinstance(place, Problem) or place.kind != "row" or len(place.path) != MOST_PARTS or base is None:
        return {}
    if what == CONFIRM and waits(content, place):
        return {where: Typed(box_content(posted, where)[0], base.version)}
    held = content.flat.presets.get(key_at(content, place)) if what == TAKE_PRESET else None
    return {} if held is None else {where: Typed(held, base.version, source=FROM_BUREAU)}


def _typed(content: Content, what: str, field: Field, posted: Mapping[str, str]) -> Typed | None:
    where = field_address(field)
    base = read_stamp(posted.get(where + BASE, ""))
    if base is None or field.given:
        return None
    text, status = box_content(posted, where)
    if what == TAKE_PRESET:
        held = content.flat.presets.get(field.id)
        return None if held is None else Typed(held, base.version, source=FROM_BUREAU)
    if what == CONFIRM:
        return Typed(text, base.version, status) if content.flat.waits(where) else None
    if what in {TAKE_PAST, WHOLE_PAGE} and not text.strip() and can_be_taken(content, field):
        return Typed(carried_text(content, field), base.version, Status.TO_CONFIRM.value, FROM_PAST)
    return None
