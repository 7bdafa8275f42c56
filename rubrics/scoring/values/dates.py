"""Days and years: the usual ways to write a day in Chinese offices, all stored as 2020-02-12."""

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal

from rubrics.scoring.characters import fault, half_width, visible
from rubrics.scoring.types import Field
from rubrics.scoring.units import Unit

from .outcome import Outcome, Parsed, Refusal

_DAY = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|\.([0-9]{1,2})\.|年([0-9]{1,2})月)([0-9]{1,2})日?"
)
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")
_YEAR = re.compile(r"([0-9]{4})(年|年度)?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_EXAMPLE = "请写成 2020-02-12"
_EXCEL_DAY_ZERO = date(1899, 12, 30)


def parse_date(_field: Field, _unit: Unit, text: str) -> Outcome:
    """Read a day. 2020-02-12, 2020.2.12, 2020/2/12 and 2020年2月12日 are the same day."""
    folded = _folded(text)
    if isinstance(folded, Refusal):
        return folded
    compact = folded.replace(" ", "") if "年" in folded else _MIDNIGHT.sub("", folded)
    match = _DAY.fullmatch(compact)
    if not match or compact.endswith("日") != ("年" in compact):
        return _unreadable(compact)
    year, month, day = (
        int(match.group(1)),
        int(next(m for m in match.group(2, 3, 4, 5) if m)),
        int(match.group(6)),
    )
    refusal = _impossible(year, month, day)
    if refusal:
        return refusal
    value = date(year, month, day)
    normal = value.isoformat()
    return Parsed(value, normal, normal, "" if text.strip() == normal else f"按 {normal} 读取")


def parse_year(_field: Field, _unit: Unit, text: str) -> Outcome:
    """Read a year of four digits; the value is a number without unit."""
    folded = _folded(text)
    if isinstance(folded, Refusal):
        return folded
    match = _YEAR.fullmatch(folded)
    if not match or not _FIRST_YEAR <= int(match.group(1)) <= _LAST_YEAR:
        return Refusal("不是年份", "请填四位数的年份，如 2020")
    normal = match.group(1)
    return Parsed(Decimal(normal), normal, normal, "" if text.strip() == normal else f"按 {normal} 读取")


def _folded(text: str) -> str | Refusal:
    if len(text) > 40:
        return Refusal("不是日期", _EXAMPLE)
    hidden = fault(text.strip())
    return (
        Refusal(f"含有看不见的{hidden}", f"请删去后重填：{visible(text).strip()}")
        if hidden
        else half_width(text)
    )


def _impossible(year: int, month: int, day: int) -> Refusal | None:
    """Return why there is no such day."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return Refusal(f"的年份 {year} 不合理", "请核对年份")
    if not 1 <= month <= 12:
        return Refusal(f"里没有 {month} 月", "月份是 1–12，请核对")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        return Refusal("不是真实的日期", f"{year} 年 {month} 月只有 {days} 天，请核对")
    return None


def _unreadable(text: str) -> Refusal:
    if re.fullmatch(r"[0-9]{5}", text):
        day = _EXCEL_DAY_ZERO + timedelta(days=int(text))
        return Refusal("像是电子表格的日期序号", f"如果是 {day.isoformat()}，请这样填写")
    if re.fullmatch(r"[0-9]{8}", text):
        return Refusal("没有写分隔符", f"请写成 {text[:4]}-{text[4:6]}-{text[6:]}")
    if re.fullmatch(r"[0-9]{4}(年|[-./])[0-9]{1,2}月?", text):
        return Refusal("没有写日", _EXAMPLE)
    return Refusal("不是日期", f"{_EXAMPLE}，年份在前、写足四位")
