"""The filing's summary for lists, stored."""

from evaluations.models import Filing
from evaluations.selectors.filings import flat_of, sheet_of
from evaluations.selectors.summaries import summarize
from evaluations.workflow import WITH_BUREAU, State
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.results import Sheet


def refresh(filing: Filing) -> Sheet:
    """Score the filing, store its summary, and return the sheet. What the bureau holds it sees in its own."""
    flat = flat_of(filing)
    sheet = sheet_of(filing, flat)
    filing.summary, filing.summary_stale = summarize(filing, flat, sheet), False
    told = {"summary": filing.summary, "summary_stale": False}
    if State(filing.state) in WITH_BUREAU:
        filing.sent_summary = told["sent_summary"] = filing.summary
    Filing.objects.filter(pk=filing.pk).update(**told)
    return sheet


def refresh_stale() -> int:
    """Store the summaries that edits have outrun, for lists of many filings; return how many.

    A filing that is written to meanwhile stays stale for the next time.
    """
    stored = 0
    for filing in Filing.objects.filter(summary_stale=True).select_related("cycle", "department", "version"):
        flat = flat_of(filing)
        summary = summarize(filing, flat, sheet_of(filing, flat))
        still = Filing.objects.filter(pk=filing.pk, revision=filing.revision, summary_stale=True)
        stored += still.update(summary=summary, summary_stale=False)
    return stored


def summary_columns(filing: Filing, scored: tuple[Flat, Sheet]) -> dict[str, object]:
    """Return the columns of a filing whose content is `scored`, which the bureau is not shown."""
    return {"summary": summarize(filing, *scored), "summary_stale": False}


def sent(filing: Filing, scored: tuple[Flat, Sheet]) -> dict[str, object]:
    """Return the columns of a filing whose content `scored` is being sent."""
    summary = summarize(filing, *scored)
    return {
        "summary": summary,
        "summary_stale": False,
        "sent_summary": summary,
        "sent_revision": filing.revision,
    }
