"""What a file says of totals and rates: read leniently, compared, never computed with."""

from decimal import Decimal, InvalidOperation

from rubrics.scoring import values
from rubrics.scoring.characters import quoted
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Field, FieldType
from rubrics.scoring.units import Unit

from .book import Cell
from .book.numbers import plain
from .findings import Remark, left_out

PERCENT = "%"


def control_text(column: Field, cell: Cell, unit: Unit | None) -> str | Remark:
    """Return what a cell controls, as the portal would write it; a remark where it says nothing."""
    if cell.trouble:
        return left_out(cell.name, f"{cell.trouble}，不用来核对")
    text = _rounded(column, cell.text)
    parsed = values.parse(column, text, unit=unit if column.type is FieldType.AMOUNT else None)
    if isinstance(parsed, Problem):
        return left_out(cell.name, f"“{cell.text.strip()[:40]}”不能读作{quoted(column.title)}，不用来核对")
    return parsed.text


def _rounded(column: Field, text: str) -> str:
    """Return a number with as many decimals as its field has: a formula gives more than is shown."""
    bare = text.strip().replace(",", "")
    sign = PERCENT if bare.endswith(PERCENT) else ""
    try:
        number = Decimal(bare.removesuffix(PERCENT))
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return text
    return plain(values.rounded(number, column.places)) + sign
