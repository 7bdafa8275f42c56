"""ratios and constants: computed figures with the unit they are shown in, and the named limits of a document."""

from decimal import Decimal

from rubrics.scoring.formulas import Formula, fits
from rubrics.scoring.types import Ratio
from rubrics.scoring.units import MONEY, PURE, PURE_UNIT, UNITS, Unit, unit_of

from .fields import read_unit
from .formulas import NOTHING, Columns, early_formula, literal
from .identifiers import check_figure_id
from .located import Located
from .reader import Reader
from .shapes import Keys, entries, members, said, whole

KEYS = Keys(("formula",), ("unit", "places", "note", "label", "was"))


def read_ratios(reader: Reader, node: Located) -> tuple[Ratio, ...]:
    """Return the ratios in the order of the document."""
    found = []
    for name, member in entries(reader, node).items():
        check_figure_id(reader, name, member)
        reader.declare("figure", name, member)
        found.append(read_ratio(reader, name, member))
    return tuple(found)


def read_ratio(reader: Reader, name: str, node: Located, columns: Columns | None = None) -> Ratio:
    """Return one computed figure; `columns` is the row of a computed column."""
    if node.text is not None:
        formula = early_formula(reader, node, columns)
        return Ratio(name, formula, unit_for(formula.dimension, reader.nouns))
    found = members(reader, node, KEYS)
    formula = early_formula(reader, found["formula"], columns) if "formula" in found else NOTHING
    unit = _unit(reader, found.get("unit"), formula)
    places = whole(reader, found["places"], 0, 8) if "places" in found else 2
    return Ratio(
        name,
        formula,
        unit,
        label=said(reader, found, "label"),
        places=places,
        note=said(reader, found, "note"),
        was=said(reader, found, "was"),
    )


def _unit(reader: Reader, node: Located | None, formula: Formula) -> Unit:
    if node is None:
        return unit_for(formula.dimension, reader.nouns)
    unit = PURE_UNIT if node.text == "" else read_unit(reader, node)
    if unit is None:
        return PURE_UNIT
    if formula.dimension and not fits(formula.dimension, unit.dimension):
        reader.refuse(node, f"公式给出的是{formula.dimension}，单位不能是“{unit.name}”", "请改单位或公式")
    return unit


def unit_for(dimension: str, nouns: tuple[str, ...]) -> Unit:
    """Return the unit that a computed figure is shown in when the document says none: percent for pure numbers."""
    if dimension in (PURE, ""):
        return UNITS["%"]
    if dimension == MONEY:
        return UNITS["万元"]
    return unit_of(dimension, nouns) or PURE_UNIT


def read_constants(
    reader: Reader, node: Located
) -> tuple[dict[str, Decimal], dict[str, Unit], dict[str, str]]:
    """Return the named limits: canonical value, unit as written, and dimension, each by id."""
    numbers: dict[str, Decimal] = {}
    units: dict[str, Unit] = {}
    dimensions: dict[str, str] = {}
    for name, member in entries(reader, node).items():
        check_figure_id(reader, name, member)
        reader.declare("figure", name, member)
        numbers[name], units[name], dimensions[name] = literal(reader, member)
    return numbers, units, dimensions
