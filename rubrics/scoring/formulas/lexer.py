"""Text -> tokens. Every token knows its position; what the language does not have is refused where it stands."""

import re
from dataclasses import dataclass
from enum import StrEnum

from .characters import DIGITS, MAX_NAME, OPERATOR_SIGNS, complaint, in_name, plain
from .refusal import Refusal
from .reserved import KEYWORDS

MAX_TEXT = 2_000
MAX_LITERAL = 200
MAX_WHOLE_DIGITS, MAX_PLACES = 18, 12
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_TWO_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "==": "="}


class TokenKind(StrEnum):
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    NAME = "name"
    KEYWORD = "keyword"
    SIGN = "sign"
    UNIT = "unit"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is in plain signs (a text literal: as written, without its quotes)."""

    kind: TokenKind
    text: str
    at: int


def read_tokens(text: str) -> list[Token]:
    """Return the tokens of `text`, the last one END. Raises Refusal with the position."""
    if len(text) > MAX_TEXT:
        raise Refusal(MAX_TEXT, f"公式有 {len(text)} 个字符，最多 {MAX_TEXT} 个", "请把公式拆成几个比率")
    line, tokens, at = plain(text), list[Token](), 0
    while at < len(line):
        if line[at] == " ":
            at += 1
            continue
        token, at = _next_token(text, line, at, tokens)
        tokens.append(token)
    tokens.append(Token(TokenKind.END, "", len(line)))
    return tokens


def _next_token(text: str, line: str, at: int, before: list[Token]) -> tuple[Token, int]:
    character = line[at]
    if character == '"':
        return _read_text(text, line, at)
    if character in DIGITS and not _continues_name(before, at):
        return _read_number(line, at)
    if in_name(character):
        return _read_name(line, at)
    if line[at : at + 2] in _TWO_SIGNS:
        return Token(TokenKind.SIGN, _TWO_SIGNS[line[at : at + 2]], at), at + 2
    if line[at : at + 2] in ("**", "//", "<>", "<<", ">>"):
        raise Refusal(at, f"没有运算符“{line[at : at + 2]}”", "公式里没有乘方和整除，不等于写“≠”")
    if character in OPERATOR_SIGNS:
        return Token(TokenKind.SIGN, character, at), at + 1
    if character in "%‰":
        return Token(TokenKind.UNIT, character, at), at + 1
    raise Refusal(at, *complaint(line[at]))


def _continues_name(before: list[Token], at: int) -> bool:
    """得分.12345热线 and 季度.支出[1月]: right after a dot or an opening bracket a digit begins a name."""
    return bool(before) and before[-1].text in (".", "[") and before[-1].at == at - 1


def _read_text(text: str, line: str, at: int) -> tuple[Token, int]:
    end = line.find('"', at + 1)
    if end < 0:
        raise Refusal(at, "文字没有收尾的双引号", '请在文字后面补上 "')
    if end - at - 1 > MAX_LITERAL:
        raise Refusal(at, f"文字有 {end - at - 1} 个字符，最多 {MAX_LITERAL} 个", "请写短一些")
    return Token(TokenKind.TEXT, text[at + 1 : end], at), end + 1


def _read_number(line: str, at: int) -> tuple[Token, int]:
    found = _DATE.match(line, at)
    if found:
        return Token(TokenKind.DATE, found.group(), at), found.end()
    number = _NUMBER.match(line, at)
    digits = number.group() if number else ""
    end = at + len(digits)
    _check_number(digits, at)
    if re.match(r"[eE][+-]?[0-9]|_", line[end : end + 3]):
        raise Refusal(end, "数里不能用科学记数法，也不能用下划线", "请写成普通的数，如 12000 或 1.2 万元")
    return Token(TokenKind.NUMBER, digits, at), end


def _check_number(digits: str, at: int) -> None:
    whole, _, places = digits.partition(".")
    if len(whole) > MAX_WHOLE_DIGITS or len(places) > MAX_PLACES:
        raise Refusal(at, "数太长", f"整数部分最多 {MAX_WHOLE_DIGITS} 位，小数最多 {MAX_PLACES} 位")
    if len(whole) > 1 and whole.startswith("0"):
        raise Refusal(at, f"数“{digits}”前面有多余的 0", "请删去前面的 0；千分位逗号也不要写")


def _read_name(line: str, at: int) -> tuple[Token, int]:
    end = at
    while end < len(line) and in_name(line[end]):
        end += 1
    name = line[at:end]
    if len(name) > MAX_NAME:
        raise Refusal(at, f"名称有 {len(name)} 个字，最多 {MAX_NAME} 个", "请用短名称，长的写到 label 里")
    return Token(TokenKind.KEYWORD if name in KEYWORDS else TokenKind.NAME, name, at), end
