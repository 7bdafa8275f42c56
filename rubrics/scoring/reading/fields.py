"""inputs: groups of fields; and the fields of tables, which are written alike."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from rubrics.scoring import values
from rubrics.scoring.characters import excerpt
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Field, FieldType
from rubrics.scoring.units import MONEY, PURE_UNIT, UNITS, Unit, unit_of

from .drafts import read_drafts
from .formulas import Columns, condition
from .identifiers import check_figure_id
from .located import Located
from .reader import Reader
from .shapes import Keys, entries, flag, members, one_of, said, texts, whole, yes_no

FIELD_TYPES: dict[str, FieldType] = {kind.value: kind for kind in FieldType}
GIVEN = {word: word for word in ("部门.名称", "部门.编码", "部门.业务科")}
"""What the portal knows of a filer."""
KEYS = Keys(
    ("type",),
    (
        *("unit", "label", "required", "na", "source", "help", "mistakes", "min", "max", "places"),
        *(
            "options",
            "min_length",
            "max_length",
            "given",
            "private",
            "was",
            "carry",
            "control_of",
            "adds",
            "drafts",
        ),
    ),
)
_NUMBERS = (FieldType.AMOUNT, FieldType.COUNT, FieldType.NUMBER, FieldType.PERCENT)
_WORDS = (FieldType.TEXT, FieldType.NARRATIVE, FieldType.URL)
_ONLY_FOR = {
    "unit": (FieldType.AMOUNT, FieldType.COUNT, FieldType.NUMBER),
    "min": _NUMBERS,
    "max": _NUMBERS,
    "places": (FieldType.AMOUNT, FieldType.NUMBER, FieldType.PERCENT),
    "options": (FieldType.CHOICE,),
    "adds": (FieldType.AMOUNT, FieldType.COUNT),
    "min_length": _WORDS,
    "max_length": _WORDS,
    "drafts": (FieldType.NARRATIVE,),
}
_LONGEST = 50_000
_MOST_PLACES = 8


def read_inputs(reader: Reader, node: Located) -> tuple[Field, ...]:
    """Return every input in the order of the document."""
    found: list[Field] = []
    for group, member in entries(reader, node).items():
        found += _read_group(reader, group, member)
    return tuple(found)


def _read_group(reader: Reader, group: str, node: Located) -> list[Field]:
    fields = dict(entries(reader, node))
    unit_node = fields.pop("unit", None)
    unit = read_unit(reader, unit_node) if unit_node else None
    found = []
    for name, member in fields.items():
        check_figure_id(reader, name, member)
        reader.declare("figure", name, member)
        found.append(replace(read_field(reader, name, member, unit), group=group))
        if found[-1].control_of:
            where = member.child("control_of") or member
            reader.refuse_key(where, "control_of 只用于表的列", "请删去这一项")
    return found


def read_unit(reader: Reader, node: Located) -> Unit | None:
    """Return the unit that a text names; an unknown one is a problem."""
    unit = unit_of(node.text or "", reader.nouns) if node.text else None
    if unit is None:
        nouns = f"，以及 units 列出的 {'、'.join(reader.nouns)}" if reader.nouns else ""
        reader.refuse(node, f"没有单位“{excerpt(node.text or '')}”", f"可用：{'、'.join(UNITS)}{nouns}")
    return unit


def read_field(
    reader: Reader, name: str, node: Located, unit: Unit | None, columns: Columns | None = None
) -> Field:
    """Return one field; `unit` is the group's, `columns` the row that a column's condition may read."""
    if node.text is not None:
        kind = _type(reader, node)
        field = Field(name, kind, *_unit_of_type(reader, node, kind, None, unit))
        if kind is FieldType.CHOICE:
            reader.refuse(node, "缺少 options", "请写成 {type: choice, options: [甲, 乙]}")
        return _with_limits(reader, field, {})
    found = members(reader, node, KEYS)
    kind = _type(reader, found["type"]) if "type" in found else FieldType.TEXT
    for key, kinds in _ONLY_FOR.items():
        if key in found and kind not in kinds:
            reader.refuse_key(found[key], f"{kind.value} 不用 {key}", "请删去这一项，或改 type")
    field = Field(name, kind, *_unit_of_type(reader, node, kind, found.get("unit"), unit))
    field = _with_words(reader, field, found)
    field = _with_demands(reader, field, found, columns)
    return _with_limits(reader, field, found)


def _type(reader: Reader, node: Located) -> FieldType:
    """Return the type; an unknown one is a problem and reads on as text."""
    kind = one_of(reader, node, FIELD_TYPES)
    return kind if node.text == kind.value else FieldType.TEXT


def _unit_of_type(
    reader: Reader, node: Located, kind: FieldType, written: Located | None, group: Unit | None
) -> tuple[Unit]:
    if kind is FieldType.PERCENT:
        return (UNITS["%"],)
    if kind is FieldType.YEAR:
        return (values.YEAR_UNIT,)
    if kind not in _ONLY_FOR["unit"]:
        return (PURE_UNIT,)
    unit = read_unit(reader, written) if written else group
    if kind is FieldType.NUMBER:
        return ((unit if written else None) or PURE_UNIT,)
    if unit is None:
        if written is None:
            reader.refuse_key(node, "没有单位", "请在组里或这一项写 unit，如 unit: 万元")
        return (PURE_UNIT,)
    if (unit.dimension == MONEY) != (kind is FieldType.AMOUNT):
        wanted = "元、万元、亿元" if kind is FieldType.AMOUNT else "人、个 这样的量词"
        reader.refuse_key(written or node, f"{kind.value} 的单位不能是“{unit.name}”", f"请写{wanted}")
    return (unit,)


def _with_words(reader: Reader, field: Field, found: Mapping[str, Located]) -> Field:
    """Read what only people read."""
    given = one_of(reader, found["given"], GIVEN) if "given" in found else ""
    options = texts(reader, found["options"]) if "options" in found else ()
    if field.type is FieldType.CHOICE and len(options) < 2:
        reader.refuse_key(
            found.get("options", found["type"]), "choice 至少要有两个 options", "请写 options: [甲, 乙]"
        )
    return replace(
        field,
        label=said(reader, found, "label"),
        source=said(reader, found, "source"),
        help=said(reader, found, "help"),
        mistakes=said(reader, found, "mistakes"),
        was=said(reader, found, "was"),
        control_of=said(reader, found, "control_of"),
        given=given,
        options=options,
        drafts=read_drafts(reader, found["drafts"]) if "drafts" in found else (),
    )


def _with_demands(
    reader: Reader, field: Field, found: Mapping[str, Located], columns: Columns | None
) -> Field:
    required = field.required
    if "required" in found:
        node = found["required"]
        required = node.text == "是" if node.text in ("是", "否") else condition(reader, node, columns)
    allow_na, private = flag(reader, found, "na"), flag(reader, found, "private")
    adds = "adds" not in found or flag(reader, found, "adds")
    field = replace(field, required=required, allow_na=allow_na, private=private, adds=adds)
    return _with_carry(reader, field, found["carry"], columns) if "carry" in found else field


def _with_carry(reader: Reader, field: Field, node: Located, columns: Columns | None) -> Field:
    """Read whether last year's content may be taken over, and from where; only what is typed on its own can be."""
    origin = node.text or ""
    if "." in origin:
        if columns is None:
            reader.refuse(node, "表以外的字段只能带入自己的上年内容", "请写 carry: 是，或删去这一项")
            return field
        wanted = True
    else:
        origin, wanted = "", yes_no(reader, node)
    if wanted and field.given:
        reader.refuse_key(node, "carry 只用于要填的字段", "请删去这一项")
    elif wanted and columns is not None and field.type is FieldType.NARRATIVE:
        reader.refuse_key(node, "表里的叙述不能带入上年内容", "请删去这一项")
    else:
        return replace(field, carry=wanted, carry_from=origin)
    return field


def _with_limits(reader: Reader, field: Field, found: Mapping[str, Located]) -> Field:
    """Read limits; amounts, counts and percentages are not negative unless `min` says so (无: no limit)."""
    places = whole(reader, found["places"], 0, _MOST_PLACES) if "places" in found else field.places
    field = replace(field, places=0 if field.type is FieldType.COUNT else places)
    least, most = _limit(reader, field, found.get("min")), _limit(reader, field, found.get("max"))
    if "min" not in found and field.type in (FieldType.AMOUNT, FieldType.COUNT, FieldType.PERCENT):
        least = Decimal(0)
    if least is not None and most is not None and least > most:
        reader.refuse(found["max"], "max 小于 min", "请核对上下限")
    shortest = whole(reader, found["min_length"], 0, _LONGEST) if "min_length" in found else 0
    longest = whole(reader, found["max_length"], 1, _LONGEST) if "max_length" in found else 0
    if longest and shortest > longest:
        reader.refuse(found["min_length"], "min_length 大于 max_length", "请核对")
    return replace(field, minimum=least, maximum=most, min_length=shortest, max_length=longest)


def _limit(reader: Reader, field: Field, node: Located | None) -> Decimal | None:
    if node is None or node.text == "无":
        return None
    parsed = values.parse(replace(field, places=_MOST_PLACES), node.text or "")
    if isinstance(parsed, Problem) or not isinstance(parsed.value, Decimal):
        reader.refuse(
            node, f"“{excerpt(node.text or '')}”不能作上下限", "请写以这一项的单位计的数，如 100 或 100%"
        )
        return None
    return parsed.value
