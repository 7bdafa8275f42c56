from datetime import date
from decimal import Decimal

import pytest

from rubrics.scoring.formulas import Formula, parse_formula, words
from rubrics.scoring.formulas.tree import Binary, Call, Date, Name, Number, Text, Truth, Unary

from .world import parsed, refusal


def name(text: str, at: int, row: str | None = None) -> Name:
    return Name(tuple(text.split(".")), row, at)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("12", Number(Decimal(12), "", 0)),
        ("0.5", Number(Decimal("0.5"), "", 0)),
        ("5%", Number(Decimal("0.05"), "%", 0)),
        ("5％", Number(Decimal("0.05"), "%", 0)),
        ("1‰", Number(Decimal("0.001"), "‰", 0)),
        ("0.01 万元", Number(Decimal(100), "万元", 0)),
        ("20 天", Number(Decimal(20), "天", 0)),
        ("20天", Number(Decimal(20), "天", 0)),
        ("３ 人", Number(Decimal(3), "人", 0)),
        ('"编外，人员"', Text("编外，人员", 0)),
        ("2020-12-31", Date(date(2020, 12, 31), 0)),
        ("是", Truth(True, 0)),
        ("否", Truth(False, 0)),
        ("年初", name("年初", 0)),
        ("“三公”经费、差旅费", name("“三公”经费、差旅费", 0)),
        ("得分.合计", name("得分.合计", 0)),
        ("得分.12345热线", name("得分.12345热线", 0)),
        ("季度.支出[4季度]", name("季度.支出", 0, "4季度")),
        ("勾选.甲.乙", name("勾选.甲.乙", 0)),
        ("本行.支出", name("本行.支出", 0)),
        ("-甲", Unary("-", name("甲", 1), 0)),
        ("非 甲", Unary("非", name("甲", 2), 0)),
        ("合计(表.列)", Call("合计", (name("表.列", 3),), 0)),
    ],
)
def test_parse_of_one_term_gives_its_node(text: str, tree: object) -> None:
    assert parsed(text) == Formula(text, tree)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("variant", "same"),
    [
        ("甲×乙", "甲 * 乙"),
        ("甲÷乙", "甲 / 乙"),
        ("甲－乙", "甲 - 乙"),
        ("甲−乙", "甲 - 乙"),
        ("甲＋乙", "甲 + 乙"),
        ("甲<=乙", "甲 ≤ 乙"),
        ("甲≦乙", "甲 ≤ 乙"),
        ("甲>=乙", "甲 ≥ 乙"),
        ("甲≧乙", "甲 ≥ 乙"),
        ("甲!=乙", "甲 ≠ 乙"),
        ("甲！＝乙", "甲 ≠ 乙"),
        ("甲＝乙", "甲 = 乙"),
        ("甲==乙", "甲 = 乙"),
        ("甲＞乙", "甲 > 乙"),
        ("最小（甲，乙）", "最小(甲, 乙)"),
        ("甲\u3000+\u00a0乙", "甲 + 乙"),
        ("甲\n+\t乙", "甲 + 乙"),
        ("（甲＋乙）÷丙", "(甲 + 乙) / 丙"),
    ],
)
def test_parse_of_a_variant_of_a_sign_reads_the_same(variant: str, same: str) -> None:
    assert words(parsed(variant).tree) == words(parsed(same).tree)


@pytest.mark.parametrize(
    ("text", "bracketed"),
    [
        ("甲 + 乙 * 丙", "甲 + (乙 * 丙)"),
        ("甲 - 乙 - 丙", "(甲 - 乙) - 丙"),
        ("甲 / 乙 / 丙", "(甲 / 乙) / 丙"),
        ("甲 / 乙 * 丙", "(甲 / 乙) * 丙"),
        ("-甲 * 乙", "(-甲) * 乙"),
        ("甲 + 乙 < 丙 - 丁", "(甲 + 乙) < (丙 - 丁)"),
        ("非 甲 = 乙", "非 (甲 = 乙)"),
        ("非 甲 且 乙", "(非 甲) 且 乙"),
        ("甲 或 乙 且 丙", "甲 或 (乙 且 丙)"),
        ("甲 < 乙 且 丙 < 丁 或 戊", "((甲 < 乙) 且 (丙 < 丁)) 或 戊"),
    ],
)
def test_parse_of_several_operators_follows_precedence(text: str, bracketed: str) -> None:
    assert _shape(parsed(text).tree) == _shape(parsed(bracketed).tree)


def _shape(tree: object) -> object:
    match tree:
        case Unary():
            return (tree.operator, _shape(tree.operand))
        case Binary():
            return (tree.operator, _shape(tree.left), _shape(tree.right))
        case Name():
            return tree.parts
    raise AssertionError(tree)


def test_parse_of_a_name_that_begins_like_a_keyword_is_a_name() -> None:
    assert [parsed(text).tree for text in ("非税收入", "或有负债", "是否涉密", "否决项", "且慢")] == [
        name(text, 0) for text in ("非税收入", "或有负债", "是否涉密", "否决项", "且慢")
    ]


@pytest.mark.parametrize(
    ("text", "column", "what"),
    [
        ("", 1, "公式是空的"),
        ("  ", 1, "公式是空的"),
        ("甲 +", 4, "公式没有写完"),
        ("* 甲", 1, "“*”前面缺名称或数"),
        ("甲 + * 乙", 5, "“*”前面缺名称或数"),
        ("甲 乙", 3, "“乙”前面缺运算符"),
        ("甲 5", 3, "“5”前面缺运算符"),
        ('甲 "乙"', 3, "“乙”前面缺运算符"),
        ("(甲 + 乙", 1, "括号没有收尾"),
        ("最小(甲, 乙", 1, "括号没有收尾"),
        ("最小(甲 乙)", 6, "“乙”前面缺运算符"),
        ("甲 + 乙)", 6, "多了一个右括号"),
        ("甲, 乙", 2, "这里不能有逗号"),
        ("甲 < 乙 < 丙", 7, "比较不能连着写"),
        ("甲 = 非 乙", 5, "“非”不能直接写在运算符后面"),
        (".5", 1, "点前面缺名称或数"),
        ("5.", 2, "这里不能有“.”"),
        ("甲.", 3, "点后面缺名称"),
        ("甲.(乙)", 3, "点后面缺名称"),
        ("甲[", 3, "方括号里缺行名"),
        ("甲.乙[丙", 6, "方括号没有收尾"),
        ("甲[乙]", 0, ""),
        ('包含(甲, "乙)', 7, "文字没有收尾的双引号"),
        ("包含(甲, '乙')", 7, "不认识引号“'”"),
        ("2020-13-01", 1, "没有“2020-13-01”这一天"),
        ("2021-02-29", 1, "没有“2021-02-29”这一天"),
        ("平方(甲)", 1, "没有函数“平方”"),
        ("甲 && 乙", 3, "不认识符号“&”"),
        ("甲 <> 乙", 3, "没有运算符“<>”"),
        ("甲 // 乙", 3, "没有运算符“//”"),
        ("甲 ^ 2", 3, "不认识符号“^”"),
        ("甲：乙", 2, "不认识符号“:”"),
        ("甲。", 2, "公式里不能有字符“。”"),
        ("甲\u200b", 2, "公式里不能有字符“U+200B”"),
        ("007", 1, "数“007”前面有多余的 0"),
        ("甲 > 1,000 万元", 7, "数“000”前面有多余的 0"),
        ("1_000", 2, "数里不能用科学记数法，也不能用下划线"),
        ("9" * 19, 1, "数太长"),
        ("0." + "1" * 13, 1, "数太长"),
        ("字" * 41, 1, "名称有 41 个字，最多 40 个"),
        ('"' + "字" * 201 + '"', 1, "文字有 201 个字符，最多 200 个"),
    ],
)
def test_parse_of_a_mistake_is_refused_at_its_column(text: str, column: int, what: str) -> None:
    problem = parse_formula(text)
    found = (0, "") if isinstance(problem, Formula) else (problem.column, problem.what)
    assert found == (column, what)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("9**9**9", 2),
        ("+".join(["甲"] * 200_000), 2_001),
        ("+".join(["甲"] * 101), 200),
        ("(" * 2_000 + "甲", 2_001),
        ("(" * 1_000 + "甲" + ")" * 999, 21),
        ("-" * 100 + "甲", 21),
        ("非 " * 100 + "甲", 41),
        ("最小(" * 30 + "甲", 64),
        ('__import__("os").system("ls")', 1),
        ("().__class__", 2),
        ("甲.__class__.__bases__[0]", 0),
        ("lambda x: x", 9),
        ("[x for x in 甲]", 1),
        ("甲 if 乙 else 丙", 3),
        ("1e999", 2),
        ("1E9", 2),
        ("Infinity(1)", 1),
        ("٣ + 1", 1),
        ("甲 > ①", 5),
        ("甲 * ²", 5),
        ("第Ⅷ项", 2),
        ("甲; 乙", 2),
        ("{甲}", 1),
        ("@甲", 1),
        ("甲 := 1", 3),
        ("eval(甲)", 1),
    ],
)
def test_parse_of_a_hostile_text_is_refused_at_its_column(text: str, column: int) -> None:
    problem = parse_formula(text)
    assert (0 if isinstance(problem, Formula) else problem.column) == column


def test_parse_of_the_longest_allowed_is_read() -> None:
    assert isinstance(parse_formula("+".join(["甲"] * 100)), Formula)
    assert isinstance(parse_formula("(" * 20 + "甲" + ")" * 20), Formula)


def test_refusal_says_what_to_do() -> None:
    assert (refusal("9**9").todo, refusal("甲 < 乙 < 丙").todo) == (
        "公式里没有乘方和整除，不等于写“≠”",
        "请写成“a < b 且 b < c”",
    )
