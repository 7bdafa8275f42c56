"""Snapshots read back exactly as they were frozen; nothing is scored again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from json import loads
from typing import Any

from evaluations.freezing import thaw
from evaluations.models import Filing, Snapshot
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.results import Answers, Sheet
from rubrics.scoring.types import Document
from rubrics.selectors.programs import program_of


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a snapshot holds. `verified` is there from the approval on."""

    document: Document
    flat: Flat
    answers: Answers
    sheet: Sheet
    verified: Sheet | None
    department: str
    year: int
    number: str
    submitted_at: datetime
    former_names: tuple[str, ...] = ()
    evidence: tuple[Mapping[str, Any], ...] = ()
    """The files that were sent with it, each with its checksum and the places that it proves."""
    signature: Mapping[str, Any] | None = None
    """The signed sheet's number, content digest and scan, where it was signed on paper."""


def frozen(snapshot: Snapshot) -> Frozen:
    """Return the contents of a snapshot."""
    flat, content = _thawed(snapshot.sha, snapshot.answers, snapshot.content)
    return Frozen(
        document=program_of(snapshot.digest).document,
        flat=flat,
        answers=content["answers"],
        sheet=content["sheet"],
        verified=content["verified"],
        department=content["department"],
        year=content["year"],
        number=snapshot.number,
        submitted_at=snapshot.at,
        former_names=content.get("former_names", ()),
        evidence=content.get("evidence", ()),
        signature=content.get("signature"),
    )


def latest_snapshot(filing: Filing, purpose: str | None = None) -> Snapshot | None:
    """Return the last snapshot of a filing, of one purpose if given."""
    snapshots = filing.snapshots.select_related("by").order_by("-seq")
    return (snapshots.filter(purpose=purpose) if purpose else snapshots).first()


@lru_cache(maxsize=16)
def _thawed(sha: str, answers: str, content: str) -> tuple[Flat, dict]:
    return thaw(loads(answers)), thaw(loads(content))
