"""What stands against sending, counted in every place that tells a person."""

from evaluations.selectors.filings import sheet_of
from evaluations.selectors.stages import stages_of
from evaluations.services import submission
from evaluations.views.filing.attempt import NO_ATTEMPT
from evaluations.views.filing.content import load
from evaluations.views.submission.page import check_page
from tests.evaluations.filing.made import Made


def counted(made: Made) -> tuple[int, int]:
    """Return what stops and what asks, after comparing everywhere that it is counted."""
    rail, page = stages_of(made.filing), check_page(load(made.filing, made.filer), NO_ATTEMPT)
    against = submission.standing_against(sheet_of(made.filing))
    stops = sum(stage.missing + stage.blocking for stage in rail)
    asks = sum(stage.explaining for stage in rail)
    told = [f"{stops} 项待改正或补填"] * bool(stops) + [f"{asks} 项待写情况说明"] * bool(asks)
    assert [reason.text for reason in page.verdict.reasons] == told
    assert {group.severity: group.open for group in page.groups if group.severity != "提示"} == {
        "阻断": stops,
        "需说明": asks,
    }
    assert len(against) == stops + asks
    return stops, asks
