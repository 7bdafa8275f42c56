"""Stored documents, read and compiled once for each digest."""

from dataclasses import dataclass
from functools import lru_cache

from rubrics import files
from rubrics.models import RubricDocument, RubricVersion
from rubrics.scoring import Document, Problem, Program, compile_document, read_document


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document's text says: the document, if it can be read at all, and every problem found in it."""

    document: Document | None
    problems: tuple[Problem, ...]


@lru_cache(maxsize=64)
def read_text(text: str) -> Reading:
    """Read the text of a document strictly; problems carry line and column."""
    tree = files.load_text(text, "")
    if isinstance(tree, list | tuple):
        return Reading(None, tuple(tree))
    result = read_document(tree, load=files.load_shipped)
    return Reading(result.document, tuple(result.problems))


@lru_cache(maxsize=64)
def _reading(digest: str) -> Reading:
    return read_text(RubricDocument.objects.get(pk=digest).body)


@lru_cache(maxsize=64)
def program_of(digest: str) -> Program:
    """Return the compiled document of a digest; a stored document never changes, so it is kept for good."""
    document = _reading(digest).document
    if document is None:
        raise ValueError(f"document {digest} cannot be read")
    return compile_document(document)


def reading_of(version: RubricVersion) -> Reading:
    """Return the version's document with its problems."""
    return _reading(version.document_id)


def document_for(version: RubricVersion) -> Document:
    """Return the document of a version that filings follow."""
    return program_of(version.document_id).document


def program_for(version: RubricVersion) -> Program:
    """Return the compiled document of a version that filings follow."""
    return program_of(version.document_id)
