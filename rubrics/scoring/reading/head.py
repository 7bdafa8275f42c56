"""The head of a document: title, year, total, grades, cap, rounding, count nouns, levels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rubrics.scoring.characters import excerpt
from rubrics.scoring.types import Band, Rounding
from rubrics.scoring.units import UNITS

from .bands import points_text, read_bands, read_grades
from .formulas import template
from .identifiers import check_id
from .located import Located
from .reader import Reader
from .shapes import Keys, decimal, entries, items, members, one_of, said, text, texts, whole

_SUBJECTS = {"部门": "部门", "项目": "项目"}
_ROUNDING = Keys((), ("ratios", "points", "mode", "at"))
_CAP = Keys(("value", "bands"))
LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Head:
    title: str = ""
    year: int = 0
    version: int = 1
    reference: str = ""
    subject: str = "部门"
    total: Decimal = Decimal(100)
    grades: tuple[Band, ...] = ()
    rounding: Rounding = field(default_factory=Rounding)
    cap: tuple[Band, ...] = ()
    cap_value: str = ""
    report_title: str = ""
    cover: tuple[str, ...] = ()


def read_head(reader: Reader, found: Mapping[str, Located]) -> Head:
    """Return the head; what is missing was noted with the keys of the document."""
    total = decimal(reader, found["total"], Decimal(1)) if "total" in found else Decimal(100)
    cap, cap_value = _cap(reader, found["cap"], total) if "cap" in found else ((), "")
    return Head(
        said(reader, found, "rubric", LONGEST_TITLE),
        whole(reader, found["year"], 1990, 2199) if "year" in found else 0,
        whole(reader, found["version"], 1, 999) if "version" in found else 1,
        said(reader, found, "reference"),
        one_of(reader, found["subject"], _SUBJECTS) if "subject" in found else "部门",
        total,
        read_grades(reader, found["grades"], total) if "grades" in found else (),
        _rounding(reader, found["rounding"]) if "rounding" in found else Rounding(),
        cap,
        cap_value,
        _sentence(reader, found.get("report")),
        tuple(_sentence(reader, one) for one in items(reader, found["cover"])) if "cover" in found else (),
    )


def _sentence(reader: Reader, node: Located | None) -> str:
    if node is None:
        return ""
    template(reader, node, None, {})
    return text(reader, node, 200)


def _cap(reader: Reader, node: Located, total: Decimal) -> tuple[tuple[Band, ...], str]:
    found = members(reader, node, _CAP)
    value = said(reader, found, "value")
    meaning = reader.early.figures.get(value) if reader.early else None
    if value and reader.early and meaning is None:
        reader.refuse(found["value"], f"没有叫“{excerpt(value)}”的数", "请写 ratios 或 inputs 里的名称")
    dimension = meaning.dimension if meaning else ""
    bands = read_bands(reader, found["bands"], dimension, points_text(total)) if "bands" in found else ()
    return bands, value


def _rounding(reader: Reader, node: Located) -> Rounding:
    found = members(reader, node, _ROUNDING)
    if "mode" in found:
        one_of(reader, found["mode"], {"half_up": "half_up"})
    if "at" in found:
        one_of(reader, found["at"], {"row": "row"})
    places = [whole(reader, found[key], 0, 6) if key in found else 2 for key in ("ratios", "points")]
    return Rounding(*places)


def read_nouns(reader: Reader, node: Located | None) -> tuple[str, ...]:
    """Return the count nouns: 人, 个, 次 … each a dimension of its own."""
    found = texts(reader, node, 6) if node else ()
    for item in (node.items or ()) if node else ():
        noun = item.text or ""
        if noun in UNITS:
            reader.refuse(item, f"“{excerpt(noun)}”已是内置的单位", "请删去")
        elif noun:
            check_id(reader, noun, item)
    return found


def read_reasons(reader: Reader, node: Located) -> dict[str, tuple[str, str]]:
    """Return the ready-made return reasons: code -> (category, sentence)."""
    found: dict[str, tuple[str, str]] = {}
    for code, member in entries(reader, node).items():
        parts = members(reader, member, Keys(("category", "says")))
        found[code] = (said(reader, parts, "category", 20), said(reader, parts, "says", 400))
    return found
