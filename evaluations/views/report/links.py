"""Where a filing is read whole."""

from django.urls import reverse

from evaluations.models import Filing
from evaluations.selectors.drafts import is_unsent
from evaluations.workflow import WITH_BUREAU, State


def reading_url(filing: Filing) -> str:
    """Return where the whole of a filing is read as its report: as it stands before it is sent, then as it was sent.

    '' for the bureau before; the filing is one that came through the door (`filing_for`).
    """
    if State(filing.state) in WITH_BUREAU:
        return reverse("evaluations:report_preview", args=[filing.pk])
    return draft_url(filing)


def draft_url(filing: Filing) -> str:
    """Return where the department reads what is not sent yet, '' for anybody else and afterwards."""
    return reverse("evaluations:draft", args=[filing.pk]) if filing.inside and is_unsent(filing) else ""
