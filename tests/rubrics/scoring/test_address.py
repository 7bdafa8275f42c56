"""Addresses: text form and back, for every address and for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.scoring import address
from rubrics.scoring.address import KINDS, Address
from rubrics.scoring.characters import fault
from rubrics.scoring.problems import Problem

parts = st.text(min_size=1, max_size=20).filter(lambda part: not fault(part))


@st.composite
def addresses(draw):
    kind = draw(st.sampled_from(sorted(KINDS)))
    fewest, most = KINDS[kind]
    path = tuple(draw(st.lists(parts, min_size=fewest, max_size=most)))
    block = draw(st.one_of(st.just(""), parts)) if kind == "chapter" else ""
    return Address(kind, path, block)


@given(addresses())
def test_address_written_and_read_is_the_same(one):
    assert address.parse(str(one)) == one


@given(st.text(max_size=60))
def test_address_of_any_text_is_an_address_or_a_problem(text):
    read = address.parse(text)
    assert isinstance(read, Problem) or str(read) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fig:编外人数", Address("fig", ("编外人数",))),
        ("row:项目/k1/支出", Address("row", ("项目", "k1", "支出"))),
        ("line:社会效益、经济效益/得分", Address("line", ("社会效益、经济效益", "得分"))),
        ("check:支出%2F预算", Address("check", ("支出/预算",))),
        ("chapter:存在问题#b1", Address("chapter", ("存在问题",), "b1")),
    ],
)
def test_address_in_text_form_is_read(text, expected):
    assert address.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fig",
        "fig:",
        "fig:a/b",
        "row:项目",
        "page:a",
        "fig:a#b",
        "chapter:a#",
        "fig:%41",
        "fig:a%2",
        "row:a//b",
        "fig:a\x00",
    ],
)
def test_address_badly_written_is_a_problem(text):
    assert isinstance(address.parse(text), Problem)


def test_address_makers_write_text_forms():
    assert [
        address.figure("编外人数"),
        address.table("项目"),
        address.cell("项目", "k1", "支出"),
        address.cell("项目", "k1"),
        address.line("预算合理性", "符合职责"),
        address.check("低执行", "k1"),
        address.chapter("存在问题", "b1"),
    ] == [
        "fig:编外人数",
        "table:项目",
        "row:项目/k1/支出",
        "row:项目/k1",
        "line:预算合理性/符合职责",
        "check:低执行/k1",
        "chapter:存在问题#b1",
    ]
