"""审签稿 as it stands: the print of the content as it is, and the one that a change has made void."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from evaluations.freezing import freeze
from evaluations.models import Draft, Filing, Job, canonical
from evaluations.workflow import TRANSITIONS, Action, State
from rubrics.scoring.reading.answers import Flat

from .names import names_of
from .signing import content_digest

KIND = "draft"
"""Of the job that prints one."""
STATES = TRANSITIONS[Action.READ_DRAFT].states
"""While a filing is in one of these, its content is not sent yet."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`draft` is of the content as it is, `void` when the last one of another content was asked for."""

    content: str
    beside: str
    draft: Draft | None
    void: datetime | None


def standing_of(filing: Filing, flat: Flat) -> Standing:
    """Return how the prints of a filing stand whose content is `flat`. At most four queries."""
    content = content_digest(filing, flat)
    last = filing.drafts.order_by("-id")
    draft = last.filter(content=content).first()
    former = None if draft else last.first()
    return Standing(content, beside_digest(filing, flat), draft, former.at if former else None)


def beside_digest(filing: Filing, flat: Flat) -> str:
    """Return the SHA-256 of what a print shows besides the content that is signed. At most two queries."""
    names = names_of(filing)
    held = [flat.presets, flat.preset_origins, flat.previous, flat.previous_origins]
    return hashlib.sha256(canonical(freeze([names.now, names.former, held])).encode()).hexdigest()


def is_unsent(filing: Filing) -> bool:
    """Whether what stands in a filing is still the department's own to read and print; a part goes with its whole."""
    whole = filing.part_of
    return State(filing.state) in STATES and (whole is None or State(whole.state) in STATES)


def job_of_draft(draft: Draft) -> Job | None:
    """Return the last job of a draft. The worker ends both at once: a draft read before is read again."""
    job = Job.objects.filter(kind=KIND, key=str(draft.pk)).order_by("-id").first()
    if job is not None and job.state == Job.State.DONE and not draft.file:
        draft.refresh_from_db(fields=["file", "sha", "size", "pages"])
    return job
