"""The printer's only way to a file. Imports WeasyPrint: to be imported where something is printed, not at start."""

import logging
from collections.abc import Iterable
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

LOG = logging.getLogger(__name__)


class PackagedFetcher(URLFetcher):
    """Hands out the packaged files it was made for and refuses every other address: host, data:, other file."""

    def __init__(self, files: Iterable[Path]) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)
        self._files = {path.resolve().as_uri(): path.resolve() for path in files}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return a packaged file; raise ValueError for anything else (WeasyPrint then goes on without)."""
        path = self._files.get(url)
        if path is None:
            LOG.warning("A report asked for an address that is not packaged; refused: %.200s", url)
            raise ValueError(f"not a packaged file: {url:.200}")
        return URLFetcherResponse(url, path.read_bytes())
