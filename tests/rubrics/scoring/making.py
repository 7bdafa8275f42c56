"""Small documents for the tests of the engine, written as text where text is shorter."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from rubrics.scoring.assess import assess
from rubrics.scoring.engine import score
from rubrics.scoring.formulas import Formula, Names, check_formula, parse_formula
from rubrics.scoring.problems import Problem, Severity
from rubrics.scoring.program import compile_document
from rubrics.scoring.reading.names import Declared, line_columns, names_of
from rubrics.scoring.results import Answers, Line, LineState, Sheet
from rubrics.scoring.rules import RowRule
from rubrics.scoring.types import (
    Band,
    Check,
    CheckForm,
    Criterion,
    Document,
    Field,
    FieldType,
    Gives,
    NaClause,
    Ratio,
    Rounding,
    Table,
    Veto,
)
from rubrics.scoring.units import PURE_UNIT, UNITS, Unit

NOUNS = ("人", "个", "件")
D = Decimal


def amount(name: str, **more) -> Field:
    return Field(name, FieldType.AMOUNT, UNITS["万元"], **more)


def count(name: str, noun: str = "个", **more) -> Field:
    return Field(name, FieldType.COUNT, Unit(noun, noun), **more)


def percent(name: str, **more) -> Field:
    return Field(name, FieldType.PERCENT, UNITS["%"], **more)


def yes_no(name: str, **more) -> Field:
    return Field(name, FieldType.YES_NO, **more)


def day(name: str, **more) -> Field:
    return Field(name, FieldType.DATE, **more)


def text(name: str, **more) -> Field:
    return Field(name, FieldType.TEXT, **more)


def choice(name: str, *options: str, **more) -> Field:
    return Field(name, FieldType.CHOICE, options=options, **more)


def narrative(name: str, **more) -> Field:
    return Field(name, FieldType.NARRATIVE, **more)


def wan(number: str) -> Decimal:
    """万元 in canonical value."""
    return D(number) * 10_000


def ratio(name: str, formula: str, **more) -> Ratio:
    return Ratio(name, parsed(formula), **{"unit": UNITS["%"], **more})


def parsed(formula: str) -> Formula:
    """An unchecked formula."""
    found = parse_formula(formula)
    assert not isinstance(found, Problem), (formula, found)
    return found


def row(name: str, points: str, rule: RowRule, **more) -> Criterion:
    return Criterion(name, D(points), 1, rule=rule, **more)


def node(name: str, points: str, *parts: Criterion, **more) -> Criterion:
    return Criterion(name, D(points), 1, parts=parts, **more)


def na(gives: str, when: str = "") -> NaClause:
    return NaClause(parsed(when) if when else None, Gives(gives))


def veto(when: str, name: str = "否决") -> Veto:
    return Veto(name, parsed(when))


def band(condition: str, gives: str) -> Band:
    """`≥ 90%` or 其余."""
    if condition == "其余":
        return Band(condition, None, gives)
    sign, _, bound = condition.partition(" ")
    return Band(sign, parsed(bound), gives)


GRADES = (band("≥ 90", "优"), band("≥ 80", "良"), band("≥ 60", "中"), band("其余", "差"))


def holds(name: str, formula: str, **more) -> Check:
    found = {key: parsed(value) if key in ("when", "explained_by") else value for key, value in more.items()}
    return Check(
        name,
        **{
            "code": "K01",
            "form": CheckForm.HOLDS,
            "severity": Severity.BLOCK,
            "says": "【甲】不符",
            "holds": parsed(formula),
            **found,
        },
    )


def document(
    *criteria: Criterion,
    inputs: tuple[Field, ...] = (),
    tables: tuple[Table, ...] = (),
    ratios: tuple[Ratio, ...] = (),
    checks: tuple[Check, ...] = (),
    constants: Mapping[str, tuple[str, str]] | None = None,
    **more,
) -> Document:
    """A document with every formula checked. `constants`: name -> (number, unit)."""
    units = {name: UNITS[unit] if unit else PURE_UNIT for name, (_, unit) in (constants or {}).items()}
    made = Document(
        **{
            "title": "示例",
            "year": 2020,
            "version": 1,
            "reference": "",
            "subject": "部门",
            "total": sum((one.points for one in criteria), D(0)),
            "grades": GRADES,
            "rounding": Rounding(),
            "nouns": NOUNS,
            "levels": ("一级指标",),
            "inputs": inputs,
            "tables": tables,
            "ratios": ratios,
            "criteria": criteria,
            "checks": checks,
            "stages": (),
            "outline": (),
            "examples": (),
            "constants": {
                name: D(number) * units[name].factor for name, (number, _) in (constants or {}).items()
            },
            "constant_units": units,
            **more,
        }
    )
    return _checked(made)


def _checked(made: Document) -> Document:
    declared = Declared(
        made.inputs,
        made.tables,
        made.ratios,
        made.criteria,
        tuple(one.gives for one in made.grades),
        {name: (unit.dimension, unit) for name, unit in made.constant_units.items()},
    )
    names, _, problems = names_of(declared, made.nouns)
    assert not problems, problems
    return _Checking(names).document(made)


@dataclass
class _Checking:
    names: Names

    def formula(self, formula: Formula, columns=None) -> Formula:
        scope = self.names if columns is None else self.names.row_of(columns)
        checked, problems = check_formula(formula, scope)
        assert not problems, (formula.text, problems)
        return checked

    def document(self, made: Document) -> Document:
        return replace(
            made,
            inputs=tuple(self.field(one, None) for one in made.inputs),
            tables=tuple(self.table(one) for one in made.tables),
            ratios=tuple(replace(one, formula=self.formula(one.formula)) for one in made.ratios),
            criteria=tuple(self.inside(one) for one in made.criteria),
            checks=tuple(self.check(one) for one in made.checks),
            grades=self.inside(made.grades),
            cap=self.inside(made.cap),
        )

    def field(self, one: Field, columns) -> Field:
        return (
            replace(one, required=self.formula(one.required, columns))
            if isinstance(one.required, Formula)
            else one
        )

    def table(self, one: Table) -> Table:
        columns = self.names.tables[one.id]
        minimum = one.minimum_rows
        return replace(
            one,
            columns=tuple(self.field(column, columns) for column in one.columns),
            formulas=tuple(replace(two, formula=self.formula(two.formula, columns)) for two in one.formulas),
            minimum_rows=self.formula(minimum) if isinstance(minimum, Formula) else minimum,
        )

    def check(self, one: Check) -> Check:
        columns = line_columns() if one.each == "指标" else self.names.tables.get(one.each)
        found = {name: getattr(one, name) for name in ("holds", "when", "explained_by")}
        return replace(
            one, **{name: self.formula(two, columns) for name, two in found.items() if two is not None}
        )

    def inside(self, value):
        """Check every formula inside criteria, rules, bands …"""
        if isinstance(value, Formula):
            return self.formula(value)
        if isinstance(value, tuple):
            return tuple(self.inside(one) for one in value)
        if hasattr(value, "__dataclass_fields__"):
            return replace(
                value, **{one.name: self.inside(getattr(value, one.name)) for one in fields(value)}
            )
        return value


def answers(figures=None, **more) -> Answers:
    """Answers; `entries` are the parts of a line's address behind `line:`."""
    entries = {f"line:{name}": value for name, value in more.pop("entries", {}).items()}
    return Answers(dict(figures or {}), entries=entries, **more)


def scored(made: Document, figures=None, **more) -> Sheet:
    return score(compile_document(made), answers(figures, **more))


def assessed(made: Document, figures=None, **more) -> Sheet:
    return assess(compile_document(made), answers(figures, **more))


def outcome(line: Line) -> str:
    """What came out of a row, as an example would say it: points, 未填, 不适用 or the reason it cannot be scored."""
    if line.score is not None:
        return f"{line.score.normalize():f}"
    if line.state is LineState.UNDEFINED:
        return next(str(step.data["why"]) for step in reversed(line.steps) if step.key == "undefined")
    return {LineState.MISSING: "未填", LineState.NOT_APPLICABLE: "不适用"}[line.state]


def step(line: Line, key: str) -> dict:
    """The data of the one step of this kind."""
    (found,) = [one.data for one in line.steps if one.key == key]
    return dict(found)


def keys(line: Line) -> list[str]:
    return [one.key for one in line.steps]


def rate_row(rule: RowRule, points: str = "10", **more) -> Document:
    """One row 甲 scored by the percentage 率."""
    return document(row("甲", points, rule, **more), inputs=(percent("率"),))


def of_rate(made: Document, value: str) -> Line:
    """The row 甲 when 率 is `value` percent."""
    return scored(made, {"率": D(value) / 100}).lines["甲"]
