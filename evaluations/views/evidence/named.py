"""Files in the lists of other pages: under a row of the tree, on a stage, beside a score."""

from collections.abc import Iterable
from dataclasses import dataclass

from evaluations.evidence import said_pages
from evaluations.selectors.evidence import File

from .links import file_url


@dataclass(frozen=True, slots=True)
class Named:
    """A file in a list, as the tag `evidence` prints it."""

    name: str
    url: str
    pages: str


def named(filing_id: int, file: File, pages: str) -> Named:
    """Return a file in a list."""
    return Named(file.name, file_url(filing_id, file.key), said_pages(pages))


def named_at(filing_id: int, files: Iterable[File], addresses: Iterable[str]) -> tuple[Named, ...]:
    """Return the files that prove any of some places, in their order."""
    wanted = set(addresses)
    return tuple(
        named(filing_id, file, pages) for file in files for where, pages in file.places if where in wanted
    )
