"""抽查复核得分: the second reviewer gives his own points line by line, and ends; nothing of the filing changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from evaluations import clock
from evaluations.access import Person, roles_of, sees_first_result
from evaluations.models import SecondLook, SecondScore
from evaluations.selectors.second_looks import as_sent, compared, own_of, result_of, scored_lines, scores_of
from evaluations.selectors.snapshots import Frozen
from evaluations.workflow import SECOND_READERS
from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Criterion, Document, Field, FieldType
from rubrics.scoring.units import UNITS
from rubrics.scoring.values import Parsed

from .cycles import chain_of
from .events import record
from .results import Conflict, Refused, Saved, SaveResult
from .samples import hold_look
from .vouched_samples import score_said
from .vouching import ROWS
from .words import LONGEST

NOT_YOURS = "这份自评已经不由您复核。需要继续的，请联系绩效管理员重新分派。"
OVER = "您已完成复核，不能再改。确需修改的，请联系绩效管理员。"


@dataclass(frozen=True, slots=True)
class Entered:
    """What the second reviewer typed for a line, and the version it was based on (0: there was none)."""

    line: str
    points: str
    words: str
    based_on: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """What was read: points in normal form."""

    points: str
    words: str


@transaction.atomic
def save_scores(*, actor: Person, look: SecondLook, entered: Sequence[Entered]) -> SaveResult:
    """Keep the lines that can be kept, each by its version; what is empty and was empty is left out.

    Problems say what cannot be read, is out of the line's points, or differs from the self score without words.
    """
    held = _hold_mine(actor, look)
    kept, stored, now = as_sent(held), scores_of(held), clock.now()
    lines = {line.id: line for line in scored_lines(kept.document, kept.sheet)}
    found = [
        _saved(held, lines[one.line], one, (kept, stored.get(one.line), actor, now))
        for one in entered
        if one.line in lines and _is_typed(one, stored.get(one.line))
    ]
    saved = tuple(one for one in found if isinstance(one, Saved))
    if saved:
        told = {one.address.removeprefix("line:"): one.text for one in saved}
        words = dict(held.scores.filter(line__in=told).values_list("line", "words"))
        rows = {line: score_said(points, words[line]) for line, points in told.items()}
        data = {
            "department": held.filing.department_id,
            "sample": held.sample.seq,
            "points": told,
            ROWS: rows,
        }
        record(actor=actor, action="save_second_scores", data=data, chain=chain_of(held.sample.cycle), at=now)
    return SaveResult(
        saved=saved,
        conflicts=tuple(one for one in found if isinstance(one, Conflict)),
        problems=tuple(one for one in found if isinstance(one, Problem)),
    )


@transaction.atomic
def finish(*, actor: Person, look: SecondLook) -> SecondLook:
    """End the second look: every line that counts has its points, and none can be changed any more."""
    held = _hold_mine(actor, look)
    lines = compared(held)
    empty = [one.title for one in lines if one.second is None]
    if empty:
        raise Refused(
            f"还有 {len(empty)} 项没有填抽查复核得分：{'、'.join(empty)}。请填写并保存后再完成复核。"
        )
    held.finished_at, held.result = clock.now(), result_of(lines)
    held.save(update_fields=["finished_at", "result"])
    data = {"department": held.filing.department_id, "sample": held.sample.seq}
    record(
        actor=actor,
        action="finish_second_look",
        data=data,
        chain=chain_of(held.sample.cycle),
        at=held.finished_at,
    )
    return held


def points_in(document: Document, line: Criterion, text: str) -> Parsed | Problem:
    """Return the points that a text gives to a line: a number from 0 to what the line is worth."""
    box = Field(
        line.id,
        FieldType.NUMBER,
        UNITS["分"],
        label=line.title,
        minimum=Decimal(0),
        maximum=line.points,
        places=document.rounding.points,
    )
    parsed = values.parse(box, text)
    return values.placed(parsed, addresses.line(line.id)) if isinstance(parsed, Problem) else parsed


def _hold_mine(actor: Person, look: SecondLook) -> SecondLook:
    """Lock what was given to a person who may still look at it and has not ended; raises Refused otherwise."""
    held = hold_look(look)
    mine = held.reader_id == actor.pk and roles_of(actor) & SECOND_READERS
    if not mine or sees_first_result(actor, held.filing):
        raise Refused(NOT_YOURS)
    if held.finished_at is not None:
        raise Refused(OVER)
    return held


def _is_typed(one: Entered, stored: SecondScore | None) -> bool:
    """Whether a line says anything that is not kept yet."""
    if stored is None:
        return bool(one.points.strip() or _words(one))
    return (one.points.strip(), _words(one)) != (stored.points, stored.words)


def _words(one: Entered) -> str:
    """Return the words as they are stored: without the NUL that no database takes."""
    return one.words.replace("\0", "").replace("\r\n", "\n").strip()


def _saved(
    look: SecondLook,
    line: Criterion,
    one: Entered,
    standing: tuple[Frozen, SecondScore | None, Person, datetime],
) -> Saved | Conflict | Problem:
    kept, stored, actor, now = standing
    given = _read(line, one, kept)
    if isinstance(given, Problem):
        return given
    where, version = addresses.line(line.id), stored.version if stored else 0
    if stored is not None and version != one.based_on:
        return Conflict(
            where, given.points, "", stored.points, "", version, str(stored.by), stored.at, stored.by_id
        )
    SecondScore.objects.update_or_create(
        look=look,
        line=line.id,
        defaults={
            "points": given.points,
            "words": given.words,
            "version": version + 1,
            "by": actor,
            "at": now,
        },
    )
    return Saved(where, given.points, "", version + 1)


def _read(line: Criterion, one: Entered, kept: Frozen) -> Given | Problem:
    parsed = points_in(kept.document, line, one.points)
    if isinstance(parsed, Problem):
        return parsed
    words, where = _words(one), addresses.line(line.id)
    if len(words) > LONGEST:
        return Problem(where, f"“{line.title}”的说明有 {len(words):,} 个字，超过 {LONGEST:,} 个", "请精简")
    if parsed.value != own_of(kept.sheet, line.id) and not words:
        return Problem(where, f"“{line.title}”与自评得分不同，没有写说明", "请写明依据和扣（加）分的理由")
    return Given(parsed.text, words)
