"""What is looked for: surely the same, perhaps the same, or nothing of it."""

import pytest

from evaluations.selectors.sought import MARK, Sought

SECRET = "绝密工程代号灯塔七号共三十二处"


@pytest.mark.parametrize(
    ("texts", "said", "sure", "maybe"),
    [
        ((SECRET,), f"已写明{SECRET}。", True, SECRET),
        ((SECRET,), "绝密工程 代号灯塔，七号共三", True, "绝密工程 代号灯塔，七号共三"),
        ((SECRET,), "绝密工程 代号灯塔，七号共", False, "绝密工程 代号灯塔，七号共"),
        ((SECRET,), "灯塔七号共三十", False, "灯塔七号共三十"),
        ((SECRET,), "灯塔七号", False, None),
        ((SECRET,), MARK, False, None),
        (("甲所",), "甲所没有报", False, "甲所"),
        (("甲",), "甲所没有报", False, None),
        (("76543.21",), "应为 76,543.21 万元", True, None),
        (("76543.21",), "应为 176543.21 万元", False, None),
        (("76543.21",), "应为 76543.215 万元", False, None),
        (("95",), "支出 95 万元", False, "95"),
        (("95",), "支出 195 万元、95.5 万元", False, None),
        (("行政",), "行政科", False, None),
        (("绝密项目甲",), "见绝密项目甲批复", True, None),
    ],
)
def test_words_are_surely_or_perhaps_the_same_or_nothing_of_it(texts, said, sure, maybe):
    sought = Sought(texts, known="选项：行政、事业")
    span = sought.maybe(said)
    assert (sought.sure(said), span and said[slice(*span)]) == (sure, maybe)


@pytest.mark.parametrize(
    ("said", "sure"), [("灯塔七号共三十", False), ("代号灯塔七号共三", True), ("好", False)]
)
def test_what_is_said_of_the_place_is_known_by_a_shorter_run(said, sure):
    assert Sought((SECRET,)).sure(said, near=True) is sure


@pytest.mark.parametrize("text", ["95", "甲"])
def test_what_is_said_of_the_place_is_known_however_short_it_is(text):
    assert Sought((text,)).sure(f"应为 {text} 。", near=True)


def test_word_that_a_person_names_is_found_whatever_blanks_stand_in_it():
    sought = Sought(("别的内容",), words=("灯塔",))
    said = "见 灯 塔 一事"
    assert (said[slice(*sought.maybe(said))], sought.named(said), sought.named("灯下的塔")) == (
        "灯 塔",
        True,
        False,
    )


def test_run_that_the_document_itself_says_is_no_hint():
    """Else every report of the year would look like every other."""
    text = "部门整体支出绩效自评工作开展情况"
    assert Sought((text,), known=text).maybe("绩效自评工作开展") is None
    assert Sought((text,)).maybe("绩效自评工作开展") is not None


def test_where_surely_the_same_words_begin_is_told():
    said = f"已写明{SECRET}。"
    assert said[slice(*Sought((f"前文。{SECRET}后文",)).at(said))] == SECRET
