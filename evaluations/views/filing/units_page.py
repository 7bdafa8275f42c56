"""汇总 as it is shown: a column for each unit, a line for each figure, grouped by the stages that ask for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from evaluations.models import Filing
from evaluations.selectors.missing_units import Waiting
from evaluations.selectors.stages import stage_of
from evaluations.selectors.units import Gathering, RatioRow
from evaluations.workflow import EDITABLE, WITH_BUREAU, State
from rubrics.scoring import values
from rubrics.scoring.results import Figure
from rubrics.scoring.states import Known, Missing, NotApplicable
from rubrics.scoring.sums import Sum
from rubrics.scoring.units import UNITS

from .anchors import stage_url, url_of_place
from .unit_offers import TableOffer, table_offers

ALL = "all"
ELSEWHERE, RATIOS = "其他", "由合计数重算的比率"
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Column:
    """A part: its name, where it stands, and whether the department may give it back or leave it out now.

    `url` is '' for who may not look at it.
    """

    part: Filing
    title: str
    url: str
    may_send_down: bool
    may_leave_out: bool

    @property
    def sent(self) -> bool:
        return self.part.state == State.SENT_UP


@dataclass(frozen=True, slots=True)
class Line:
    """A figure or a ratio: texts of the parts in their order, and what is made of them."""

    title: str
    unit: str
    url: str
    cells: tuple[str, ...]
    less: str
    total: str
    whole: str
    apart: str
    lacking: str
    """Which units have not filled it, in words."""
    take_url: str


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one stage."""

    title: str
    url: str
    lines: tuple[Line, ...]
    computed: bool = False


@dataclass(frozen=True, slots=True)
class UnitRowLine:
    """A unit as the document's table would say it: figures with their titles."""

    name: str
    figures: tuple[tuple[str, str], ...]
    included: bool


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """`offered` counts the sums that can be adopted now; `fresh` whether there are units to be opened."""

    columns: tuple[Column, ...]
    left_out: tuple[Column, ...]
    units: int
    """How many units there are beside the department's own share, opened or not."""
    waiting: tuple[Waiting, ...]
    groups: tuple[Group, ...]
    has_less: bool
    offered: int
    fresh: bool
    rows: tuple[UnitRowLine, ...]
    """What would be written into the document's table of units; empty where it says so already."""
    rows_title: str
    tables: tuple[TableOffer, ...]
    """Rows of units that are not in the department's tables; empty for who cannot take them over."""
    seen: str
    writable: bool
    sent: bool
    """The department's filing is with the bureau: who is missing now is not in it."""
    back: str
    back_label: str


def units_page(gathering: Gathering, *, writable: bool, inside: bool) -> UnitsPage:
    """Return the page for somebody of the department, or (not `inside`) of the bureau."""
    filing = gathering.filing
    open_now = filing.state in EDITABLE and writable
    return UnitsPage(
        columns=tuple(_column(part, open_now=open_now) for part in gathering.parts),
        left_out=tuple(_column(part, open_now=open_now, seen=inside) for part in gathering.left_out),
        units=units_count(gathering),
        waiting=gathering.waiting,
        groups=tuple(_groups(gathering, writable=writable)),
        has_less=any(isinstance(one.less, Decimal) for one in gathering.sums),
        offered=len(gathering.adoptable) if writable else 0,
        rows=_unit_rows(gathering) if writable and not gathering.waiting else (),
        rows_title=_table_title(gathering),
        tables=table_offers(gathering) if writable else (),
        seen=gathering.stamp,
        fresh=open_now and any(one.part is None for one in gathering.waiting),
        writable=writable,
        sent=State(filing.state) in WITH_BUREAU,
        back=stage_url(filing.pk, 1) if inside else reverse("evaluations:review", args=[filing.pk]),
        back_label="回到填报" if inside else "回到审核",
    )


def _unit_rows(gathering: Gathering) -> tuple[UnitRowLine, ...]:
    said = gathering.document.units
    if said is None or gathering.listed:
        return ()
    table = next(one for one in gathering.document.tables if one.id == said.table)
    columns = {column.id: column for column in table.columns}
    return tuple(
        UnitRowLine(
            row.texts[said.name],
            tuple(
                (columns[name].title, values.show(value, columns[name].unit, columns[name].places))
                for name, value in row.figures.items()
            ),
            row.texts.get(said.included, "是") == "是",
        )
        for row in gathering.rows
    )


def _table_title(gathering: Gathering) -> str:
    said = gathering.document.units
    return next((one.title for one in gathering.document.tables if said and one.id == said.table), "")


def units_count(gathering: Gathering) -> int:
    """Return how many units there are, opened or not."""
    opened = [one for one in (*gathering.parts, *gathering.left_out) if not one.subject_key]
    return len(opened) + sum(one.part is None for one in gathering.waiting)


def _column(part: Filing, *, open_now: bool, seen: bool = True) -> Column:
    own = bool(part.subject_key)
    return Column(
        part=part,
        title=part.subject_key or part.department.name,
        url=stage_url(part.pk, 1) if seen else "",
        may_send_down=open_now and part.state == State.SENT_UP,
        may_leave_out=open_now and not own,
    )


def _groups(gathering: Gathering, *, writable: bool) -> Iterator[Group]:
    heaps: dict[int | None, list[Sum]] = {}
    for one in gathering.sums:
        if is_asked(one):
            heaps.setdefault(stage_of(gathering.filing.version, one.where), []).append(one)
    offered = {one.where for one in gathering.adoptable} if writable else set()
    for number in sorted(heaps, key=lambda at: (at is None, at or 0)):
        lines = tuple(_line(gathering, one, offered) for one in heaps[number])
        title = ELSEWHERE if number is None else gathering.document.stages[number].id
        url = "" if number is None else stage_url(gathering.filing.pk, number + 1)
        yield Group(title, url, lines)
    if gathering.ratios:
        yield Group(RATIOS, "", tuple(_ratio_line(one) for one in gathering.ratios), computed=True)


def is_asked(one: Sum) -> bool:
    """Say whether a figure is shown: it must be filled, or somebody has filled it."""
    filled = any(not isinstance(value, Missing) for value in (*one.parts, one.whole))
    return filled or one.field.required is True


def _line(gathering: Gathering, one: Sum, offered: set[str]) -> Line:
    field = one.field
    cells = tuple(shown(one, value) for value in one.parts)
    names = [gathering.parts[at].subject_key or gathering.parts[at].department.name for at in one.lacking]
    return Line(
        title=title_of(one),
        unit=field.unit.name,
        url=url_of_place(gathering.filing, one.where),
        cells=(*cells, *[NOTHING] * (len(gathering.parts) - len(cells))),
        less=shown(one, one.less) if isinstance(one.less, Decimal) else "",
        total=shown(one, one.total),
        whole=shown(one, one.whole),
        apart=_apart(one),
        lacking="、".join(names),
        take_url=take_url(gathering.filing, one.where) if one.where in offered else "",
    )


def title_of(one: Sum) -> str:
    """Return what a sum is called; of a table with fixed rows with the row before it."""
    return f"{one.row}{one.field.title}" if one.row else one.field.title


def shown(one: Sum, value: Known) -> str:
    """Return a value of a sum as printed."""
    if isinstance(value, Missing):
        return NOTHING
    return values.show(value, one.field.unit, one.field.places)


def _apart(one: Sum) -> str:
    if one.apart is not None:
        return values.show(one.apart, one.field.unit, one.field.places)
    same = isinstance(one.whole, NotApplicable) and isinstance(one.total, NotApplicable)
    return NOTHING if same or isinstance(one.total, Missing) else "未填"


def take_url(filing: Filing, where: str) -> str:
    """Return the page that shows old and new before a sum is adopted."""
    return f"{reverse('evaluations:units_take', args=[filing.pk])}?{urlencode({'place': where})}"


def _ratio_line(one: RatioRow) -> Line:
    return Line(
        title=one.title,
        unit="" if one.total.unit == UNITS["%"] else one.total.unit.name,
        url="",
        cells=tuple(_figure(each) for each in one.parts),
        less="",
        total=_figure(one.total),
        whole=_figure(one.whole),
        apart="",
        lacking="",
        take_url="",
    )


def _figure(figure: Figure) -> str:
    if isinstance(figure.value, Missing):
        return NOTHING
    return values.show(figure.value, figure.unit, figure.places)
