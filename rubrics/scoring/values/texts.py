"""Words: short texts, addresses of pages, and narratives in their text form."""

import re
from urllib.parse import urlsplit

from rubrics.scoring import narrative
from rubrics.scoring.characters import fault, one_break, visible
from rubrics.scoring.clusters import character_length
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Field
from rubrics.scoring.units import Unit

from .outcome import Outcome, Parsed, Refusal

DEFAULT_LENGTH, ONE_LINE, NARRATIVE_LENGTH, URL_LENGTH = 200, 200, 20_000, 500
MOST_SIGNS = 12
"""So many code points at most for each character that may be typed: a joined emoji of a family has eleven."""
_FORBIDDEN_IN_URL = re.compile(r"[\s<>\"'\\^`{|}（），。；]")
_GAP = re.compile(r"[ \t]*\n\s*|\t")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def parse_text(field: Field, _unit: Unit, text: str) -> Outcome:
    """Read a text as typed, trimmed. Up to 200 characters it is one line; a longer one keeps its breaks."""
    limit = field.max_length or DEFAULT_LENGTH
    words = one_break(text).strip() if len(text) <= 2 * MOST_SIGNS * limit else text
    refusal = _length_refused(words, field.min_length, limit)
    if refusal:
        return refusal
    hidden = fault(words, allowed="\n\t")
    if hidden:
        return Refusal(f"含有看不见的{hidden}", f"请删去后重填：{visible(words)[:60].strip()}")
    joined = _GAP.sub(" ", words) if limit <= ONE_LINE else words.replace("\t", " ")
    return Parsed(joined, joined, joined, "" if joined == words else "换行和制表符按空格读取")


def parse_url(field: Field, _unit: Unit, text: str) -> Outcome:
    """Read the address of a page: http or https, with a host, without a user name."""
    address = text.strip() if len(text) < 4 * URL_LENGTH else text
    if len(address) > (field.max_length or URL_LENGTH):
        return Refusal(
            f"太长（{len(address):,} 个字符）", f"网址不超过 {field.max_length or URL_LENGTH} 个字符"
        )
    hidden = fault(address)
    if hidden:
        return Refusal(f"含有看不见的{hidden}", f"请删去后重填：{visible(address)[:60]}")
    if not address.lower().startswith(("http://", "https://")):
        example = (
            "https://www.example.gov.cn/"
            if _SCHEME.match(address) or "." not in address
            else f"http://{address[:60]}"
        )
        return Refusal("不是 http 或 https 网址", f"请从浏览器地址栏复制完整网址，如 {example}")
    if _FORBIDDEN_IN_URL.search(address) or not _host_of(address):
        return Refusal("不是完整的网址", "网址里不能有空格、引号和中文标点，请从浏览器地址栏复制")
    return Parsed(address, address, address)


def parse_narrative(field: Field, _unit: Unit, text: str) -> Outcome:
    """Read a narrative's stored form or text form; the value is its prose with figures left open.

    Its length is counted as the page counts it, without spaces and line ends; a figure counts as one.
    """
    limit = field.max_length or NARRATIVE_LENGTH
    if len(text) > 40 * limit + 10_000:
        return Refusal(
            f"太长（{len(text):,} 个字符）", f"最多 {limit:,} 个字，请精简，或把附表作为佐证材料上传"
        )
    blocks = narrative.read_stored(text)
    if isinstance(blocks, list):
        return _refused_by(blocks[0])
    count, plain = narrative.character_count(blocks, {}), narrative.plain(blocks, {})
    if refusal := _text_refused(count, plain, field.min_length, limit):
        return refusal
    prose = narrative.prose(blocks, {})
    return Parsed(prose, narrative.to_text_form(blocks), prose.plain)


def _text_refused(count: int, plain: str, least: int, most: int) -> Refusal | None:
    """Refuse a text by its count, and by what is not counted: spaces, and signs that stand upon others."""
    if count > most:
        return Refusal(f"有 {count:,} 个字，超过 {most:,} 个", f"请删去 {count - most:,} 个字")
    if sum(map(str.isspace, plain)) > most:
        return Refusal("空格太多", "请删去多余的空格")
    if len(plain) > 3 * most:
        return Refusal(f"太长（按字符编码计 {len(plain):,} 个）", "请删去叠加在文字上的符号")
    return Refusal(f"只有 {count} 个字", f"至少写 {least} 个字，请写具体") if count < least else None


def _refused_by(problem: Problem) -> Refusal:
    place = f"第 {problem.line} 行" if problem.line else ""
    return Refusal(f"{place}{problem.what}", problem.todo)


def _length_refused(text: str, least: int, most: int) -> Refusal | None:
    """Refuse what is too long or too short as a person counts, and what is far too long to be stored."""
    if len(text) > MOST_SIGNS * most:
        return Refusal(f"太长（按字符编码计 {len(text):,} 个）", f"最多 {most:,} 个字，请精简")
    count = character_length(text)
    if count > most:
        return Refusal(f"有 {count:,} 个字，超过 {most:,} 个", f"请删去 {count - most:,} 个字")
    if count < least:
        return Refusal(f"只有 {count} 个字", f"至少写 {least} 个字，请写具体")
    return None


def _host_of(address: str) -> str:
    try:
        parts = urlsplit(address)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.username is None and port_is_right else ""
