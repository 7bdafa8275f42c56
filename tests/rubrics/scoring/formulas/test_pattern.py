import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubrics.scoring.formulas import compile_pattern
from rubrics.scoring.problems import Problem

PERIOD = "(1-([1-9]|1[01]) ?月|截[止至] ?([1-9]|1[01]) ?月)"


def found(pattern: str, text: str) -> bool:
    machine = compile_pattern(pattern)
    assert not isinstance(machine, Problem), machine
    return machine.occurs_in(text)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (PERIOD, "今年1-10月，支出", True),
        (PERIOD, "截止10 月底", True),
        (PERIOD, "1-12月", False),
        (PERIOD, "截至12月", False),
        ("今年以来|本年以来", "本年以来", True),
        ("编外", "编制外", False),
        ("编.?外", "编制外", True),
        ("^一、", "一、问题", True),
        ("^一、", "二、一、问题", False),
        ("完成$", "按期完成", True),
        ("完成$", "完成一半", False),
        ("^$|甲", "", None),
        ("(甲|乙)$", "丙乙", True),
        ("[^0-9]", "123", False),
        ("[^0-9]", "12a", True),
        (r"\d{4}年", "2020年", True),
        (r"\d{4}年", "202年", False),
        (r"\d{2,3}%", "5%", False),
        (r"\d{2,}%", "12345%", True),
        (r"(\d)年", "5年", True),
        (r"\(略\)", "（略）", False),
        (r"（略）", "(略)", True),
        (r"[\d一二三]月", "三月", True),
        ("[a-c]x", "bx", True),
        ("[-a]", "-", True),
        (r"\s", "甲 乙", True),
        (r"\w\W", "甲。", True),
        (r"\D\S", "甲乙", True),
        ("a*b", "aaab", True),
        ("a+b", "b", False),
        ("(甲乙){2}", "甲乙甲乙", True),
        ("(甲乙){2}", "甲乙", False),
        ("甲.乙", "甲\n乙", False),
        ("(?:甲|乙)丙", "乙丙", True),
    ],
)
def test_pattern_in_a_text_is_found_as_expected(pattern: str, text: str, expected: bool | None) -> None:
    if expected is None:
        assert isinstance(compile_pattern(pattern), Problem)
    else:
        assert found(pattern, text) is expected


@pytest.mark.parametrize(
    ("pattern", "column", "what"),
    [
        ("(a+)+", 5, "重复里面不能再套重复"),
        ("(a*b?)*", 7, "重复里面不能再套重复"),
        ("((a|b{2})c){3}", 12, "重复里面不能再套重复"),
        ("a**", 3, "重复符号不能连写"),
        ("a+?", 3, "重复符号不能连写"),
        ("a{51}", 1, "重复次数不对"),
        ("a{3,2}", 1, "重复次数不对"),
        ("a{x}", 2, "花括号里的次数看不懂"),
        (r"(a)\1", 4, "不能用反向引用"),
        (r"\p", 1, "没有“\\p”这种写法"),
        (r"\b甲", 1, "没有“\\b”这种写法"),
        ("(?=a)", 1, "不能用 (?…) 这种写法"),
        ("(?!a)", 1, "不能用 (?…) 这种写法"),
        ("(?<=a)b", 1, "不能用 (?…) 这种写法"),
        ("(?P<x>a)", 1, "不能用 (?…) 这种写法"),
        ("(?i)a", 1, "不能用 (?…) 这种写法"),
        ("(a", 1, "括号没有收尾"),
        ("a)", 2, "多了一个右括号"),
        ("[a", 1, "方括号没有收尾"),
        ("[]", 1, "方括号里是空的"),
        ("[z-a]", 2, "范围“z-a”前后颠倒"),
        ("*a", 1, "“*”前面没有可重复的文字"),
        ("a||b", 3, "这里缺要找的文字"),
        ("()", 2, "这里缺要找的文字"),
        ("", 1, "这里缺要找的文字"),
        ("a^", 2, "^ 只能写在最前，$ 只能写在最后"),
        ("a$b", 2, "^ 只能写在最前，$ 只能写在最后"),
        ("^a|b", 1, "^ 或 $ 和 | 并用时看不出管到哪里"),
        ("a\\", 2, r"\ 后面缺字符"),
        ("(" * 11 + "a" + ")" * 11, 11, "括号套了 10 层以上"),
        ("(abcdefghij){40}", 1, "式样太复杂"),
        ("a" * 201, 201, "式样有 201 个字符，最多 200 个"),
        ("[½]", 2, "方括号里不能有“½”"),
    ],
)
def test_pattern_outside_the_subset_is_refused_at_its_column(pattern: str, column: int, what: str) -> None:
    problem = compile_pattern(pattern)
    assert isinstance(problem, Problem)
    assert (problem.column, problem.what) == (column, what)


def test_pattern_that_would_explode_elsewhere_ends_at_once() -> None:
    assert not found("(a|a|b)*(a|b|a)*(a|a)*c", "ab" * 10_000)
    assert not found(".*.*.*.*x", "甲" * 20_000)
    assert not found("[ab]*a[ab]{40}c", "abaab" * 4_000)


pieces = st.sampled_from(
    ["a", "b", "[ab]", "[^a]", ".", "(a|b)", "(ab|b)", "c", r"\d", "(a|bc|)".replace("|)", ")")]
)
marks = st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,3}", "{2,}"])
patterns = st.lists(st.tuples(pieces, marks).map("".join), min_size=1, max_size=5).map("".join)


@settings(max_examples=400, deadline=None)
@given(patterns, st.booleans(), st.booleans(), st.text("abc1\n", max_size=12))
def test_pattern_of_the_subset_finds_what_re_finds(pattern: str, begins: bool, ends: bool, text: str) -> None:
    whole = ("^" if begins else "") + pattern + ("$" if ends else "")
    python = ("^" if begins else "") + pattern + (r"\Z" if ends else "")
    assert found(whole, text) is (re.search(python, text, re.ASCII) is not None)
