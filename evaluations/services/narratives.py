"""A text of the report is saved: the same way as any other place, under its chapter's address."""

from dataclasses import dataclass

from evaluations.access import Person
from evaluations.models import Filing
from rubrics.scoring import address as addresses

from .filing import save_fields
from .results import SaveResult, Typed


@dataclass(frozen=True, slots=True)
class TypedNarrative:
    """A narrative in its text form, and the stored version it was based on."""

    chapter: str
    text: str
    based_on: int = 0


def save_narrative(
    *, actor: Person, filing: Filing, narrative: TypedNarrative, request_key: str = ""
) -> SaveResult:
    """Store a narrative; blocks that stayed keep their ids, so that comments stay with them."""
    where = addresses.chapter(narrative.chapter)
    typed = Typed(narrative.text, narrative.based_on)
    return save_fields(actor=actor, filing=filing, values={where: typed}, request_key=request_key)
