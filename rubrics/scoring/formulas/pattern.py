"""Patterns of 匹配: a small closed subset of regular expressions, read by us and run in time linear in the text."""

import re
from functools import lru_cache

from rubrics.scoring.problems import Problem

from .machine import Machine
from .pattern_classes import escape, literal, read_class
from .pattern_tree import Either, Piece, Repeat, Sequence, Single, repeats
from .refusal import Refusal

MAX_PATTERN, MAX_REPEAT, MAX_GROUPS = 200, 50, 10
_COUNTS = re.compile(r"\{([0-9]{1,3})(,?)([0-9]{0,3})\}")


@lru_cache(maxsize=512)
def compile_pattern(pattern: str) -> Machine | Problem:
    r"""Return the machine for `pattern`, or the Problem with its column in the pattern.

    Known: characters, . [abc] [^a-z] \d \s \w, (…|…), ? * + {m} {m,} {m,n}, ^ at the beginning and $ at the end.
    """
    try:
        return _Reader(pattern).whole()
    except Refusal as refusal:
        return refusal.problem


class _Reader:
    def __init__(self, pattern: str) -> None:
        if len(pattern) > MAX_PATTERN:
            raise Refusal(MAX_PATTERN, f"式样有 {len(pattern)} 个字符，最多 {MAX_PATTERN} 个", "请拆成几条")
        self._begins, self._ends = (
            pattern.startswith("^"),
            pattern.endswith("$") and not pattern.endswith("\\$"),
        )
        self._pattern, self._at, self._depth = pattern, int(self._begins), 0
        self._length = len(pattern) - self._ends

    def whole(self) -> Machine:
        piece = self._either()
        if self._at < self._length:
            raise Refusal(self._at, "多了一个右括号", r"请删去它；要找括号本身请写 \)")
        if (self._begins or self._ends) and isinstance(piece, Either):
            raise Refusal(0, "^ 或 $ 和 | 并用时看不出管到哪里", "请给“…|…”加上括号")
        return Machine(piece, self._begins, self._ends)

    def _peek(self) -> str:
        return self._pattern[self._at] if self._at < self._length else ""

    def _either(self) -> Piece:
        choices = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            choices.append(self._sequence())
        return choices[0] if len(choices) == 1 else Either(tuple(choices))

    def _sequence(self) -> Piece:
        begin, parts = self._at, list[Piece]()
        while self._peek() not in ("", "|", ")"):
            parts.append(self._quantified())
        if not parts:
            raise Refusal(begin, "这里缺要找的文字", "请补上，或删去多余的 | 和括号")
        return Sequence(tuple(parts))

    def _quantified(self) -> Piece:
        begin = self._at
        piece, mark = self._atom(), self._at
        counts = self._counts()
        if counts is None:
            return piece
        if repeats(piece):
            raise Refusal(mark, "重复里面不能再套重复", "请只在一层写 ? * + 或 {…}")
        if self._peek() in tuple("?*+{"):
            raise Refusal(self._at, "重复符号不能连写", "请只留一个")
        least, most = counts
        if least > MAX_REPEAT or (most is not None and not least <= most <= MAX_REPEAT):
            raise Refusal(begin, "重复次数不对", f"次数最多 {MAX_REPEAT}，前一个不能大于后一个")
        return Repeat(piece, least, most)

    def _counts(self) -> tuple[int, int | None] | None:
        sign = self._peek()
        if sign in ("?", "*", "+"):
            self._at += 1
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        if sign != "{":
            return None
        found = _COUNTS.match(self._pattern, self._at)
        if found is None:
            raise Refusal(self._at, "花括号里的次数看不懂", r"请写 {3} 或 {1,3}；要找花括号本身请写 \{")
        self._at = found.end()
        least = int(found[1])
        return least, (int(found[3]) if found[3] else None) if found[2] else least

    def _atom(self) -> Piece:
        at, character = self._at, self._peek()
        self._at += 1
        match character:
            case "(":
                return self._group(at)
            case "[":
                test, self._at = read_class(self._pattern[: self._length], at)
                return Single(test)
            case ".":
                return Single("\n".__ne__)
            case "\\":
                self._at += 1
                if at + 1 >= self._length:
                    raise Refusal(at, r"\ 后面缺字符", r"要找反斜线本身请写 \\")
                return Single(escape(self._pattern[at + 1], at))
            case "?" | "*" | "+" | "{" | "}" | "]":
                raise Refusal(
                    at, f"“{character}”前面没有可重复的文字", f"要找“{character}”本身请写 \\{character}"
                )
            case "^" | "$":
                raise Refusal(
                    at, "^ 只能写在最前，$ 只能写在最后", f"要找“{character}”本身请写 \\{character}"
                )
        return literal(character)

    def _group(self, at: int) -> Piece:
        if self._pattern.startswith("?:", self._at):
            self._at += 2
        elif self._peek() == "?":
            raise Refusal(at, "不能用 (?…) 这种写法", "不支持前后环视、命名和开关，请只用 (…)")
        self._depth += 1
        if self._depth > MAX_GROUPS:
            raise Refusal(at, f"括号套了 {MAX_GROUPS} 层以上", "请写简单一些")
        piece = self._either()
        self._depth -= 1
        if self._peek() != ")":
            raise Refusal(at, "括号没有收尾", r"请补上 )；要找括号本身请写 \(")
        self._at += 1
        return piece
