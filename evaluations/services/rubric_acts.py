"""What is done to rubric versions, noted in the log like every other act."""

from typing import Any

from evaluations.access import Person
from rubrics.models import RubricVersion

from .events import record


def note_rubric_act(*, actor: Person, act: str, version: RubricVersion, **_: Any) -> None:
    """Append the event of an act on a version; the signal comes inside the act's own transaction."""
    data = {"version": version.pk, "rubric": f"{version}《{version.title}》", "digest": version.document_id}
    record(actor=actor, action=f"{act}_rubric", data=data)
