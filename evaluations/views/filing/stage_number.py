"""The stage that an address of a page means."""

from django.http import Http404

from evaluations.models import Filing
from rubrics.scoring.types import Stage
from rubrics.selectors.programs import document_for


def stage_or_404(filing: Filing, number: int) -> Stage:
    """Return stage `number` (from 1) of the filing's document. Raises Http404 for one that it does not have."""
    stages = document_for(filing.version).stages
    if not 1 <= number <= len(stages):
        raise Http404
    return stages[number - 1]
