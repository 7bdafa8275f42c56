"""Narratives in print."""

import pytest

from evaluations.report.blocks import Heading, Paragraph, Run, text_of
from evaluations.report.figures import Figures
from evaluations.report.notebook import Notebook
from evaluations.report.numbering import Counter
from evaluations.report.prose import Prose, marked, without_title
from rubrics.scoring.narrative import to_text_form

from .sample import blocks, source


def prose():
    counter = Counter()
    counter.next(1)
    counter.next(2)
    return Prose(Figures(source(), Notebook()), counter)


def shown(printed):
    """Kind, number and text of each block."""
    kinds = {Heading: "title", Paragraph: "text"}
    return [(kinds[type(block)], block.number, "".join(run.text for run in block.runs)) for block in printed]


def test_narrative_titles_and_lists_go_on_below_their_chapter():
    text = "开头。\n# 甲\n1. 一。\n2. 二。\n## 乙\n1. 三。\n# 丙\n- 四。"

    printed = prose().narrative(blocks(text), 2)

    assert shown(printed) == [
        ("text", "", "开头。"),
        ("title", "1．", "甲"),
        ("text", "①", "一。"),
        ("text", "②", "二。"),
        ("title", "（1）", "乙"),
        ("text", "①", "三。"),
        ("title", "2．", "丙"),
        ("text", "——", "四。"),
    ]


def test_narrative_list_goes_on_after_other_text_and_begins_anew_below_a_title():
    printed = prose().narrative(blocks("1. 一。\n话。\n1. 二。\n- 点。\n# 甲\n1. 三。"), 2)

    assert shown(printed) == [
        ("text", "（1）", "一。"),
        ("text", "", "话。"),
        ("text", "（2）", "二。"),
        ("text", "——", "点。"),
        ("title", "1．", "甲"),
        ("text", "（1）", "三。"),
    ]


@pytest.mark.parametrize(
    ("level", "titled", "signs"),
    [
        (2, False, ["1．", "2．"]),
        (2, True, ["（1）", "（2）"]),
        (4, False, ["①", "②"]),
        (4, True, ["1）", "2）"]),
    ],
)
def test_narrative_list_does_not_look_like_the_titles_of_its_chapter(level, titled, signs):
    printed = prose().narrative(blocks("1. 一。\n2. 二。"), level, titled=titled)

    assert [block.number for block in printed] == signs


def test_narrative_in_a_deep_chapter_has_a_sign_of_its_own_for_each_level():
    printed = prose().narrative(blocks("## 甲\n### 乙\n1. 一。\n2. 二。"), 4)

    assert [(block.number, getattr(block, "level", 0)) for block in printed] == [
        ("①", 5),
        ("1）", 6),
        ("a）", 0),
        ("b）", 0),
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("# 抓好“样板”\n做了。", "做了。"),
        ("（一）抓好样板。\n做了。", "做了。"),
        ("1. 抓好样板\n做了。", "做了。"),
        ("# 抓好样版\n做了。", "# 抓好样版\n做了。"),
        ("做了。\n# 抓好样板", "做了。\n# 抓好样板"),
        ("| 抓好样板 |", "| 抓好样板 |"),
        ("", ""),
    ],
)
def test_without_title_leaves_out_a_first_line_that_only_repeats_it(text, left):
    assert to_text_form(without_title(blocks(text), "抓好“样板”")) == left


def test_narrative_figures_are_the_submitted_ones_and_keep_their_marks():
    printed = prose().narrative(blocks("满意率{{满意率}}，年初{{年初数}}万元。"), 2)

    assert printed[0].runs == (
        Run("满意率"),
        Run("95.00%", notes=(1,)),
        Run("，年初"),
        Run("1234.56"),
        Run("万元。"),
    )


def test_narrative_escaped_braces_are_text():
    printed = prose().narrative(blocks(r"写作 \{{年初数}} 和 \{{7*7}}。"), 2)

    assert shown(printed) == [("text", "", "写作 {{年初数}} 和 {{7*7}}。")]


def test_marked_narrative_carries_its_origin_behind_its_last_words():
    printed = marked([Paragraph((Run("甲"),)), Paragraph((Run("乙"), Run("丙", notes=(1,))))], (2,))

    assert printed == [Paragraph((Run("甲"),)), Paragraph((Run("乙"), Run("丙", notes=(1, 2))))]


def test_marked_without_marks_changes_nothing():
    same = [Paragraph((Run("甲"),))]

    assert marked(same, ()) is same


def test_narrative_table_keeps_its_merged_cells_its_head_and_its_figures():
    (table,) = prose().narrative(blocks("| 项目 | 支出 | < |\n| ^ | 甲 |  |\n| {{满意率}} | 乙 | 丙 |"), 2)

    cells = [[(cell.text, cell.columns, cell.rows, cell.head_tag) for cell in row] for row in table.head]
    assert cells == [[("项目", 1, 2, "th"), ("支出", 2, 1, "th")], [("甲", 1, 1, "th"), ("", 1, 1, "td")]]
    assert [[cell.text for cell in row] for row in table.body] == [["95.00%", "乙", "丙"]]
    assert text_of(table.runs) == "项目　支出；甲　；95.00%　乙　丙"
    assert marked([table], (3,)) == [table, Paragraph((Run("", notes=(3,)),))]
