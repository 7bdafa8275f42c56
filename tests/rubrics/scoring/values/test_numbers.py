"""Numbers as people type them: understood and echoed, or refused with the place, the value and the remedy."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Field, FieldType
from rubrics.scoring.units import UNITS, Unit
from rubrics.scoring.values import Parsed, parse, show

WAN = Field("年初预算数", FieldType.AMOUNT, UNITS["万元"], minimum=Decimal(0))
YUAN = Field("支出", FieldType.AMOUNT, UNITS["元"], minimum=Decimal(0))
PEOPLE = Field("编外人数", FieldType.COUNT, Unit("人", "人"), minimum=Decimal(0))
RATE = Field("满意度", FieldType.PERCENT, UNITS["%"], minimum=Decimal(0))
NET = Field("预算调整金额", FieldType.AMOUNT, UNITS["万元"])
PLAIN = Field("件数", FieldType.NUMBER)


def stored(outcome: Parsed | Problem) -> tuple[str, str, str]:
    assert isinstance(outcome, Parsed), outcome
    return outcome.text, outcome.shown, outcome.notice


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        (WAN, "8666.95", ("8666.95", "8,666.95", "")),
        (WAN, "118.00", ("118", "118.00", "")),
        (WAN, "１２３", ("123", "123.00", "按 123.00 万元 读取")),
        (WAN, "１２３．４５", ("123.45", "123.45", "按 123.45 万元 读取")),
        (WAN, "1,234.56", ("1234.56", "1,234.56", "")),
        (WAN, "1，234", ("1234", "1,234.00", "按 1,234.00 万元 读取")),
        (WAN, "-0", ("0", "0.00", "按 0.00 万元 读取")),
        (WAN, "12.5万元", ("12.5", "12.50", "按 12.50 万元 读取")),
        (WAN, "12.5 万", ("12.5", "12.50", "按 12.50 万元 读取")),
        (YUAN, "2570000.00元", ("2570000", "2,570,000.00", "按 2,570,000.00 元 读取")),
        (WAN, "8\u00a0", ("8", "8.00", "按 8.00 万元 读取")),
        (WAN, "007", ("7", "7.00", "按 7.00 万元 读取")),
        (WAN, "12.340", ("12.34", "12.34", "")),
        (WAN, "123456789012345.67", ("123456789012345.67", "123,456,789,012,345.67", "")),
        (NET, "-5", ("-5", "-5.00", "")),
        (NET, "−5", ("-5", "-5.00", "按 -5.00 万元 读取")),
        (PEOPLE, "28503", ("28503", "28,503", "")),
        (PEOPLE, "60人", ("60", "60", "按 60 人 读取")),
        (PEOPLE, "60.0", ("60", "60", "")),
        (RATE, "97.35%", ("97.35", "97.35%", "按 97.35% 读取")),
        (RATE, "97.35", ("97.35", "97.35%", "")),
        (RATE, "９７．３５％", ("97.35", "97.35%", "按 97.35% 读取")),
        (RATE, "0.97", ("0.97", "0.97%", "按 0.97% 读取；如果要填 97%，请写成 97")),
        (RATE, "0.97%", ("0.97", "0.97%", "按 0.97% 读取")),
        (PLAIN, "18.50", ("18.5", "18.5", "")),
    ],
)
def test_number_understood_is_stored_in_normal_form(field, typed, expected):
    assert stored(parse(field, typed)) == expected


@pytest.mark.parametrize(
    ("field", "typed", "what", "todo"),
    [
        (WAN, "12,34", "的千位分隔符位置不对", "分隔符每三位一个，或者不写，请核对后填，如 1,234"),
        (YUAN, "12.5万元", "的单位是万元，这里的单位是元", "系统不自动换算；换算后是 125000，请核对后填写"),
        (WAN, "125000元", "的单位是元，这里的单位是万元", "系统不自动换算；换算后是 12.5，请核对后填写"),
        (WAN, "1.2亿", "的单位是亿，这里的单位是万元", "系统不自动换算；换算后是 12000，请核对后填写"),
        (WAN, "￥100", "带有货币符号", "不要写货币符号，请填 100"),
        (WAN, "¥100", "带有货币符号", "不要写货币符号，请填 100"),
        (WAN, "NaN", "不是数", "请填实际数字；没有这项的，请选“无此事项”"),
        (WAN, "Infinity", "不是数", "请填实际数字；没有这项的，请选“无此事项”"),
        (WAN, "1e400", "是科学记数法", "请把数写全"),
        (WAN, "1E+5", "是科学记数法", "请把数写全，如 100000"),
        (WAN, "1_000", "含有下划线", "请填 1000"),
        (WAN, "٣", "不是 0–9 写的数字", "请用 0–9 写出，如 1234.56"),
        (WAN, "①", "不是 0–9 写的数字", "请用 0–9 写出，如 1234.56"),
        (WAN, "5²", "不是 0–9 写的数字", "请用 0–9 写出，如 1234.56"),
        (WAN, "²", "不是 0–9 写的数字", "请用 0–9 写出，如 1234.56"),
        (WAN, "一百", "不是 0–9 写的数字", "请用 0–9 写出，如 1234.56"),
        (WAN, "0x10", "不是十进制写法", "请用 0–9 写出，如 1234.56"),
        (WAN, "=1+1", "是公式，不是数", "请填算好的数"),
        (WAN, "1.005", "有 3 位小数", "最多填 2 位小数；系统不替您四舍五入，请按原始资料填写"),
        (
            WAN,
            "0.1234567890123456789",
            "有 19 位小数",
            "最多填 2 位小数；系统不替您四舍五入，请按原始资料填写",
        ),
        (WAN, "-5", "是负数", "这里不能填负数，请填 0 或正数"),
        (WAN, "−5", "是负数", "这里不能填负数，请填 0 或正数"),
        (WAN, "+5", "带有加号", "请填 5"),
        (WAN, "(5)", "用括号表示负数", "负数请写 -5"),
        (WAN, "1 234", "中间有空格", "请填 1234"),
        (WAN, "1.2.3", "有不止一个小数点", "请用 0–9 写出，如 1234.56"),
        (WAN, ".5", "小数点前后要有数字", "请填 0.5"),
        (WAN, "12.", "小数点前后要有数字", "请填 12"),
        (WAN, "12.5\u200b", "含有看不见的零宽字符（U+200B）", "请删去后重填：12.5"),
        (WAN, "\u202e5.21", "含有看不见的改变文字方向的字符（U+202E）", "请删去后重填：5.21"),
        (WAN, "5\x00", "含有看不见的控制字符（U+0000）", "请删去后重填：5"),
        (WAN, "1234567890123456789", "整数部分有 19 位", "整数部分不超过 18 位，请核对"),
        (WAN, "12abc", "数字后面还有别的字", "这里的单位是万元，请填 12"),
        (PEOPLE, "60.5", "有 1 位小数", "只能填整数"),
        (PEOPLE, "20%", "的单位是%，这里的单位是人", "请填以人为单位的数"),
        (RATE, "9‰", "的单位是‰，这里的单位是%", "系统不自动换算；换算后是 0.9，请核对后填写"),
    ],
)
def test_number_not_understood_is_refused_with_value_and_remedy(field, typed, what, todo):
    problem = parse(field, typed)
    assert isinstance(problem, Problem)
    assert problem.where == f"fig:{field.id}"
    assert problem.what.startswith(f"“{field.title}”填的“")
    assert problem.what.endswith(f"”{what}")
    assert problem.todo == todo


def test_number_of_a_million_nines_is_refused_at_once():
    problem = parse(WAN, "9" * 1_000_000)
    assert isinstance(problem, Problem)
    assert problem.what == f"“年初预算数”填的“{'9' * 24}…”太长（1,000,000 个字符）"


def test_number_beyond_the_fields_limits_names_the_limit():
    field = Field("完成率", FieldType.PERCENT, UNITS["%"], minimum=Decimal(0), maximum=Decimal(1))
    problem = parse(field, "105%")
    assert isinstance(problem, Problem)
    assert (problem.what, problem.todo) == (
        "“完成率”填的“105%”大于上限 100.00%",
        "最多填 100.00%，请核对数字和单位",
    )


def test_amount_with_the_tables_unit_is_read_in_it():
    parsed = parse(WAN, "2570000.00", unit=UNITS["元"])
    assert isinstance(parsed, Parsed)
    assert (parsed.value, parsed.text, parsed.shown) == (Decimal("2570000.00"), "2570000", "2,570,000.00")


@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_amount_in_normal_form_reads_back_to_itself(number):
    parsed = parse(WAN, f"{number:,}")
    assert isinstance(parsed, Parsed)
    again = parse(WAN, parsed.text)
    assert isinstance(again, Parsed)
    assert (again.value, again.text, again.notice) == (parsed.value, parsed.text, "")
    assert parsed.value == number * 10_000


@given(st.text(max_size=80))
def test_any_text_gives_a_value_or_a_problem(text):
    for field_type in FieldType:
        field = Field("某项", field_type, UNITS["万元"], options=("甲", "乙"))
        outcome = parse(field, text)
        assert isinstance(outcome, Parsed | Problem)
        if isinstance(outcome, Problem):
            assert outcome.what
            assert outcome.todo


@pytest.mark.parametrize(
    ("value", "unit", "places", "text"),
    [
        (Decimal(93976200), UNITS["万元"], 2, "9,397.62"),
        (Decimal("0.285714"), UNITS["%"], 2, "28.57%"),
        (Decimal("0.89996"), UNITS["%"], 3, "89.996%"),
        (Decimal("1.816"), UNITS["分"], 2, "1.82"),
        (Decimal("0.625"), UNITS["分"], 2, "0.63"),
        (Decimal(84), Unit("人", "人"), 0, "84"),
        (Decimal("-0.001"), UNITS["元"], 2, "0.00"),
        (Decimal(10000), Unit("", "纯数"), 2, "10,000"),
        (Decimal(2020), Unit("年", "纯数"), 0, "2020"),
        (True, Unit("", "纯数"), 0, "是"),
    ],
)
def test_show_of_a_value_has_separators_and_rounds_half_up(value, unit, places, text):
    assert show(value, unit, places) == text
