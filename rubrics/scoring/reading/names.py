"""What the names of a document mean to its formulas: built once, between the two passes of reading."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rubrics.scoring import address
from rubrics.scoring.formulas import (
    COUNT,
    DATE,
    PROSE,
    TEXT,
    TRUTH,
    Formula,
    Names,
    Resolved,
    check_formula,
    cycle_problem,
    in_order,
)
from rubrics.scoring.formulas.phrasing import names_in
from rubrics.scoring.index import (
    GRADE,
    LAST_YEAR,
    PRESET,
    SCORE_OF,
    TOTAL,
    field_address,
    walk,
)
from rubrics.scoring.presets import (
    COUNTED,
    DAY,
    DIFFERENT,
    LACKING,
    SOURCE,
    Targets,
    held_columns,
    targets_in,
)
from rubrics.scoring.problems import Problem
from rubrics.scoring.rules import OwnRule
from rubrics.scoring.types import Criterion, Field, FieldType, Ratio, Table
from rubrics.scoring.units import PURE, SCORE, UNITS, Unit

from .entered import entered_names
from .ratios import unit_for

type Meanings = dict[str, Resolved]
_OF_TYPE = {
    FieldType.YES_NO: TRUTH,
    FieldType.DATE: DATE,
    FieldType.TEXT: TEXT,
    FieldType.CHOICE: TEXT,
    FieldType.URL: TEXT,
    FieldType.NARRATIVE: PROSE,
}
_POINTS = UNITS["分"]


@dataclass(frozen=True, slots=True)
class Declared:
    """What the first pass found: enough to know what every name means."""

    inputs: tuple[Field, ...] = ()
    tables: tuple[Table, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    grades: tuple[str, ...] = ()
    constants: Mapping[str, tuple[str, Unit]] = field(default_factory=dict)
    """Id -> dimension and unit."""


def names_of(declared: Declared, nouns: tuple[str, ...]) -> tuple[Names, Names, list[Problem]]:
    """Return what formulas see, what rules and ratios see (no scores), and the circle if formulas run in one."""
    figures = {**_built_in(), **_typed(declared)}
    tables = {
        table.id: {column.id: of_field(column) for column in table.columns} for table in declared.tables
    }
    tables |= {one.id: own_columns() for one in walk(declared.criteria) if isinstance(one.rule, OwnRule)}
    early = Names({**figures, **entered_names(declared.criteria)}, tables, nouns)
    problems = _add_computed(declared, early)
    figures = {**early.figures, **_scores(declared), **_of_targets(declared)}
    full = Names(figures, tables, nouns, beside=_beside(declared))
    return full, early, problems


def of_field(one: Field) -> Resolved:
    """Return what a typed figure means."""
    dimension = _OF_TYPE.get(one.type, one.unit.dimension)
    return Resolved(dimension, one.unit, field_address(one), options=one.options, title=one.title)


def line_columns() -> Meanings:
    """Return the columns of an `each` check over every scored row (指标)."""
    scores = {name: Resolved(SCORE, _POINTS) for name in ("得分", "分值", "失分")}
    words = {name: Resolved(TEXT) for name in ("名称", "标题", "原因")}
    return {**words, **scores, "佐证": Resolved(COUNT), "需佐证": Resolved(TRUTH)}


def own_columns() -> Meanings:
    """Return the columns of a table of own indicators."""
    scores = {name: Resolved(SCORE, _POINTS) for name in ("得分", "分值", "失分")}
    words = {name: Resolved(TEXT) for name in ("类", "名称", "符号", "单位", "档次", "原因")}
    words |= {name: Resolved(TEXT) for name in ("年初目标", "调整目标")}
    numbers = {name: Resolved(PURE) for name in ("目标", "完成值")}
    return {**words, **numbers, **scores, "佐证": Resolved(COUNT)}


def _beside(declared: Declared) -> dict[str, Meanings]:
    """Return what an `each` check sees of a row beside its columns: what the bureau holds for it."""
    origin = {f"{PRESET}.{SOURCE}": Resolved(TEXT), f"{PRESET}.{DAY}": Resolved(DATE)}
    found: dict[str, Meanings] = {
        one.id: {f"{PRESET}.{DIFFERENT}": Resolved(TEXT), **origin} for one in _targets(declared)
    }
    for table in declared.tables:
        for column in held_columns(table):
            found.setdefault(table.id, {}).update(_held(f"{PRESET}.{column.id}", of_field(column)))
    return found


def _held(name: str, meaning: Resolved) -> Meanings:
    """Return the name of what the bureau holds, with its source and day."""
    return {name: meaning, f"{name}.{SOURCE}": Resolved(TEXT), f"{name}.{DAY}": Resolved(DATE)}


def _targets(declared: Declared) -> tuple[Targets, ...]:
    return tuple(targets_in(declared.tables, walk(declared.criteria)).values())


def _of_targets(declared: Declared) -> Meanings:
    """Return what is known of the targets of a table; only when all rows are, so that no rule can ask for it."""
    found: Meanings = {}
    for one in _targets(declared):
        where = address.table(one.id)
        found[f"{PRESET}.{one.id}.{COUNTED}"] = Resolved(COUNT, address=where)
        found[f"{PRESET}.{one.id}.{LACKING}"] = Resolved(TEXT, address=where)
    return found


def _built_in() -> Meanings:
    years = UNITS["年"]
    return {"年初": Resolved(DATE), "年末": Resolved(DATE), "年度": Resolved(years.dimension, years)}


def _typed(declared: Declared) -> Meanings:
    found: Meanings = {}
    for one in declared.inputs:
        meaning = of_field(one)
        found |= {one.id: meaning, f"{LAST_YEAR}.{one.id}": meaning, **_held(f"{PRESET}.{one.id}", meaning)}
    for name, (dimension, unit) in declared.constants.items():
        found[name] = Resolved(dimension, unit)
    for table in declared.tables:
        for column in table.columns:
            for row in table.fixed:
                found[_cell_name(table.id, column.id, row)] = of_field(column)
        for column in held_columns(table):
            for row in table.fixed:
                name = _cell_name(table.id, column.id, row)
                found |= dict.fromkeys((f"{LAST_YEAR}.{name}", f"{PRESET}.{name}"), of_field(column))
    return found


def _cell_name(table: str, column: str, row: str) -> str:
    return f"{table}.{column}[{row}]"


def _scores(declared: Declared) -> Meanings:
    found: Meanings = {GRADE: Resolved(TEXT, options=declared.grades)}
    for name in (TOTAL, *(one.id for one in walk(declared.criteria))):
        found[f"{SCORE_OF}.{name}"] = Resolved(SCORE, _POINTS, address.line(name), title=name)
    return found


@dataclass(frozen=True, slots=True)
class _Computed:
    """A ratio, or a computed column of a table."""

    key: str
    ratio: Ratio
    table: Table | None = None


def _computed(declared: Declared) -> Iterator[_Computed]:
    for ratio in declared.ratios:
        yield _Computed(ratio.id, ratio)
    for table in declared.tables:
        for ratio in table.formulas:
            yield _Computed(f"{table.id}.{ratio.id}", ratio, table)


def _add_computed(declared: Declared, names: Names) -> list[Problem]:
    """Add the meaning of every computed figure, each after those it needs; a circle is a problem."""
    computed = {one.key: one for one in _computed(declared)}
    needs = {key: _needs(one) for key, one in computed.items()}
    order = in_order(needs)
    figures, tables = names.figures, names.tables
    if not isinstance(figures, dict):
        return []
    for key in order or computed:
        _add(computed[key], names, figures, tables)
    if order is not None:
        return []
    circle = cycle_problem({key: one.ratio.formula for key, one in computed.items()}, needs)
    return [] if circle is None else [circle]


def _needs(one: _Computed) -> list[str]:
    found = []
    for name in names_in(one.ratio.formula.tree):
        whole = ".".join(name.parts)
        found += [whole, f"{one.table.id}.{whole}"] if one.table else [whole]
    return found


def _add(
    one: _Computed, names: Names, figures: Meanings, tables: Mapping[str, Mapping[str, Resolved]]
) -> None:
    columns = tables[one.table.id] if one.table else None
    formula, dimension = one.ratio.formula, ""
    if isinstance(formula, Formula) and formula.text:
        scope = names if columns is None else names.row_of(columns)
        dimension = check_formula(formula, scope)[0].dimension
    unit = one.ratio.unit if one.ratio.unit.name else unit_for(dimension, names.nouns)
    meaning = Resolved(dimension, unit, title=one.ratio.title)
    if one.table is None:
        for name in (one.ratio.id, f"{LAST_YEAR}.{one.ratio.id}"):
            figures[name] = Resolved(dimension, unit, address.figure(one.ratio.id), title=one.ratio.title)
        return
    if isinstance(columns, dict):
        columns[one.ratio.id] = meaning
    for row in one.table.fixed:
        figures[_cell_name(one.table.id, one.ratio.id, row)] = meaning
