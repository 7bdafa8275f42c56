"""Characters of formulas: full-width variants are read as the plain sign, one for one, so that positions stay."""

import unicodedata

from .reserved import RESERVED

MAX_NAME = 40
OPERATOR_SIGNS = frozenset("+-*/<>=≤≥≠()[].,")
DIGITS = frozenset("0123456789")
_NAME_MARKS = frozenset("_、“”‘’《》〈〉「」『』【】〔〕·—〇")
_VARIANTS = {
    "×": "*",
    "÷": "/",
    "−": "-",
    "≦": "≤",
    "≧": "≥",
    "⩽": "≤",
    "⩾": "≥",
    "\u00a0": " ",
    "\u3000": " ",
}
_SPACES = frozenset(" \t\n\r")


def plain(text: str) -> str:
    """Return `text` with full-width and variant signs as plain ones; the same length, so that positions point alike."""
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character in _VARIANTS:
        return _VARIANTS[character]
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return " " if character in _SPACES else character


def in_name(character: str) -> bool:
    """Say whether a plain character may stand in a name: letters and Chinese characters, 0-9, _ and 、“”《》."""
    if character in DIGITS or character in _NAME_MARKS:
        return True
    if unicodedata.normalize("NFKC", character) != character:
        return False
    return unicodedata.category(character) in ("Lu", "Ll", "Lo", "Lm")


def complaint(character: str) -> tuple[str, str]:
    """Return what is wrong with a character that the language does not have, and what to do."""
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    if unicodedata.category(character) in ("Nd", "No", "Nl"):
        return f"“{shown}”不是 0 到 9 的数字", "请用半角数字 0 到 9"
    if character in "'`":
        return f"不认识引号“{shown}”", '文字请写在英文双引号 "…" 里'
    if character in "&|!":
        return f"不认识符号“{shown}”", "并且写“且”，或者写“或”，否定写“非”，不等于写“≠”"
    if character in "^~@#$\\{};:?":
        return f"不认识符号“{shown}”", "公式里只有名称、数、加减乘除、比较、且、或、非和列出的函数"
    return f"公式里不能有字符“{shown}”", "请删去它，或改成普通写法"


def is_identifier(text: str) -> bool:
    """Say whether a document may use `text` as an id: at most 40 characters, all allowed in names, no reserved word."""
    if not text or len(text) > MAX_NAME or text in RESERVED:
        return False
    return all(map(in_name, text)) and not all(character in DIGITS for character in text)
