"""What PyYAML says about a text that it cannot read, told in Chinese with what to do."""

import yaml

from rubrics.scoring.problems import Problem

_SYNTAX = (
    ("found character '\\t'", "缩进用了制表符（Tab）", "请改用空格缩进"),
    ("mapping values are not allowed", "这里多了一个冒号", "内容里有“: ”的，请整段加单引号"),
    ("could not find expected ':'", "名称后面没有冒号", "请写成“名称: 内容”，用半角冒号，后面留一个空格"),
    ("found undefined alias", "用了没有定义的别名", "以 * 开头的文字请加引号"),
    (
        "expected ',' or '}'",
        "花括号里缺逗号，或没有收尾",
        "请检查 { } 里的逗号；含逗号、冒号、大于号的公式请加单引号",
    ),
    ("expected ',' or ']'", "方括号里缺逗号，或没有收尾", "请检查 [ ] 里的逗号；含 [ ] 的公式请加单引号"),
    ("found unexpected end of stream", "引号没有收尾", "请补上引号"),
    (
        "cannot start any token",
        "内容以 YAML 不允许的符号开头",
        "以 % @ ` > 开头的内容请加单引号，> 也可以写成 ＞",
    ),
    ("expected <block end>", "缩进对不齐", "同一层的名称请左边对齐"),
    ("expected chomping or indentation indicators", "内容以 > 或 | 开头", "请加单引号，或把 > 写成 ≥、＞"),
    ("expected a single document", "一个文件里有两份文档", "请删去 --- 分隔线"),
    ("while scanning an alias", "内容以 * 开头", "请加单引号"),
    ("while scanning an anchor", "内容以 & 开头", "请加单引号"),
)


def syntax_problem(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = f"{error.context or ''} {error.problem or ''}"
    what, todo = next(
        ((what, todo) for sign, what, todo in _SYNTAX if sign in said),
        ("这里的写法读不懂", "请检查缩进、冒号、引号和括号"),
    )
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    return Problem("", what, todo, line=line, column=column)


def character_problem(error: yaml.YAMLError, text: str) -> Problem:
    at = getattr(error, "position", None)
    if not isinstance(at, int):
        return Problem("", "文件读不懂", "请检查缩进、冒号、引号和括号")
    before = text[:at]
    line, column = before.count("\n") + 1, at - before.rfind("\n")
    return Problem(
        "", f"含有不允许的字符（U+{ord(text[at : at + 1] or ' '):04X}）", "请删去", line=line, column=column
    )
