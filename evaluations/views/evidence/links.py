"""Addresses of the pages of evidence."""

from urllib.parse import urlencode

from django.urls import reverse


def page_url(filing_id: int, at: str = "") -> str:
    """Return the page of a filing's evidence; `at`: with a place chosen for what is uploaded next."""
    url = reverse("evaluations:evidence", args=[filing_id])
    return f"{url}?{urlencode({'at': at})}#upload" if at else url


def opinion_url(filing_id: int, where: str) -> str:
    """Return where a reviewer pins an opinion to a place."""
    return f"{reverse('evaluations:review', args=[filing_id])}?{urlencode({'at': where})}#opinion"


def file_url(filing_id: int, key: str) -> str:
    """Return where a file is handed out."""
    return reverse("evaluations:evidence_file", args=[filing_id, key])
