"""The live column of the scoring page: the total by first level, the grade, and where points are lost."""

from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring import wording
from rubrics.scoring.index import TOTAL
from rubrics.scoring.results import Line, LineState, Total
from rubrics.scoring.types import BlockKind, Stage

from .content import Content
from .standing import GREEN, GREY, Standing, better_total, mended_lines, standing_of

WITHOUT_SCORE = frozenset({LineState.MISSING, LineState.UNDEFINED})


@dataclass(frozen=True, slots=True)
class NodeScore:
    """A node of the first level; `score` is None while something below it is missing."""

    title: str
    score: Decimal | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class Loss:
    """A row below full points. An explained loss is honest (正常扣分) and shown grey."""

    title: str
    url: str
    lost: Decimal
    severity: str
    word: str
    gains: tuple[str, ...] = ()
    """What would raise the points."""


@dataclass(frozen=True, slots=True)
class Unscored:
    """A row without points yet."""

    title: str
    url: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class LiveScores:
    """`better`: what a cure would make of the total, as (label, total)."""

    total: Total
    grade: str
    nodes: tuple[NodeScore, ...]
    losses: tuple[Loss, ...]
    lost: Decimal
    said: tuple[str, ...]
    better: tuple[str, Decimal] | None
    unscored: tuple[Unscored, ...]

    @property
    def open_points(self) -> Decimal:
        """What the rows that are not scored yet are worth."""
        return sum((one.points for one in self.unscored), Decimal(0))


def has_scores(stage: Stage) -> bool:
    """Say whether a stage shows the tree."""
    return any(block.kind is BlockKind.SCORING for block in stage.blocks)


def live_scores_of(content: Content) -> LiveScores:
    """Return the live column of the scoring page."""
    sheet, mended = content.sheet, mended_lines(content)
    losses = [
        _loss(content, line, line.lost, standing_of(content, line, mended))
        for line in sheet.lines.values()
        if line.lost
    ]
    unscored = [line for line in sheet.lines.values() if line.state in WITHOUT_SCORE]
    total = sheet.totals[TOTAL]
    return LiveScores(
        total=total,
        grade=sheet.grade,
        nodes=tuple(_node(content, node.id, node.title, node.points) for node in content.document.criteria),
        losses=tuple(sorted(losses, key=lambda loss: -loss.lost)),
        lost=sum((loss.lost for loss in losses), Decimal(0)),
        said=wording.explain_total(total, sheet),
        better=better_total(content) if total.complete else None,
        unscored=tuple(
            Unscored(content.index.criteria[line.id].title, f"#line:{line.id}", line.points)
            for line in unscored
        ),
    )


def _loss(content: Content, line: Line, lost: Decimal, standing: Standing) -> Loss:
    honest = standing.severity in {GREEN, GREY}
    severity, word = (GREY, "正常扣分") if honest else (standing.severity, standing.word)
    criterion = content.index.criteria[line.id]
    gains = wording.winnings(content.program, criterion, line, content.sheet)
    return Loss(criterion.title, standing.url or f"#line:{line.id}", lost, severity, word, gains)


def _node(content: Content, name: str, title: str, points: Decimal) -> NodeScore:
    if name in content.sheet.lines:
        return NodeScore(title, content.sheet.lines[name].score, points)
    total = content.sheet.totals[name]
    return NodeScore(title, total.score if total.complete else None, total.points)
