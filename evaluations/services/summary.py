"""The filing's summary for lists: totals, grade, checks and progress, always rebuildable from its content."""

from dataclasses import asdict
from decimal import Decimal

from evaluations.models import Filing
from evaluations.selectors.filings import flat_of, sheet_of, verified_flat_of
from evaluations.selectors.stages import stages_from
from evaluations.workflow import WITH_BUREAU, State
from rubrics.scoring.index import TOTAL
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.results import Outcome, Sheet
from rubrics.selectors.programs import document_for


def refresh(filing: Filing) -> Sheet:
    """Score the filing, store its summary, and return the sheet. What the bureau holds it sees in its own."""
    flat = flat_of(filing)
    sheet = sheet_of(filing, flat)
    filing.summary = _summary(filing, flat, sheet)
    told = {"summary": filing.summary}
    if State(filing.state) in WITH_BUREAU:
        filing.sent_summary = told["sent_summary"] = filing.summary
    Filing.objects.filter(pk=filing.pk).update(**told)
    return sheet


def sent(filing: Filing, scored: tuple[Flat, Sheet]) -> dict[str, object]:
    """Return the columns of a filing whose content `scored` is being sent."""
    summary = _summary(filing, *scored)
    return {"summary": summary, "sent_summary": summary, "sent_revision": filing.revision}


def _summary(filing: Filing, flat: Flat, sheet: Sheet) -> dict[str, object]:
    verified_flat = verified_flat_of(filing, flat)
    verified = sheet if verified_flat == flat else sheet_of(filing, verified_flat)
    return {
        **_scores(sheet, ""),
        **_scores(verified, "verified_"),
        **_checks(sheet),
        "ratio": _first_ratio(filing, sheet),
        "stages": [asdict(stage) for stage in stages_from(filing, flat, sheet)],
    }


def _first_ratio(filing: Filing, sheet: Sheet) -> str:
    """Return the ratio that the document lists first, canonical, for lists; '' where it has no value."""
    ratios = document_for(filing.version).ratios
    value = sheet.figures[ratios[0].id].value if ratios else None
    return str(value) if isinstance(value, Decimal) else ""


def _scores(sheet: Sheet, prefix: str) -> dict[str, object]:
    total = sheet.totals[TOTAL]
    return {
        f"{prefix}total": str(total.score),
        f"{prefix}complete": total.complete,
        f"{prefix}grade": sheet.grade,
    }


def _checks(sheet: Sheet) -> dict[str, object]:
    counts = dict.fromkeys((outcome.value for outcome in Outcome), 0)
    for check in sheet.checks:
        counts[check.outcome.value] += 1
    return {"checks": counts, "points": str(sheet.totals[TOTAL].points)}
