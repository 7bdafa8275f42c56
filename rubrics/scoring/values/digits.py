"""The one grammar of a typed number: 0-9, thousands separators in threes, one decimal point, a minus sign."""

import re
from collections.abc import Callable
from decimal import Decimal

from rubrics.scoring.characters import excerpt, fault, half_width, visible

from .outcome import Refusal

_LONGEST = 60
_MOST_DIGITS = 18
_NUMBER = re.compile(r"(-?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_PLAIN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
"""Most numbers are typed so: nothing to fold and nothing behind them."""
_HEAD = re.compile(r"[-+]?[0-9.,]*[0-9.]")
_EXPONENT = re.compile(r"[-+]?[0-9.,]+[eE]([-+]?[0-9]+)")
_EXAMPLE = "请用 0–9 写出，如 1234.56"


def split(text: str) -> tuple[str, str] | Refusal:
    """Return the number's text and what stands behind it (a unit), half width, or why it is none."""
    if _PLAIN.fullmatch(text):
        return text, ""
    if len(text) > _LONGEST:
        return Refusal(f"太长（{len(text):,} 个字符）", f"数字连同单位不超过 {_LONGEST} 个字符")
    hidden = fault(text.strip())
    if hidden:
        return Refusal(f"含有看不见的{hidden}", f"请删去后重填：{visible(text).strip()}")
    folded = half_width(text)
    refusal = _foreign(folded)
    if refusal:
        return refusal
    head = _HEAD.match(folded)
    if not head:
        return Refusal("不是数字", _EXAMPLE)
    return head.group(), folded[head.end() :].strip()


def read(text: str, places: int) -> Decimal | Refusal:
    """Return the exact number that `text` (from `split`) writes; more than `places` decimals are refused."""
    match = _NUMBER.fullmatch(text)
    if not match:
        return _malformed(text)
    sign, whole, fraction = (
        match.group(1),
        match.group(2).replace(",", "").lstrip("0") or "0",
        match.group(3) or "",
    )
    fraction = fraction.rstrip("0")
    if len(whole) > _MOST_DIGITS:
        return Refusal(f"整数部分有 {len(whole)} 位", f"整数部分不超过 {_MOST_DIGITS} 位，请核对")
    if len(fraction) > places:
        return Refusal(f"有 {len(fraction)} 位小数", _places_hint(places))
    number = Decimal(f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}")
    return abs(number) if number == 0 else number


def plain(number: Decimal) -> str:
    """Return the normal form of a number: shortest, no separators, no exponent."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _places_hint(places: int) -> str:
    if places == 0:
        return "只能填整数"
    return f"最多填 {places} 位小数；系统不替您四舍五入，请按原始资料填写"


def _foreign(text: str) -> Refusal | None:
    """Return why `text` (half width) is not written in plain digits at all."""
    for pattern, why, todo in _FOREIGN:
        match = pattern.match(text)
        if match:
            return Refusal(why, todo(match))
    strange = any(not c.isascii() and c.isnumeric() and c not in "万亿千百" for c in text)
    if strange or not any(c in "0123456789" for c in text):
        return Refusal("不是 0–9 写的数字", _EXAMPLE)
    return None


def _written_out(text: str) -> str:
    """Return '，如 100000' for an exponent small enough to write out."""
    mantissa, _, exponent = text.lower().partition("e")
    if (
        not re.fullmatch(r"[-+]?[0-9]{1,2}", exponent)
        or not _NUMBER.fullmatch(mantissa)
        or abs(int(exponent)) > 12
    ):
        return ""
    return f"，如 {plain(Decimal(mantissa.replace(',', '')).scaleb(int(exponent)))}"


def _malformed(text: str) -> Refusal:
    bare = text.replace(",", "")
    if text.count(".") > 1:
        return Refusal("有不止一个小数点", _EXAMPLE)
    if text.endswith(".") or text.startswith((".", "-.")):
        whole = bare.strip(".") if text.endswith(".") else bare.replace(".", "0.", 1)
        return Refusal("小数点前后要有数字", f"请填 {whole}")
    return Refusal("的千位分隔符位置不对", f"分隔符每三位一个，或者不写，请核对后填，如 {_grouped(bare)}")


def _grouped(bare: str) -> str:
    return f"{Decimal(bare):,}" if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", bare) else "1,234.56"


def _without(signs: str) -> Callable[[re.Match[str]], str]:
    return lambda match: f"请填 {excerpt(match.string.translate(str.maketrans('', '', signs)))}"


def _just(todo: str) -> Callable[[re.Match[str]], str]:
    return lambda _match: todo


_FOREIGN: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], str]], ...] = (
    (re.compile("="), "是公式，不是数", _just("请填算好的数")),
    (
        re.compile(r"(?:[￥¥$€£]|RMB|CNY) *(.*)", re.IGNORECASE),
        "带有货币符号",
        lambda match: f"不要写货币符号，请填 {excerpt(match.group(1)) or '数字'}",
    ),
    (
        re.compile(r"[-+]?(nan|inf)", re.IGNORECASE),
        "不是数",
        _just("请填实际数字；没有这项的，请选“无此事项”"),
    ),
    (re.compile(r"[-+]?0[xXoObB]"), "不是十进制写法", _just(_EXAMPLE)),
    (_EXPONENT, "是科学记数法", lambda match: f"请把数写全{_written_out(match.string)}"),
    (re.compile(r"[^_]*_"), "含有下划线", _without("_")),
    (re.compile(r"\+"), "带有加号", _without("+")),
    (re.compile(r"\(([0-9.,]+)\)$"), "用括号表示负数", lambda match: f"负数请写 -{match.group(1)}"),
    (re.compile(r"[-0-9.,]+ +[0-9]"), "中间有空格", _without(" ")),
)
