"""Strict shapes: which names a mapping may hold; texts, numbers, yes or no, words of a closed list."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from rubrics.scoring.characters import excerpt, fault

from .located import Located
from .reader import Reader

LONGEST_TEXT = 4_000
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,8})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
ALL = "全部"


@dataclass(frozen=True, slots=True)
class Keys:
    """The names that a mapping must and may hold."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        return self.required + self.optional


def members(reader: Reader, node: Located, keys: Keys) -> Mapping[str, Located]:
    """Return the known members of a mapping; unknown and missing ones are problems."""
    found = entries(reader, node)
    for name, member in found.items():
        if name not in keys.known:
            reader.refuse_key(member, f"这里没有“{excerpt(name)}”这一项", _advice(name, keys.known))
    for name in keys.required:
        if name not in found and node.members is not None:
            reader.refuse_key(node, f"缺少 {name}", f"请补上 {name}")
    return {name: member for name, member in found.items() if name in keys.known}


def entries(reader: Reader, node: Located) -> Mapping[str, Located]:
    """Return the members of a mapping whose names are free."""
    if node.members is None:
        if node.text != "":
            reader.refuse(node, "这里要写“名称: 内容”", "请换行缩进写，或写成 {名称: 内容}")
        else:
            reader.refuse_key(node, "这里没有内容", "请补上，或删去这一项")
        return {}
    return node.members


def items(reader: Reader, node: Located) -> Sequence[Located]:
    """Return the members of a list."""
    if node.items is None:
        reader.refuse(node, "这里要写列表", "请写成 [甲, 乙]，或每项一行、以 - 开头")
        return ()
    return node.items


def text(reader: Reader, node: Located, most: int = LONGEST_TEXT) -> str:
    """Return a text that is not empty."""
    words = node.text
    if words is None:
        reader.refuse(node, "这里要写文字", "含 [ ] { } 的文字请加单引号")
        return ""
    if not words.strip():
        reader.refuse_key(node, "这里没有内容", "请补上，或删去这一项")
    elif len(words) > most:
        reader.refuse(node, f"有 {len(words):,} 个字，超过 {most:,} 个", "请缩短")
    hidden = fault(words, allowed="\n")
    if hidden:
        reader.refuse(node, f"含有看不见的{hidden}", "请删去")
    return words.strip()


def said(reader: Reader, found: Mapping[str, Located], key: str, most: int = 500) -> str:
    """Return the text under `key`, '' when the mapping does not have it."""
    return text(reader, found[key], most) if key in found else ""


def flag(reader: Reader, found: Mapping[str, Located], key: str) -> bool:
    """Return the 是 or 否 under `key`, 否 when the mapping does not have it."""
    return yes_no(reader, found[key]) if key in found else False


def texts(reader: Reader, node: Located, most: int = 200) -> tuple[str, ...]:
    """Return the texts of a list, each once."""
    found = [text(reader, item, most) for item in items(reader, node)]
    for at, item in enumerate(items_of(node)):
        if found[at] and found[at] in found[:at]:
            reader.refuse(item, f"“{excerpt(found[at])}”写了两次", "请删去其中一个")
    return tuple(dict.fromkeys(word for word in found if word))


def items_of(node: Located) -> Sequence[Located]:
    """Return the members of a list, none when it is no list."""
    return node.items or ()


def decimal(reader: Reader, node: Located, least: Decimal = Decimal(0)) -> Decimal:
    """Return a plain number of at least `least`, such as points; least itself when it is none."""
    written = node.text or ""
    if not _DECIMAL.fullmatch(written):
        reader.refuse(node, f"“{excerpt(written)}”不是数", "请写 5 或 2.5，不带单位和分隔符")
        return least
    number = Decimal(written)
    if number < least:
        reader.refuse(node, f"“{written}”小于 {least}", f"请写不小于 {least} 的数")
    return number


def whole(reader: Reader, node: Located, least: int, most: int) -> int:
    """Return a whole number from `least` to `most`."""
    written = node.text or ""
    if not _WHOLE.fullmatch(written) or not least <= int(written) <= most:
        reader.refuse(node, f"“{excerpt(written)}”不是 {least} 到 {most} 的整数", "请改正")
        return least
    return int(written)


def yes_no(reader: Reader, node: Located) -> bool:
    """Return 是 or 否."""
    if node.text not in ("是", "否"):
        reader.refuse(node, f"“{excerpt(node.text or '')}”不是“是”或“否”", "请写 是 或 否")
    return node.text == "是"


def one_of[Kind](reader: Reader, node: Located, options: Mapping[str, Kind]) -> Kind:
    """Return what the word stands for; a word off the list is a problem and stands for the first."""
    word = node.text or ""
    if word not in options:
        reader.refuse(node, f"没有“{excerpt(word)}”这种写法", _advice(word, tuple(options)))
        return next(iter(options.values()))
    return options[word]


def _advice(word: str, known: Sequence[str]) -> str:
    """Return “您是不是要写 holds” or the list of what may stand here."""
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"您是不是要写 {near[0]}" if near else f"可以写：{'、'.join(known)}"
