"""A filing as the reviewer sees it: what was sent, scored as sent and with corrections, and what was sent before.

What stands in the filing now is read nowhere here: it is the department's own until it is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied

from evaluations.judging import judged
from evaluations.models import Correction, Filing, Snapshot
from evaluations.selectors.evidence import File, files_sent
from evaluations.selectors.filings import overlaid, versions_of
from evaluations.selectors.snapshots import frozen, latest_snapshot
from evaluations.workflow import FINISHED, NOT_SENT
from rubrics.scoring import assess, score
from rubrics.scoring.index import Index
from rubrics.scoring.program import Program
from rubrics.scoring.reading.answers import Flat, read_flat
from rubrics.scoring.results import Answers, Sheet
from rubrics.scoring.types import Document
from rubrics.selectors.programs import program_for


@dataclass(frozen=True, slots=True)
class Seen:
    """`sheet` is the department's own result, `verified` the one with the corrections laid over it."""

    filing: Filing
    program: Program
    flat: Flat
    answers: Answers
    sheet: Sheet
    verified_flat: Flat
    verified: Sheet
    versions: Mapping[str, int]
    corrections: tuple[Correction, ...]
    to_recheck: tuple[Correction, ...]
    """Corrections that hold no more: the department changed the answer under them."""
    snapshot: Snapshot
    before: Snapshot | None
    """What was sent in the round before, if there was one."""
    files: tuple[File, ...]
    """The files that were sent with it."""

    @property
    def document(self) -> Document:
        return self.program.document

    @property
    def index(self) -> Index:
        return self.program.index

    @property
    def correction_at(self) -> Mapping[str, Correction]:
        """Corrections in force by address."""
        return {one.address: one for one in self.corrections}


def see(filing: Filing) -> Seen:
    """Return what was sent last. Few queries, however much it is.

    Raises PermissionDenied with the reason before anything was sent.
    """
    sent = list(
        filing.snapshots.filter(purpose=Snapshot.Purpose.SUBMISSION).select_related("by").order_by("-seq")[:2]
    )
    if not sent:
        raise PermissionDenied(NOT_SENT)
    kept = frozen(sent[0])
    flat, answers, sheet = kept.flat, kept.answers, kept.sheet
    found = judged(filing, sent[0].revision)
    corrections = tuple(found.held)
    program = program_for(filing.version)
    verified_flat = overlaid(flat, corrections)
    return Seen(
        filing=filing,
        program=program,
        flat=flat,
        answers=answers,
        sheet=sheet,
        verified_flat=verified_flat,
        verified=_verified_of(filing, sent[0])
        or (
            _verified(program, answers, verified_flat) if corrections or sent[0].purged is not None else sheet
        ),
        versions=versions_of(filing),
        corrections=corrections,
        to_recheck=tuple(found.to_recheck),
        snapshot=sent[0],
        before=sent[1] if len(sent) > 1 else None,
        files=files_sent(sent[0]),
    )


def _verified_of(filing: Filing, sent: Snapshot) -> Sheet | None:
    """Return the verified result as it was approved, where something was cleared out of what was sent."""
    if sent.purged is None or filing.state not in FINISHED:
        return None
    approval = latest_snapshot(filing, Snapshot.Purpose.APPROVAL)
    return frozen(approval).verified if approval else None


def _verified(program: Program, answers: Answers, flat: Flat) -> Sheet:
    read, problems = read_flat(program.document, flat)
    with_past = replace(read, previous=answers.previous, presets=answers.presets)
    sheet = assess(program, with_past)
    return replace(sheet, problems=(*problems, *sheet.problems))


def unlaid(seen: Seen) -> Sheet:
    """Return the sheet that a correction by itself is held against: computed anew where scores were kept as sealed."""
    if seen.snapshot.purged is None:
        return seen.sheet
    read, _ = read_flat(seen.document, seen.flat)
    return score(seen.program, replace(read, previous=seen.answers.previous, presets=seen.answers.presets))


def alone(seen: Seen, correction: Correction) -> Sheet:
    """Return the sheet with one correction only, without checks: which lines it moves by itself."""
    read, _ = read_flat(seen.document, overlaid(seen.flat, [correction]))
    return score(seen.program, replace(read, previous=seen.answers.previous, presets=seen.answers.presets))
