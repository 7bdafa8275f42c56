"""What lists show of a filing: totals, grade, checks and progress, always rebuildable from its content."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from evaluations.models import Filing
from rubrics.scoring.index import TOTAL
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.results import Outcome, Sheet
from rubrics.selectors.programs import document_for

from .filings import flat_of, sheet_of, verified_flat_of
from .stages import stages_from


def summary_of(filing: Filing) -> Mapping[str, Any]:
    """Return the summary of a filing as it stands: the stored one, or scored anew where an edit came after it."""
    if not filing.summary_stale:
        return filing.summary
    flat = flat_of(filing)
    return summarize(filing, flat, sheet_of(filing, flat))


def summarize(filing: Filing, flat: Flat, sheet: Sheet) -> dict[str, object]:
    """Return the summary of scored content; numbers as text."""
    verified_flat = verified_flat_of(filing, flat)
    verified = sheet if verified_flat == flat else sheet_of(filing, verified_flat)
    return {
        **scores_in(sheet, ""),
        **scores_in(verified, "verified_"),
        **_checks(sheet),
        "ratio": first_ratio(filing, sheet),
        "stages": [asdict(stage) for stage in stages_from(filing, flat, sheet)],
    }


def first_ratio(filing: Filing, sheet: Sheet) -> str:
    """Return the ratio that the document lists first, canonical, for lists; '' where it has no value."""
    ratios = document_for(filing.version).ratios
    value = sheet.figures[ratios[0].id].value if ratios else None
    return str(value) if isinstance(value, Decimal) else ""


def scores_in(sheet: Sheet, prefix: str) -> dict[str, object]:
    """Return the total of a result and its grade, under names that begin with `prefix`."""
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
