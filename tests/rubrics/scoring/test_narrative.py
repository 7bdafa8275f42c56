"""Narratives: the text form loses nothing, the stored form takes nothing that the schema does not know."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.scoring.characters import broken
from rubrics.scoring.narrative import (
    BlockType,
    FigureMark,
    NarrativeBlock,
    TableCell,
    Words,
    character_count,
    figure_ids,
    plain,
    prose,
    read_json,
    read_stored,
    read_text_form,
    tidy,
    to_json,
    to_text_form,
    with_ids,
)
from rubrics.scoring.problems import Problem
from rubrics.scoring.states import Prose

tricky = st.text(st.sampled_from("甲乙{}\\/#-1.2 　a%|<^\u202e"), min_size=1, max_size=12)
words = st.one_of(tricky, st.text(min_size=1, max_size=12)).filter(lambda t: not broken(t) and "\n" not in t)
names = st.sampled_from(["编外人数", "甲|乙", "得分.编外人员控制率", "社会效益、经济效益"])
inlines = st.lists(st.one_of(words.map(Words), names.map(FigureMark)), min_size=1, max_size=5).map(tidy)


@st.composite
def some_rows(draw):
    """A table whose cells lie over random rectangles."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    taken, rows = set(), []
    for row in range(height):
        cells = []
        for column in range(width):
            if (row, column) in taken:
                continue
            across = next((c for c in range(column, width) if (row, c) in taken), width) - column
            columns, down = draw(st.integers(1, across)), draw(st.integers(1, height - row))
            taken |= {(row + r, column + c) for r in range(down) for c in range(columns)}
            lines = draw(st.lists(inlines, max_size=3))
            cells.append(TableCell(tuple(line for line in lines if line), columns, down))
        rows.append(tuple(cells))
    return tuple(rows)


@st.composite
def some_blocks(draw):
    made = []
    for _ in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(BlockType))
        if kind is BlockType.TABLE:
            made.append(NarrativeBlock(kind, (), rows=draw(some_rows())))
            continue
        level = draw(st.integers(1, 3)) if kind is BlockType.HEADING else 0
        inside = draw(inlines)
        if inside:
            made.append(NarrativeBlock(kind, inside, level))
    return with_ids(tuple(made))


@given(some_blocks())
def test_text_form_written_and_read_is_the_same(blocks):
    assert read_text_form(to_text_form(blocks)) == blocks


@given(some_blocks())
def test_stored_form_written_and_read_is_the_same(blocks):
    assert read_json(to_json(blocks)) == blocks
    assert read_stored(to_json(blocks)) == blocks


@given(st.text(max_size=200))
def test_any_text_is_blocks_or_problems(text):
    read = read_text_form(text)
    if isinstance(read, list):
        assert all(isinstance(problem, Problem) for problem in read)
    else:
        assert read_text_form(to_text_form(read)) == read


@given(
    st.recursive(
        st.one_of(st.none(), st.integers(), st.text(max_size=8)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(st.sampled_from(["type", "attrs", "content", "text", "id"]), inner),
        ),
        max_leaves=12,
    )
)
def test_any_json_is_blocks_or_problems(tree):
    assert isinstance(read_json(json.dumps(tree)), tuple | list)


def test_text_form_of_all_kinds_of_block():
    text = "# 存在的问题\n控制率{{编外人员控制率}}。\n- 其一\n1. 甲\n2. 乙\n### 小结"
    assert [(block.type.value, block.level) for block in read_text_form(text)] == [
        ("heading", 1), ("paragraph", 0), ("bullet", 0), ("number", 0), ("number", 0), ("heading", 3),
    ]  # fmt: skip
    assert to_text_form(read_text_form(text)) == text


def table_json(one, other):
    lines = [
        ",".join(f'{{"type":"cell","attrs":{each},"content":[]}}' for each in line)
        for line in ((one, other), (other, other))
    ]
    rows = ",".join(f'{{"type":"row","content":[{line}]}}' for line in lines)
    return f'{{"type":"doc","content":[{{"type":"table","attrs":{{"id":"a"}},"content":[{rows}]}}]}}'


def test_escaped_braces_are_text():
    blocks = read_text_form("写作 \\{{7*7}} 即可", known=())
    assert plain(blocks, {}) == "写作 {{7*7}} 即可"


def test_mark_of_an_unknown_figure_is_a_problem_with_its_place():
    assert read_text_form("甲\n  乙{{编外人}}", known={"编外人数"}) == [
        Problem(
            "",
            "没有叫“编外人”的数可以引用",
            "请从“插入数据”里选；要写这几个字本身，请写 \\{{编外人}}",
            line=2,
            column=4,
        )
    ]


def test_mark_not_closed_is_a_problem():
    (problem,) = read_text_form("甲{{乙")
    assert (problem.what, problem.line, problem.column) == ("“{{”没有对应的“}}”", 1, 2)


def test_prose_has_figures_filled_in_and_headings():
    blocks = read_text_form("## 人员\n控制率{{编外人员控制率}}，另有{{别的}}")
    assert prose(blocks, {"编外人员控制率": "28.57%"}) == Prose(
        "人员\n控制率28.57%，另有\ufffc", ((2, "人员"),)
    )
    assert figure_ids(blocks) == ("编外人员控制率", "别的")
    assert character_count(blocks, {"编外人员控制率": "28.57%"}) == 15


def test_ids_stay_when_a_block_is_edited_or_moved_down():
    before = read_text_form("甲\n乙\n丙")
    after = read_text_form("新\n甲\n乙改\n丙", previous=before)
    assert [block.id for block in after[1:]] == [block.id for block in before]
    assert after[0].id not in {block.id for block in before}


def test_ids_of_equal_blocks_differ():
    blocks = read_text_form("同\n同")
    assert blocks[0].id != blocks[1].id


def test_table_with_merged_cells_in_the_text_form():
    text = "前\n| 项目 | 支出 | < |\n| ^ | {{财政拨款支出}} | a\\|b |\n| \\< |\n后"
    _, table, _ = blocks = read_text_form(text)
    assert table.rows == (
        (TableCell(((Words("项目"),),), 1, 2), TableCell(((Words("支出"),),), 2, 1)),
        (TableCell(((FigureMark("财政拨款支出"),),)), TableCell(((Words("a|b"),),))),
        (TableCell(((Words("<"),),)), TableCell(), TableCell()),
    )
    assert figure_ids(blocks) == ("财政拨款支出",)
    assert plain(blocks, {"财政拨款支出": "1 万元"}) == "前\n项目\t支出\n1 万元\ta|b\n<\n后".replace(
        "<\n", "<\n"
    )
    assert to_text_form(blocks) == text.replace("| \\< |", "| \\< |  |  |")


def test_cell_of_many_lines_in_the_text_form():
    text = "| 任务 | 完成情况 |\n| 演练 | 一季度{{场次}}场 \\/ 二季度2场 |\n| \\\\/ 不换行 | <br> |"
    (table,) = blocks = read_text_form(text)
    assert table.rows[1][1].lines == (
        (Words("一季度"), FigureMark("场次"), Words("场")),
        (Words("二季度2场"),),
    )
    assert [cell.lines for cell in table.rows[2]] == [((Words("\\/ 不换行"),),), ((Words("<br>"),),)]
    assert plain(blocks, {"场次": "3"}).splitlines()[1:3] == ["演练\t一季度3场", "二季度2场"]
    assert to_text_form(blocks) == text
    assert read_text_form(text.replace(" \\/ ", "\\/\\/ ")) == blocks  # an empty line says nothing


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("| 甲 | 一 \\/ {{乙 |", "“{{”没有对应的“}}”", 1),
        ("| " + "行\\/" * 251 + " | 乙 |", "一格里的行和引用的数太多", 1),
        ("甲\n| < | 乙 |", "这一格不能并到旁边的格", 2),
        ("| ^ | 乙 |", "这一格不能并到旁边的格", 1),
        ("| 甲 | < |\n| ^ | 乙 |", "合并的格不是长方形", 1),
        ("| 甲 | {{乙 |", "“{{”没有对应的“}}”", 1),
        ("| 甲" * 21, "表格有 1 行 21 列，超过 200 行 20 列", 1),
        (
            "\n\n".join(["\n".join(["| " + "| " * 19 + "|"] * 100)] * 3),
            "表格共有 6,000 格，超过 5,000 格",
            0,
        ),
    ],
)
def test_table_that_cannot_be_is_a_problem_with_its_line(text, what, line):
    (problem,) = read_text_form(text)
    assert (problem.what, problem.line) == (what, line)


def test_problem_in_a_later_line_of_a_cell_has_its_column():
    (problem,) = read_text_form("| 甲 | 一 \\/  二{{乙 |")
    assert problem.column == len("| 甲 | 一 \\/  二") + 1


@pytest.mark.parametrize(
    "stored",
    [
        '{"type":"doc","content":[{"type":"image","attrs":{"id":"a"},"content":[]}]}',
        '{"type":"doc","content":[{"type":"paragraph","attrs":{"id":"a","style":"x"},"content":[]}]}',
        '{"type":"doc","content":[{"type":"paragraph","attrs":{"id":"a"},"content":[{"type":"text","text":"x","marks":[]}]}]}',
        '{"type":"doc","content":[{"type":"heading","attrs":{"id":"a","level":9},"content":[]}]}',
        '{"type":"doc","content":[{"type":"heading","attrs":{"id":"a","level":true},"content":[]}]}',
        '{"type":"doc","content":[{"type":"paragraph","attrs":{},"content":[]}]}',
        '{"type":"doc","content":[{"type":"paragraph","attrs":{"id":"a"},"content":[{"type":"text","text":"\\u0000"}]}]}',
        '{"type":"doc","content":[{"type":"paragraph","attrs":{"id":"a"},"content":[{"type":"text","text":"\\ud800"}]}]}',
        '{"type":"doc","type":"doc","content":[]}',
        '{"type":"doc","content":NaN}',
        '{"type":"doc","content":' + "[" * 5000 + "]" * 5000 + "}",
        '{"type":"doc","content":[{"type":"paragraph","attrs":{"id":"a"}},{"type":"paragraph","attrs":{"id":"a"}}]}',
        '{"type":"doc"',
        '{"type":"doc","content":[{"type":"table","attrs":{"id":"a","border":1},"content":[]}]}',
        table_json('{"columns":2,"rows":1}', '{"columns":1,"rows":1}'),
        table_json('{"columns":1,"rows":3}', '{"columns":1,"rows":1}'),
        table_json('{"columns":0,"rows":1}', '{"columns":1,"rows":1}'),
        table_json('{"columns":true,"rows":1}', '{"columns":1,"rows":1}'),
        table_json('{"columns":1000000000,"rows":1}', '{"columns":1000000000,"rows":1}'),
        table_json('{"columns":1,"rows":1,"onclick":"x"}', '{"columns":1,"rows":1}'),
    ],
)
def test_stored_form_beyond_the_schema_is_refused(stored):
    (problem,) = read_json(stored)
    assert problem.what.startswith("正文结构不合规定：")
