"""The reserved words of the formula language."""

AND, OR, NOT = "且", "或", "非"
YES, NO = "是", "否"
THIS_ROW = "本行"
KEYWORDS = frozenset((AND, OR, NOT))
RESERVED = KEYWORDS | {YES, NO, THIS_ROW}
