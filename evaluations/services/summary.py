"""The filing's summary for lists, stored."""

from evaluations.models import Filing, Snapshot, TableRow
from evaluations.selectors.filings import flat_of, sheet_of
from evaluations.selectors.snapshots import frozen, latest_snapshot
from evaluations.selectors.summaries import first_ratio, scores_in, summarize
from evaluations.workflow import EDITABLE, FINISHED, WITH_BUREAU, State
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
        sent = {**filing.summary, **_as_sealed(filing), **_of_the_round_before(filing)}
        filing.sent_summary = told["sent_summary"] = sent
    Filing.objects.filter(pk=filing.pk).update(**told)
    return sheet


def refresh_after_purge(filing: Filing) -> None:
    """Score what is being filled in or reviewed; what was decided keeps its scores, less a ratio that says too much."""
    if State(filing.state) not in FINISHED:
        refresh(filing)
    sent = latest_snapshot(filing, Snapshot.Purpose.SUBMISSION)
    refreshed = State(filing.state) in WITH_BUREAU - FINISHED
    if sent is None or refreshed or not filing.sent_summary:
        return
    ratio = {"ratio": first_ratio(filing, frozen(sent).sheet)}
    Filing.objects.filter(pk=filing.pk).update(
        sent_summary={**filing.sent_summary, **ratio},
        **({"summary": {**filing.summary, **ratio}} if State(filing.state) in FINISHED else {}),
    )


def _as_sealed(filing: Filing) -> dict[str, object]:
    """Return the self scores of what was sent, where something was cleared out of it: those were sealed."""
    sent = latest_snapshot(filing, Snapshot.Purpose.SUBMISSION)
    if sent is None or sent.purged is None:
        return {}
    return scores_in(frozen(sent).sheet, "")


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
