"""All that 年度总览 shows, made from the overview: work first, pictures next, then every department."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from evaluations.clock import days_left
from evaluations.models import Cycle, Window
from evaluations.selectors.cycles import Overview
from evaluations.workflow import BUREAU_WORDS, REOPENED, State
from rubrics.selectors.programs import document_for

from .year_pictures import GradeBar, Plot, Segment, grade_bars, score_plot, segments
from .year_rows import YearRow, year_rows


@dataclass(frozen=True, slots=True)
class YearAsked:
    """Which departments the list is to show; '' is all. `mark` is one of MARKS."""

    state: str = ""
    grade: str = ""
    mark: str = ""


LONG_WAIT = 5
"""Days after which a filing that nobody accepted is listed."""

MARKS: Mapping[str, tuple[str, Callable[[YearRow], bool]]] = {
    "late": ("逾期未报", lambda row: row.late and row.state not in REOPENED),
    "returned_late": ("退回后到期未重报", lambda row: row.late and row.state in REOPENED),
    "unassigned": ("没有审核人", lambda row: not row.reviewers),
    "waiting": (f"超过 {LONG_WAIT} 天未受理", lambda row: row.waiting > LONG_WAIT),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One kind of work that waits: how many, and the list of them."""

    label: str
    count: int
    query: str
    hot: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """From when to when a phase is open, and how many days are left (negative: over)."""

    name: str
    opens: datetime
    closes: datetime
    days_left: int

    @property
    def over(self) -> bool:
        return self.days_left < 0


@dataclass(frozen=True, slots=True)
class YearPage:
    """The page."""

    cycle: Cycle
    versions: tuple[tuple[str, object], ...]
    ratio_title: str
    now: datetime
    total: int
    sent: int
    tiles: tuple[Tile, ...]
    phases: tuple[Phase, ...]
    segments: tuple[Segment, ...]
    grades: tuple[GradeBar, ...]
    plot: Plot
    late: tuple[YearRow, ...]
    rows: tuple[YearRow, ...]
    shown: str
    """What the list is limited to, in words; '' for all."""

    @property
    def picture_text(self) -> str:
        """The bar in words."""
        return "，".join(f"{one.word} {one.count}" for one in self.segments if one.count)

    @property
    def grades_text(self) -> str:
        return "，".join(f"{bar.grade} {bar.count} 个" for bar in self.grades)

    @property
    def sent_percent(self) -> int:
        return self.sent * 100 // self.total if self.total else 0

    @property
    def grades_height(self) -> int:
        return 42 * max(len(self.grades), 1)


def year_page(overview: Overview, asked: YearAsked) -> YearPage:
    """Return the page of a year; the pictures always show every department, the list what was asked for."""
    rows = year_rows(overview)
    used = tuple((one.kind, one.version) for one in overview.cycle.rubrics.all())
    documents = [document_for(one.version) for one in overview.cycle.rubrics.all()]
    order = tuple(dict.fromkeys(band.gives for document in documents for band in document.grades))
    return YearPage(
        cycle=overview.cycle,
        versions=used,
        ratio_title=next((one.ratios[0].title for one in documents if one.ratios), ""),
        now=overview.now,
        total=len(rows),
        sent=sum(row.sent for row in rows),
        tiles=_tiles(rows),
        phases=tuple(_phases(overview)),
        segments=segments(rows),
        grades=grade_bars(rows, order),
        plot=score_plot(rows, int(max((document.total for document in documents), default=0))),
        late=tuple(sorted((row for row in rows if row.late), key=lambda row: -row.days_late)),
        rows=tuple(row for row in rows if _is_asked(row, asked)),
        shown=_shown(asked),
    )


def _tiles(rows: tuple[YearRow, ...]) -> tuple[Tile, ...]:
    counted = {mark: sum(test(row) for row in rows) for mark, (_, test) in MARKS.items()}
    waiting = sum(row.state is State.SUBMITTED for row in rows)
    reviewing = sum(row.state is State.REVIEWING for row in rows)
    return (
        Tile("待受理", waiting, f"state={State.SUBMITTED}", hot=False, detail="审核人受理后不能撤回"),
        Tile("审核中", reviewing, f"state={State.REVIEWING}", hot=False),
        *(Tile(MARKS[mark][0], count, f"mark={mark}", hot=count > 0) for mark, count in counted.items()),
    )


def _phases(overview: Overview) -> list[Phase]:
    return [
        Phase(phase.label, window.opens, window.closes, days_left(window.closes, overview.now))
        for phase in Window.Phase
        if (window := overview.windows.get(phase)) is not None
    ]


def _is_asked(row: YearRow, asked: YearAsked) -> bool:
    return (
        (not asked.state or row.state == asked.state)
        and (not asked.grade or row.grade == asked.grade)
        and (asked.mark not in MARKS or MARKS[asked.mark][1](row))
    )


def _shown(asked: YearAsked) -> str:
    words = []
    if asked.state in set(State):
        words.append(BUREAU_WORDS[State(asked.state)])
    if asked.grade:
        words.append(f"等级 {asked.grade}")
    if asked.mark in MARKS:
        words.append(MARKS[asked.mark][0])
    return "，".join(words)
