"""Transferred money told by two departments: what agrees, what does not, and what a document says of it."""

from decimal import Decimal

import pytest

from rubrics.scoring.problems import Severity
from rubrics.scoring.transfers import Compared, Disagreement, Transfer, compared
from tests.rubrics.scoring.test_sums import TEXT, read

SAID = """transfers:
  table: 划转
  code: K34
  other: 对方
  direction: 方向
  out: 划出
  amount: 金额
  counted: 计入
"""
TABLE = """  划转:
    columns:
      对方: text
      方向: {type: choice, options: [划出, 划入]}
      金额: {type: amount, unit: 万元}
      计入: yes_no
ratios:
"""
WITH_TRANSFERS = TEXT.replace("ratios:\n", TABLE).replace(
    "{list: 单位}\n", "{list: 单位}\n      - {list: 划转}\n"
)


def told(amount: str, *, out: bool, counted: bool | None) -> Transfer:
    return Transfer("对方", out, Decimal(amount), counted)


GAVE, GOT = told("50", out=True, counted=False), told("50", out=False, counted=True)


@pytest.mark.parametrize(
    ("mine", "theirs", "mine_sum", "theirs_sum", "wrong"),
    [
        ([GAVE], [GOT], "50", "50", ()),
        ([GAVE], [told("50", out=True, counted=True)], "50", None, (Disagreement.UNTOLD,)),
        ([GAVE], [], "50", None, (Disagreement.UNTOLD,)),
        ([], [GOT], None, "50", (Disagreement.UNANSWERED,)),
        ([GAVE], [told("49.99", out=False, counted=True)], "50", "49.99", (Disagreement.APART,)),
        ([GAVE, GAVE], [told("100", out=False, counted=True)], "100", "100", ()),
        ([told("50", out=True, counted=True)], [GOT], "50", "50", (Disagreement.TWICE,)),
        ([GAVE], [told("50", out=False, counted=False)], "50", "50", (Disagreement.NOWHERE,)),
        ([GAVE], [told("50", out=False, counted=None)], "50", "50", ()),
        (
            [told("50", out=True, counted=True)],
            [told("60", out=False, counted=True)],
            "50",
            "60",
            (Disagreement.APART, Disagreement.TWICE),
        ),
    ],
)
def test_money_that_went_out_is_compared_with_what_came_in(mine, theirs, mine_sum, theirs_sum, wrong):
    amounts = [None if text is None else Decimal(text) for text in (mine_sum, theirs_sum)]
    assert compared(mine, theirs)[0] == Compared(True, *amounts, wrong)


def test_both_ways_between_two_departments_are_compared_apart():
    back = told("7", out=False, counted=True)
    answered = told("7", out=True, counted=False)
    assert [(one.out, one.mine, one.wrong) for one in compared([GAVE, back], [GOT, answered])] == [
        (True, Decimal(50), ()),
        (False, Decimal(7), ()),
    ]
    assert compared([], []) == ()


def test_a_document_says_where_transfers_are():
    said = read(WITH_TRANSFERS + SAID).document.transfers
    assert (said.table, said.code, said.out) == ("划转", "K34", "划出")
    assert (said.severity, said.words) == (Severity.HINT, "")
    more = read(WITH_TRANSFERS + SAID + "  severity: 阻断\n  words: 对方\n").document.transfers
    assert (more.severity, more.words) == (Severity.BLOCK, "对方")
    assert read(WITH_TRANSFERS).document.transfers is None


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("table: 划转", "table: 划拨", "table", "没有叫“划拨”、由填报人加行的表"),
        ("table: 划转", "table: 季度", "table", "没有叫“季度”、由填报人加行的表"),
        ("other: 对方", "other: 金额", "other", "“划转”没有叫“金额”的 text 列"),
        ("direction: 方向", "direction: 对方", "direction", "“划转”没有叫“对方”的 choice 列"),
        ("out: 划出", "out: 划走", "out", "“方向”没有“划走”这个选项"),
        ("amount: 金额", "amount: 数额", "amount", "“划转”没有叫“数额”的 amount 列"),
        ("counted: 计入", "counted: 对方", "counted", "“划转”没有叫“对方”的 yes_no 列"),
        ("counted: 计入", "counted: 计入\n  words: 金额", "words", "“划转”没有叫“金额”的 text 列"),
        ("counted: 计入", "counted: 计入\n  severity: 需说明", "severity", "需说明的，要有写原因的列"),
    ],
)
def test_a_name_that_leads_nowhere_is_named_with_its_place(old, new, where, what):
    result = read(WITH_TRANSFERS + SAID.replace(old, new))
    assert [(one.where, one.what) for one in result.problems] == [(f"transfers.{where}", what)]
