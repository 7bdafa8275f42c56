"""清除涉密内容 in a year: the way to every filing, sent or not, and what was cleared by whom and when."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from evaluations.models import Cycle, Event, Filing
from evaluations.workflow import Action


@dataclass(frozen=True, slots=True)
class ClearedRow:
    """One place that was cleared: never what stood there."""

    at: datetime
    by: str
    whose: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class FilingRow:
    """A filing in which something can be cleared."""

    code: str
    whose: str
    state: str
    url: str


def year_purges(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Show both lists. Three queries."""
    cycle = get_object_or_404(Cycle, pk=cycle_id)
    filings = cycle.filings.select_related("department").order_by("department__code", "subject_key")
    told = Event.objects.filter(action=Action.PURGE.value, filing__cycle=cycle).order_by("-id")
    shown = {
        "cycle": cycle,
        "filings": [_filing_row(filing) for filing in filings],
        "cleared": [_cleared_row(one) for one in told.select_related("actor", "filing__department")],
    }
    return render(request, "evaluations/bureau/year_purges.html", shown)


def _filing_row(filing: Filing) -> FilingRow:
    url = reverse("evaluations:purge", args=[filing.pk])
    return FilingRow(filing.department.code, filing.whose, filing.state, url)


def _cleared_row(event: Event) -> ClearedRow:
    whose = event.filing.whose if event.filing else ""
    return ClearedRow(event.at, str(event.actor), whose, event.data["place"], event.data["reason"])
