"""办理记录 of a filing: a page of events and changes, by place if asked."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from evaluations.access import decide, filing_for
from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Snapshot
from evaluations.selectors.records import CHANGE, EVENT, RecordQuery, entries_of, records_of
from evaluations.selectors.snapshots import latest_snapshot
from evaluations.workflow import Action
from rubrics.selectors.programs import document_for

from .record_rows import places_as_sent, places_in, rows_of

PER_PAGE = 50
KINDS = (("", "全部"), (EVENT, "办理"), (CHANGE, "修改"))
LONGEST_ADDRESS = 400


class TimelineView(View):
    """Everything that was done to a filing, latest first; what the bureau may not read yet is left out."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Show a page of it."""
        filing = filing_for(request.user, filing_id)
        document = document_for(filing.version)
        asked = asked_for(request, len(document.stages))
        if decide(request.user, filing, Action.READ_CONTENT).ok:
            places = places_in(filing)
        else:
            sent = latest_snapshot(filing, Snapshot.Purpose.SUBMISSION)
            asked = replace(asked, until=(sent.revision, sent.at) if sent else (0, filing.opened_at))
            places = places_as_sent(filing, sent)
        found: Any = records_of(filing, asked)
        page: Page[Any] = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "filing": filing,
            "page": page,
            "rows": rows_of(places, filing, entries_of(page.object_list)),
            "asked": asked,
            "place": places.title(asked.address) if asked.address else "",
            "kinds": KINDS,
            "stages": [(number, stage.id) for number, stage in enumerate(document.stages, start=1)],
        }
        return render(request, "evaluations/submission/timeline.html", context)


def asked_for(request: HttpRequest, stages: int) -> RecordQuery:
    """Return what the address of the page asks for; what it cannot mean is left out."""
    kind, stage = request.GET.get("kind", ""), whole_number(request.GET.get("stage", ""), 3) or 0
    address = request.GET.get("place", "")
    usable = len(address) <= LONGEST_ADDRESS and "\0" not in address
    return RecordQuery(
        kind=kind if kind in {EVENT, CHANGE} else "",
        stage=stage if stage <= stages else 0,
        address=address if usable else "",
    )
