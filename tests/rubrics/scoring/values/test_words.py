"""Dates, years, choices, texts, addresses of pages, narratives."""

from datetime import date
from decimal import Decimal

import pytest

from rubrics.scoring.problems import Problem
from rubrics.scoring.states import Prose
from rubrics.scoring.types import Field, FieldType
from rubrics.scoring.values import Parsed, parse

DAY = Field("公开日期", FieldType.DATE)
YEAR = Field("决算所属年度", FieldType.YEAR)
SECRET = Field("是否涉密", FieldType.YES_NO)
MANNER = Field("部门预算公开", FieldType.CHOICE, options=("按规定", "不合要求", "未公开", "涉密"))
NAME = Field("项目名称", FieldType.TEXT, max_length=12)
REASON = Field("低执行原因", FieldType.TEXT, min_length=10, max_length=500)
SITE = Field("公开网址", FieldType.URL)
STORY = Field("存在问题说明", FieldType.NARRATIVE, max_length=200)


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ("2020-02-12", ""),
        ("2020.2.12", "按 2020-02-12 读取"),
        ("2020/2/12", "按 2020-02-12 读取"),
        ("2020年2月12日", "按 2020-02-12 读取"),
        ("2020 年 2 月 12 日", "按 2020-02-12 读取"),
        ("２０２０－０２－１２", "按 2020-02-12 读取"),
        ("2020-02-12 00:00:00", "按 2020-02-12 读取"),
    ],
)
def test_date_in_any_usual_form_is_stored_in_one(typed, notice):
    assert parse(DAY, typed) == Parsed(date(2020, 2, 12), "2020-02-12", "2020-02-12", notice)


@pytest.mark.parametrize(
    ("typed", "what", "todo"),
    [
        ("2025年2月30日", "不是真实的日期", "2025 年 2 月只有 28 天，请核对"),
        ("2025-13-01", "里没有 13 月", "月份是 1–12，请核对"),
        ("0020-01-01", "的年份 20 不合理", "请核对年份"),
        ("45658", "像是电子表格的日期序号", "如果是 2025-01-01，请这样填写"),
        ("20200212", "没有写分隔符", "请写成 2020-02-12"),
        ("2020年2月", "没有写日", "请写成 2020-02-12"),
        ("12/2/2020", "不是日期", "请写成 2020-02-12，年份在前、写足四位"),
        ("2020-2/12", "不是日期", "请写成 2020-02-12，年份在前、写足四位"),
        ("2020-2-12日", "不是日期", "请写成 2020-02-12，年份在前、写足四位"),
        ("2020-02-12\u200b", "含有看不见的零宽字符（U+200B）", "请删去后重填：2020-02-12"),
    ],
)
def test_date_impossible_or_unreadable_is_refused(typed, what, todo):
    problem = parse(DAY, typed)
    assert isinstance(problem, Problem)
    assert problem.what.endswith(f"”{what}")
    assert problem.todo == todo


@pytest.mark.parametrize(
    ("typed", "notice"), [("2019", ""), ("2019年", "按 2019 读取"), ("２０１９", "按 2019 读取")]
)
def test_year_of_four_digits_is_understood(typed, notice):
    assert parse(YEAR, typed) == Parsed(Decimal(2019), "2019", "2019", notice)


def test_year_of_two_digits_is_refused():
    assert parse(YEAR, "19") == Problem(
        "fig:决算所属年度", "“决算所属年度”填的“19”不是年份", "请填四位数的年份，如 2020"
    )


def test_yes_no_takes_only_its_two_words():
    assert parse(SECRET, " 否 ") == Parsed(False, "否", "否")
    assert parse(SECRET, "是") == Parsed(True, "是", "是")
    assert parse(SECRET, "无") == Problem("fig:是否涉密", "“是否涉密”填的“无”不是“是”或“否”", "请填 是 或 否")


def test_choice_not_on_the_list_suggests_the_nearest():
    assert parse(MANNER, "按规定") == Parsed("按规定", "按规定", "按规定")
    assert parse(MANNER, "按规定公开") == Problem(
        "fig:部门预算公开",
        "“部门预算公开”填的“按规定公开”不在可选的范围内",
        "您是不是要填“按规定”？可选：按规定、不合要求、未公开、涉密",
    )


def test_text_over_its_limit_says_how_much_to_cut():
    assert parse(NAME, "一二三四五六七八九十甲乙丙") == Problem(
        "fig:项目名称", "“项目名称”填的“一二三四五六七八九十甲乙丙”有 13 个字，超过 12 个", "请删去 1 个字"
    )


def test_text_is_counted_as_it_is_seen():
    family = "👨‍👩‍👧‍👦"
    assert parse(NAME, family * 12).text == family * 12
    problem = parse(NAME, family * 13)
    assert isinstance(problem, Problem)
    assert (problem.what[-15:], problem.todo) == ("有 13 个字，超过 12 个", "请删去 1 个字")


def test_text_of_very_many_signs_is_refused_whatever_it_looks_like():
    problem = parse(NAME, "e" + "\u0301" * 144)
    assert isinstance(problem, Problem)
    assert problem.what.endswith("太长（按字符编码计 145 个）")


def test_narrative_of_marks_heaped_upon_a_letter_is_refused():
    problem = parse(STORY, "好" + "\u0301" * 600)
    assert isinstance(problem, Problem)
    assert (problem.what[-16:], problem.todo) == ("太长（按字符编码计 601 个）", "请删去叠加在文字上的符号")


def test_text_in_one_line_reads_a_line_break_as_a_space():
    assert parse(NAME, "安全\r\n培训") == Parsed(
        "安全 培训", "安全 培训", "安全 培训", "换行和制表符按空格读取"
    )


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\x00", "\x08", "\ud800", "\ufeff", "\u200d"])
def test_text_with_hidden_characters_is_refused(hidden):
    problem = parse(NAME, f"安全{hidden}培训")
    assert isinstance(problem, Problem)
    assert "含有看不见的" in problem.what
    assert hidden not in problem.what
    assert problem.todo == "请删去后重填：安全培训"


def test_text_with_rare_characters_is_kept_as_typed():
    assert parse(NAME, "𠮷祥") == Parsed("𠮷祥", "𠮷祥", "𠮷祥")


def test_text_too_short_asks_for_more():
    assert parse(REASON, "疫情影响") == Problem(
        "fig:低执行原因", "“低执行原因”填的“疫情影响”只有 4 个字", "至少写 10 个字，请写具体"
    )


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "file:///etc/passwd", "www.lg.gov.cn/a", "http://", "https://a b", "http://[::1"],
)
def test_url_that_is_no_page_is_refused(typed):
    assert isinstance(parse(SITE, typed), Problem)


def test_url_with_a_user_name_is_refused():
    assert isinstance(parse(SITE, "http://user:word@example.gov.cn/"), Problem)


def test_url_of_a_page_is_kept():
    address = "http://www.example.gov.cn/gk/content_8.html"
    assert parse(SITE, address) == Parsed(address, address, address)


def test_narrative_is_stored_in_its_text_form():
    parsed = parse(STORY, "# 问题\n\n控制率{{编外人员控制率}}，超过上限。\r\n")
    assert parsed == Parsed(
        Prose("问题\n控制率\ufffc，超过上限。", ((1, "问题"),)),
        "# 问题\n控制率{{编外人员控制率}}，超过上限。",
        "问题\n控制率\ufffc，超过上限。",
    )


def test_narrative_keeps_hidden_signs_but_no_control_characters():
    assert isinstance(parse(STORY, "甲\u202e乙"), Parsed)
    problem = parse(STORY, "甲\n乙\x00")
    assert isinstance(problem, Problem)
    assert problem.what.endswith("”第 2 行含有控制字符（U+0000）")


def test_narrative_over_its_limit_is_refused():
    problem = parse(STORY, "字" * 201)
    assert isinstance(problem, Problem)
    assert problem.what.endswith("有 201 个字，超过 200 个")


def test_nothing_typed_is_a_problem_of_its_own():
    assert parse(NAME, " \u3000") == Problem("fig:项目名称", "“项目名称”没有填写", "请填写")
