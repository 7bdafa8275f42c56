"""The filing's summary for lists, stored."""

from evaluations.models import Filing, TableRow
from evaluations.selectors.filings import flat_of, sheet_of
from evaluations.selectors.summaries import summarize
from evaluations.workflow import EDITABLE, WITH_BUREAU, State
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.results import Sheet
from rubrics.selectors.programs import document_for

BEFORE = "before_total"
"""In the summary of what was sent: the total that was returned last."""


def refresh(filing: Filing) -> Sheet:
    """Score the filing, store its summary, and return the sheet. What the bureau holds it sees in its own."""
    flat = flat_of(filing)
    sheet = sheet_of(filing, flat)
    filing.summary, filing.summary_stale = summarize(filing, flat, sheet), False
    told = {"summary": filing.summary, "summary_stale": False}
    if State(filing.state) in WITH_BUREAU:
        filing.sent_summary = told["sent_summary"] = {**filing.summary, **_of_the_round_before(filing)}
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


def age_others(filing: Filing) -> int:
    """Note that the summaries of those have aged whose transfers this filing tells of, or who may tell of its own.

    What it tells counts for them from sending until it comes back. Called once that holds; return how many.
    """
    said = document_for(filing.version).transfers
    if said is None:
        return 0
    states = [state.value for state in EDITABLE]
    others = Filing.objects.filter(cycle=filing.cycle_id, part_of=None, state__in=states).exclude(
        pk=filing.pk
    )
    rows = TableRow.objects.filter(table=said.table, deleted_at=None)
    if not rows.filter(filing=filing).exists():
        others = others.filter(pk__in=rows.values("filing"))
    return others.update(summary_stale=True)


def summary_columns(filing: Filing, scored: tuple[Flat, Sheet]) -> dict[str, object]:
    """Return the columns of a filing whose content is `scored`, which the bureau is not shown."""
    return {"summary": summarize(filing, *scored), "summary_stale": False}


def sent(filing: Filing, scored: tuple[Flat, Sheet]) -> dict[str, object]:
    """Return the columns of a filing whose content `scored` is being sent."""
    summary = summarize(filing, *scored)
    return {
        "summary": summary,
        "summary_stale": False,
        "sent_summary": {**summary, **_of_the_round_before(filing)},
        "sent_revision": filing.revision,
    }


def returned(filing: Filing) -> dict[str, object]:
    """Return the columns of a filing that is being returned: what it came to is kept beside what is sent next."""
    kept = {BEFORE: filing.sent_summary.get("total", "")} if filing.sent_summary.get("complete") else {}
    return {"sent_summary": {**filing.sent_summary, **kept}}


def _of_the_round_before(filing: Filing) -> dict[str, object]:
    return {BEFORE: filing.sent_summary[BEFORE]} if BEFORE in filing.sent_summary else {}
