"""公开版: the print for the public, without what the document calls private."""

from dataclasses import replace

from rubrics.scoring.types import Document

from .source import Source

HIDDEN = "（不公开）"
"""Stands where a text quotes a figure that is left out."""


def made_public(source: Source, edition: str) -> Source:
    """Return what the public reads of a frozen filing: names below the head's and telephones are left out."""
    return replace(source, edition=edition, hidden=private_names(source.document))


def private_names(document: Document) -> frozenset[str]:
    """Return the names of a document's private figures; those of a table with the table's in front."""
    inputs = {field.id for field in document.inputs if field.private}
    return frozenset(inputs) | {
        f"{table.id}.{column.id}" for table in document.tables for column in table.columns if column.private
    }
