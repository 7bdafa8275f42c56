"""checks: 勾稽关系 of four forms, with their messages, places and what they explain or hide."""

from collections.abc import Mapping
from decimal import Decimal

from rubrics.scoring import address
from rubrics.scoring.characters import excerpt
from rubrics.scoring.formulas import (
    BARE,
    TEXT,
    Formula,
    NameKind,
    Names,
    Resolved,
    check_formula,
    parse_formula,
)
from rubrics.scoring.formulas.tree import Binary, Name
from rubrics.scoring.presets import SAID_OF_FIGURES
from rubrics.scoring.problems import Problem, Severity
from rubrics.scoring.types import Check, CheckForm
from rubrics.scoring.units import PURE, UNITS

from .formulas import Columns, check_dimension, condition, literal, template
from .identifiers import EVERY_LINE, check_id
from .located import Located, problem_inside
from .names import line_columns
from .reader import Reader
from .shapes import Keys, decimal, entries, items, members, one_of, said, text, texts

_FORMS = {form.value: form for form in CheckForm}
_SEVERITIES = {severity.value: severity for severity in Severity}
_COMMON = ("form", "code", "title", "when", "severity", "places", "explained_by", "hides", "was")
KEYS: dict[CheckForm, Keys] = {
    CheckForm.HOLDS: Keys(("holds", "says"), (*_COMMON, "each", "tolerance", "optional")),
    CheckForm.UNIQUE: Keys(("table", "columns", "says"), _COMMON),
    CheckForm.NUMBERS: Keys(("narratives", "says"), _COMMON),
    CheckForm.HEADINGS: Keys(("narrative", "table", "column", "says"), _COMMON),
    CheckForm.BUREAU: Keys(("severity", "says"), ("form", "code", "title", "tolerance", "was")),
}
_LINE_PLACES = ("原因", "佐证")


def read_checks(reader: Reader, node: Located) -> tuple[Check, ...]:
    """Return the checks in the order of the document; one without a code is numbered by its place."""
    found = []
    for number, (name, member) in enumerate(entries(reader, node).items(), start=1):
        check_id(reader, name, member)
        reader.declare("check", name, member)
        found.append(_read_check(reader, name, member, f"K{number:02d}"))
    return tuple(found)


def _read_check(reader: Reader, name: str, node: Located, code: str) -> Check:
    form_node = node.child("form")
    form = one_of(reader, form_node, _FORMS) if form_node else CheckForm.HOLDS
    found = members(reader, node, KEYS[form])
    columns = _columns(reader, found.get("each"))
    holds = condition(reader, found["holds"], columns) if "holds" in found else None
    if "says" in found:
        text(reader, found["says"], 600)
        template(reader, found["says"], columns, _built_in(reader, form, holds, columns))
    return Check(
        name,
        said(reader, found, "code", 8) or code,
        form,
        one_of(reader, found["severity"], _SEVERITIES) if "severity" in found else Severity.BLOCK,
        found["says"].text or "" if "says" in found else "",
        holds,
        condition(reader, found["when"], columns) if "when" in found else None,
        said(reader, found, "each"),
        _tolerance(reader, form, found["tolerance"], holds) if "tolerance" in found else Decimal(0),
        _places(reader, found.get("places"), found.get("each"), columns),
        said(reader, found, "title"),
        condition(reader, found["explained_by"], columns) if "explained_by" in found else None,
        texts(reader, found["hides"]) if "hides" in found else (),
        _subject(reader, form, found),
        texts(reader, found["optional"]) if "optional" in found else (),
        said(reader, found, "was"),
    )


def _columns(reader: Reader, node: Located | None) -> Columns | None:
    """Return the row that an `each` check stands in."""
    if node is None:
        return None
    if node.text == EVERY_LINE:
        return line_columns()
    columns = reader.names.columns_of_each(node.text or "") if reader.names else {}
    if columns is None:
        reader.refuse(
            node, f"没有叫“{excerpt(node.text or '')}”的表", f"请写 tables 里的表名，或 {EVERY_LINE}"
        )
    return columns or {}


def _built_in(
    reader: Reader, form: CheckForm, holds: Formula | None, columns: Columns | None
) -> dict[str, Resolved]:
    """Return the names that only a message has."""
    if form is CheckForm.BUREAU:
        return {name: Resolved(TEXT) for name in SAID_OF_FIGURES}
    if form is CheckForm.UNIQUE:
        return {name: Resolved(TEXT) for name in ("行号", "行名")}
    if form is not CheckForm.HOLDS:
        return {name: Resolved(TEXT) for name in ("标题", "原文", "填报数")}
    found = {name: Resolved(TEXT) for name in ("行号", "行名")} if columns is not None else {}
    if holds is None or not isinstance(holds.tree, Binary) or holds.tree.operator not in "<≤=≠≥>":
        return found
    dimension = _side(reader, holds, columns)
    found |= {name: Resolved(dimension) for name in ("左", "右", "差额")}
    return {**found, "倍数": Resolved(PURE)}


def _side(reader: Reader, holds: Formula, columns: Columns | None) -> str:
    """Return the dimension of what the check compares."""
    if reader.names is None or not isinstance(holds.tree, Binary):
        return ""
    scope = reader.names if columns is None else reader.names.row_of(columns)
    sides = (
        check_formula(Formula(holds.text, side), scope)[0].dimension
        for side in (holds.tree.left, holds.tree.right)
    )
    return next((side for side in sides if side not in ("", BARE, "零", "件数")), "")


def _tolerance(reader: Reader, form: CheckForm, node: Located, holds: Formula | None) -> Decimal:
    if form is CheckForm.BUREAU:
        return decimal(reader, node)
    value, unit, dimension = literal(reader, node)
    if value < 0:
        reader.refuse(node, "容差不能是负数", "请写 0.01 万元 这样的数")
    if holds is None or not isinstance(holds.tree, Binary) or holds.tree.operator not in "<≤=≥>":
        reader.refuse_key(node, "只有比较两个数的勾稽才有容差", "请删去 tolerance")
        return Decimal(0)
    side = _side(reader, holds, None) if unit.name else ""
    if side and dimension:
        check_dimension(reader, node, dimension, side)
    elif not unit.name and value != 0:
        reader.refuse(node, "容差没有单位", f"请写单位，如 0.01 万元（可用：{'、'.join(UNITS)}）")
    return abs(value)


def _places(
    reader: Reader, node: Located | None, each: Located | None, columns: Columns | None
) -> tuple[str, ...]:
    """Return the addresses to jump to; inside an `each` check a column, or 原因 and 佐证 of the line, stays a name."""
    found = []
    for item in items(reader, node) if node else ():
        name = item.text or ""
        own = _LINE_PLACES if each is not None and each.text == EVERY_LINE else tuple(columns or ())
        if name in own:
            found.append(name)
            continue
        where = place_of(reader, item)
        if where:
            found.append(where)
    return tuple(found)


def place_of(reader: Reader, node: Located) -> str:
    """Return the address of a figure, a table, a line, or of 表.列[行] and 得分.指标 as formulas name them."""
    written = node.text or ""
    if isinstance(address.parse(written), address.Address):
        return written
    if ("criterion", written) in reader.places and ("figure", written) not in reader.places:
        return address.line(written)
    parsed = parse_formula(written)
    if isinstance(parsed, Problem) or not isinstance(parsed.tree, Name):
        reader.refuse(
            node, f"“{excerpt(written)}”不是可以跳转的地方", "请写字段、表、指标的名称，或 原因.指标"
        )
        return ""
    return _resolved_place(reader, node, parsed.tree)


def _resolved_place(reader: Reader, node: Located, name: Name) -> str:
    names: Names | None = reader.names
    if names is None:
        return ""
    found = names.resolve(name)
    if found is None:
        advice = names.similar(name.dotted)
        todo = f"您是不是要写 {advice[0]}" if advice else "请写字段、表、指标的名称，或 原因.指标"
        reader.problems.append(problem_inside(node, name.at + 1, f"没有叫“{name.dotted}”的地方", todo))
        return ""
    if found.kind is NameKind.TABLE_COLUMN:
        return address.table(name.parts[0])
    if name.row is not None:
        return address.cell(name.parts[0], name.row, name.parts[1])
    return found.address


def _subject(reader: Reader, form: CheckForm, found: Mapping[str, Located]) -> dict[str, tuple[str, ...]]:
    """Return the arguments of the forms other than holds."""
    if form is CheckForm.HOLDS:
        return {}
    keys = [key for key in KEYS[form].required if key != "says" and key in found]
    subject = {key: _words(reader, found[key]) for key in keys}
    table = found["table"].text or "" if "table" in found else ""
    known = reader.names.tables.get(table) if reader.names and table else None
    if table and reader.names and known is None:
        reader.refuse(found["table"], f"没有叫“{excerpt(table)}”的表", "请写 tables 里的表名")
    for key in ("columns", "column"):
        for item in _nodes(found.get(key)):
            if known is not None and item.text not in known:
                reader.refuse(
                    item, f"表“{table}”里没有叫“{excerpt(item.text or '')}”的列", "请写这张表的列名"
                )
    for key in ("narratives", "narrative"):
        for item in _nodes(found.get(key)):
            _check_narrative(reader, item)
    return subject


def _words(reader: Reader, node: Located) -> tuple[str, ...]:
    return texts(reader, node) if node.items is not None else (text(reader, node),)


def _nodes(node: Located | None) -> tuple[Located, ...]:
    if node is None:
        return ()
    return node.items if node.items is not None else (node,)


def _check_narrative(reader: Reader, node: Located) -> None:
    """Note what is no narrative: an input, or a column of a table as 表.列."""
    if reader.names is None:
        return
    table, dot, column = (node.text or "").partition(".")
    found = reader.names.tables.get(table, {}).get(column) if dot else reader.names.figures.get(table)
    if found is None or found.dimension != "叙述":
        reader.refuse(node, f"“{excerpt(node.text or '')}”不是叙述", "请写 type: narrative 的字段，或 表.列")
