"""What the second reviewer sees: every line as the department scored it, with its evidence, and his own points.

Nothing of the first review is read here: `as_sent` leaves the verified sheet out, corrections and comments are not
asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from evaluations.evidence import said_pages
from evaluations.models import SecondLook, SecondScore
from evaluations.selectors.evidence import File, files_in
from evaluations.selectors.second_looks import as_sent, own_of, scored_lines, scores_of
from evaluations.selectors.snapshots import Frozen
from evaluations.services.results import Conflict
from evaluations.services.second_scores import Entered
from evaluations.views.evidence.named import Named
from evaluations.views.review.places import given_at
from rubrics.scoring import address as addresses
from rubrics.scoring import wording
from rubrics.scoring.address import EVIDENCE, REASON
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Criterion


@dataclass(frozen=True, slots=True)
class LookLine:
    """One line. `typed` and `words` are what its boxes hold; `trouble` says why it was not kept."""

    number: int
    id: str
    title: str
    standard: str
    """评分标准."""
    points: Decimal
    own: Decimal | None
    explained: tuple[str, ...]
    lost_because: str
    evidence: str
    files: tuple[Named, ...]
    typed: str
    words: str
    version: int
    kept: bool
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class LookPage:
    """The page of one filing that was given to somebody."""

    look: SecondLook
    department: str
    """As it was called when it was approved."""
    lines: tuple[LookLine, ...]
    files: tuple[Named, ...]
    """All that was sent."""

    @property
    def done(self) -> int:
        return sum(line.kept for line in self.lines)

    @property
    def troubles(self) -> tuple[LookLine, ...]:
        return tuple(line for line in self.lines if line.trouble)

    @property
    def trouble_word(self) -> str:
        return f"有 {len(self.troubles)} 项没有保存"

    @property
    def own(self) -> Decimal:
        return sum((line.own or Decimal(0) for line in self.lines), Decimal(0))

    @property
    def second(self) -> Decimal | None:
        """The sum of the second scores, None while one is not given."""
        if self.done < len(self.lines):
            return None
        return sum((Decimal(line.typed) for line in self.lines if line.kept), Decimal(0))


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed and not kept, by line."""

    entered: Mapping[str, Entered]
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def trouble_at(self, line: str) -> str:
        """Return why a line was not kept, '' where it was."""
        where = addresses.line(line)
        for problem in self.problems:
            if problem.where == where:
                return f"{problem.what}。{problem.todo}。"
        for one in self.conflicts:
            if one.address == where:
                return f"{one.by}刚刚改为 {one.theirs} 分，您填的没有保存。要用您填的，请再保存一次。"
        return ""


def look_page(look: SecondLook, attempt: Attempt | None = None) -> LookPage:
    """Return the page. One query beside the snapshot."""
    kept, given = as_sent(look), scores_of(look)
    files = files_in(kept)
    lines = tuple(
        _line(look, (kept, files), criterion, (number, given.get(criterion.id), attempt))
        for number, criterion in enumerate(scored_lines(kept.document, kept.sheet), start=1)
    )
    return LookPage(look, kept.department, lines, tuple(_named(look, file, "") for file in files))


def _line(
    look: SecondLook,
    sent: tuple[Frozen, tuple[File, ...]],
    criterion: Criterion,
    mine: tuple[int, SecondScore | None, Attempt | None],
) -> LookLine:
    (kept, files), (number, score, attempt) = sent, mine
    name, line = criterion.id, kept.sheet.lines.get(criterion.id)
    typed = attempt.entered.get(name) if attempt and attempt.trouble_at(name) else None
    return LookLine(
        number=number,
        id=name,
        title=criterion.title,
        standard=criterion.wording,
        points=criterion.points,
        own=own_of(kept.sheet, name),
        explained=wording.explain(line, kept.sheet) if line else (),
        lost_because=given_at(kept.flat, addresses.line(name, REASON)).text,
        evidence=given_at(kept.flat, addresses.line(name, EVIDENCE)).text,
        files=_files_at(look, files, name),
        typed=typed.points if typed else score.points if score else "",
        words=typed.words if typed else score.words if score else "",
        version=score.version if score else 0,
        kept=score is not None,
        trouble=attempt.trouble_at(name) if attempt else "",
    )


def _files_at(look: SecondLook, files: tuple[File, ...], name: str) -> tuple[Named, ...]:
    """Return the files that prove a line, one of its statements or its own indicators."""
    inside, own = f"{addresses.line(name)}/", addresses.table(name)
    return tuple(
        _named(look, file, pages)
        for file in files
        for where, pages in file.places
        if where in (addresses.line(name), own) or where.startswith(inside)
    )


def _named(look: SecondLook, file: File, pages: str) -> Named:
    url = reverse("evaluations:second_look_file", args=[look.pk, file.key])
    return Named(file.name, url, said_pages(pages))
