"""form numbers: what a narrative says beside a figure's name is that figure, and no number is nearly a figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring.index import Index, columns_of
from rubrics.scoring.results import Outcome
from rubrics.scoring.states import Prose
from rubrics.scoring.types import Check
from rubrics.scoring.units import Unit
from rubrics.scoring.values.shown import show_with_unit

from .context import Case, Context
from .found import Found
from .message import Message
from .prose import Written, filled
from .written_numbers import NumberReader, WrittenNumber, near

_LINK = re.compile(r"(?:达到|仅为|约为|共计|合计|总计|为|是|达|约|共|仅|：|:|\s|，)*$")
_OTHER = re.compile(r"上年|去年|往年|同期|同比|上一年|预计|目标|上限|下限|[0-9]{4}\s*年(?!度)")
"""Words in the same clause that make a number another year's or another thing's."""
_CLAUSE = re.compile(r"[。；！？\n]")


@dataclass(frozen=True, slots=True)
class Figured:
    """A figure of the filing that a text may speak of."""

    title: str
    value: Decimal
    unit: Unit
    places: int

    @property
    def shown(self) -> str:
        return f"{self.title} {show_with_unit(self.value, self.unit, self.places)}"


@dataclass(frozen=True, slots=True)
class Numbers:
    check: Check
    narratives: tuple[str, ...]
    message: Message
    reader: NumberReader

    def examine(self, context: Context) -> Iterator[Found]:
        """Yield each number that differs from its figure, or one result for all."""
        texts, missing = filled(self.narratives, context)
        whole = Case(context.environment)
        if not texts:
            yield Found(Outcome.NO_DATA if missing else Outcome.NOT_APPLICABLE, whole, needs=missing)
            return
        figures, all_values = _figures(context), _values(context)
        found = [
            one for written, prose in texts for one in self._off(written, prose, figures, all_values, context)
        ]
        yield from found
        if not found:
            yield Found(Outcome.HOLDS, whole)

    def _off(
        self,
        written: Written,
        prose: Prose,
        figures: list[Figured],
        all_values: dict[str, list[Figured]],
        context: Context,
    ) -> Iterator[Found]:
        told: set[str] = set()
        for number in self.reader.read(prose.plain):
            meant = _meant(number, prose.plain, figures, all_values)
            if meant is None:
                continue
            named, figure = meant
            quote = f"{named}{prose.plain[number.start : number.end]}"
            if quote in told:
                continue
            told.add(quote)
            case = Case(
                context.environment,
                f"{written.title}：{quote}",
                built_in={"标题": written.title, "原文": quote, "填报数": figure.shown},
            )
            yield Found(Outcome.FAILS, case, self.message.steps(case, {}), places=(written.address,))


def _meant(
    number: WrittenNumber, text: str, figures: list[Figured], all_values: dict[str, list[Figured]]
) -> tuple[str, Figured] | None:
    """Return the words before the number and the figure that it contradicts, None when all is well."""
    same = all_values.get(number.unit.dimension, [])
    named = _named(number, text, figures)
    if named is not None:
        return None if number.says(named.value) else (named.title, named)
    every = [one for dimension in number.dimensions for one in all_values.get(dimension, [])]
    if any(number.tells(one.value, one.unit) for one in every):
        return None
    close = [one for one in same if near(number, one.value)]
    return ("", min(close, key=lambda one: abs(one.value - number.value))) if close else None


def _named(number: WrittenNumber, text: str, figures: list[Figured]) -> Figured | None:
    """Return the figure whose title stands right before the number, unless the clause is about something else."""
    before = text[max(0, number.start - 60) : number.start]
    clause = _CLAUSE.split(before)[-1]
    lead = _LINK.sub("", clause)
    for figure in figures:
        if figure.unit.dimension == number.unit.dimension and lead.endswith(figure.title):
            return None if _OTHER.search(lead.removesuffix(figure.title)[-12:]) else figure
    return None


def _figures(context: Context) -> list[Figured]:
    """Return the inputs and ratios that have a number, longest title first, so that 项目支出执行率 is not 执行率."""
    found = []
    for name in (*context.index.fields, *context.index.ratios):
        named, value = context.index.named(name), context.environment.values[name]
        if isinstance(value, Decimal) and len(named.title) >= 3:
            found += [Figured(title, value, named.unit, named.places) for title in {named.title, name}]
    return sorted(found, key=lambda figure: -len(figure.title))


def _values(context: Context) -> dict[str, list[Figured]]:
    """Return every number of the filing by dimension: figures, table totals and cells, points."""
    found: dict[str, list[Figured]] = {}
    for figure in (*_figures(context), *_cells(context), *_constants(context.index)):
        found.setdefault(figure.unit.dimension, []).append(figure)
    return found


def _cells(context: Context) -> Iterator[Figured]:
    for table in context.index.tables.values():
        rows = context.environment.rows[table.id]
        for column in columns_of(table):
            values = [value for row in rows if isinstance(value := row[column.id], Decimal)]
            yield from (Figured(column.title, value, column.unit, column.places) for value in values)
            if len(values) > 1:
                total = sum(values, Decimal(0))
                yield Figured(f"{table.title}{column.title}合计", total, column.unit, column.places)


def _constants(index: Index) -> Iterator[Figured]:
    for name, value in index.document.constants.items():
        named = index.named(name)
        yield Figured(name, value, named.unit, named.places)
