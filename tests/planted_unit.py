"""A unit of the planted department: its filing was sent up, and every text in it says so where it leaks."""

from typing import Any

from django.utils import timezone

from evaluations.models import Answer, Filing
from evaluations.workflow import Role, State
from tests import factories


def plant_unit(whole: Filing, name: str, words: str) -> tuple[Filing, Any]:
    """Plant the filing of a unit that `whole` sums up, and return it with its filer."""
    from rubrics.scoring.types import FieldType
    from rubrics.selectors.programs import document_for

    unit = factories.department(name, parent=whole.department)
    filer = factories.member(Role.FILER, unit)
    sent = {"state": State.SENT_UP.value, "submitted_at": timezone.now()}
    part = factories.filing(whole.cycle, unit, part_of=whole, **sent)
    for field in document_for(whole.version).inputs:
        if field.type is FieldType.TEXT and not field.given:
            said = {"by": filer, "at": timezone.now()}
            Answer.objects.create(filing=part, key=f"fig:{field.id}", value=words, **said)
    return part, filer
