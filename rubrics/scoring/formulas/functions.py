"""The closed list of functions: how many arguments, of what form. Meanings are in check_calls and evaluate_calls."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How the arguments of a function are read."""

    AGGREGATE = "aggregate"
    """Several values, or one column 表.列 with an optional condition."""
    ROWS = "rows"
    """A table, and a condition on its rows."""
    CHOICE = "choice"
    AMOUNT = "amount"
    PRESENCE = "presence"
    """One name, whatever its state."""
    WORDS = "words"
    """A text or narrative, and for most a text literal."""


@dataclass(frozen=True, slots=True)
class Function:
    form: Form
    least: int
    most: int
    usage: str


FUNCTIONS: dict[str, Function] = {
    "最小": Function(Form.AGGREGATE, 1, 50, "最小(甲, 乙) 或 最小(表.列)"),
    "最大": Function(Form.AGGREGATE, 1, 50, "最大(甲, 乙) 或 最大(表.列)"),
    "平均": Function(Form.AGGREGATE, 1, 50, "平均(甲, 乙) 或 平均(表.列)"),
    "合计": Function(Form.AGGREGATE, 1, 50, "合计(表.列) 或 合计(表.列, 条件)"),
    "数量": Function(Form.ROWS, 1, 2, "数量(表) 或 数量(表, 条件)"),
    "任一": Function(Form.ROWS, 2, 2, "任一(表, 条件)"),
    "每个": Function(Form.ROWS, 2, 2, "每个(表, 条件)"),
    "如果": Function(Form.CHOICE, 3, 3, "如果(条件, 成立时, 不成立时)"),
    "绝对值": Function(Form.AMOUNT, 1, 1, "绝对值(数)"),
    "已填": Function(Form.PRESENCE, 1, 1, "已填(名称)"),
    "无此事项": Function(Form.PRESENCE, 1, 1, "无此事项(名称)"),
    "包含": Function(Form.WORDS, 2, 2, '包含(叙述, "文字")'),
    "匹配": Function(Form.WORDS, 2, 2, '匹配(叙述, "式样")'),
    "字数": Function(Form.WORDS, 1, 1, "字数(叙述)"),
}
