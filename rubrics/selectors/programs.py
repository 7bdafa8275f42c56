"""Stored documents, read and compiled once for each digest."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rubrics import files
from rubrics.models import RubricDocument, RubricVersion
from rubrics.scoring import compile_document
from rubrics.scoring.problems import Problem
from rubrics.scoring.program import Program
from rubrics.scoring.reading.document import read_document
from rubrics.scoring.reading.located import Located
from rubrics.scoring.reading.proof import read_and_prove
from rubrics.scoring.types import Document

YEAR = re.compile(r"(19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document's text says: the document, None while it has blocking problems, and every problem found.

    `year` and `title` are read even then, if they are there (0 and '' if not).
    """

    document: Document | None
    problems: tuple[Problem, ...]
    year: int = 0
    title: str = ""


@lru_cache(maxsize=64)
def read_text(text: str) -> Reading:
    """Read the text of a document strictly; problems carry line and column."""
    tree = files.load_text(text)
    if isinstance(tree, list):
        return Reading(None, tuple(tree))
    result = read_document(tree, load=files.load_shipped)
    year = YEAR.fullmatch(_text(tree, "year"))
    return Reading(
        result.document, tuple(result.problems), int(year.group()) if year else 0, _text(tree, "rubric")
    )


def _text(tree: Located, name: str) -> str:
    child = tree.child(name)
    return (child.text or "").strip() if child else ""


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


def problems_of(version: RubricVersion) -> tuple[Problem, ...]:
    """Return everything that keeps a version from being published: what cannot be read, or is not proved."""
    return _problems(version.document_id)


@lru_cache(maxsize=64)
def _problems(digest: str) -> tuple[Problem, ...]:
    tree = files.load_text(RubricDocument.objects.get(pk=digest).body)
    if isinstance(tree, list):
        return tuple(tree)
    return tuple(read_and_prove(tree, load=files.load_shipped).problems)


def document_for(version: RubricVersion) -> Document:
    """Return the document of a version that filings follow."""
    return program_of(version.document_id).document


def program_for(version: RubricVersion) -> Program:
    """Return the compiled document of a version that filings follow."""
    return program_of(version.document_id)
