"""From an address to the place on a page where it is filled in."""

from urllib.parse import quote, urlencode

from django.urls import reverse

from evaluations.models import Filing
from evaluations.selectors.missing_units import WHERE as UNITS
from evaluations.selectors.stages import stage_of
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import BlockKind, Document, FieldType, Stage
from rubrics.selectors.programs import document_for

from .content import Content

PAPERS = ("attachment:", "file:")
"""Addresses of what is on the page of evidence."""
RADIOS = 3
"""Up to so many choices stand side by side: the first of them takes the cursor."""


def stage_url(filing_id: int, number: int) -> str:
    """Return the address of a stage's page; `number` counts from 1."""
    return reverse("evaluations:stage", kwargs={"filing_id": filing_id, "stage": number})


def take_url(filing: Filing, where: str) -> str:
    """Return where the buttons beside the box of an address send the page's form, '' for one on no page."""
    number = stage_of(filing.version, where)
    if number is None:
        return ""
    return reverse("evaluations:stage_take", kwargs={"filing_id": filing.pk, "stage": number + 1})


def place_url(content: Content, where: str, here: int = 0) -> str:
    """Return the link to the box of an address, '' for one on no page; on page `here` only the fragment."""
    return url_of_place(content.filing, where, here)


def url_of_place(filing: Filing, where: str, here: int = 0) -> str:
    """Return the link to the box of an address of a filing."""
    if where.startswith(PAPERS):
        return f"{reverse('evaluations:evidence', args=[filing.pk])}?{urlencode({'at': where})}"
    if where.startswith(UNITS):
        return reverse("evaluations:units", args=[filing.pk])
    number = stage_of(filing.version, where)
    if number is None:
        return ""
    fragment = f"#{quote(box_id(document_for(filing.version), where), safe=':')}"
    return fragment if number + 1 == here else stage_url(filing.pk, number + 1) + fragment


def box_id(document: Document, where: str) -> str:
    """Return the id of the element that takes the cursor for an address."""
    address = addresses.parse(where)
    if isinstance(address, Problem) or address.kind in {"table", "check"}:
        return where
    if address.kind == "row" or (address.kind == "line" and len(address.path) == 1):
        return where
    field = desk_of(document).field_at(address)
    return f"{where}_0" if is_radio(field) else where


def is_radio(field: object) -> bool:
    """Say whether a field is answered by choices that stand side by side."""
    kind, options = getattr(field, "type", None), getattr(field, "options", ())
    return kind is FieldType.YES_NO or (kind is FieldType.CHOICE and len(options) <= RADIOS)


def has_checks(stage: Stage) -> bool:
    """Say whether a stage is the page of the cross-checks, which has views of its own."""
    return any(block.kind is BlockKind.CHECKS for block in stage.blocks)
