"""YAML read strictly: texts and places are kept, everything surprising is refused with its place."""

import pytest

from rubrics.files import load_path, load_shipped, load_text, shipped, shipped_cases
from rubrics.scoring.reading.located import Located, plain


def problem_of(text: str) -> tuple[str, int, int]:
    loaded = load_text(text)
    assert isinstance(loaded, list), loaded
    (problem,) = loaded
    assert problem.todo
    return problem.what, problem.line, problem.column


def test_scalars_stay_text():
    tree = load_text("a: 否\nb: 1.10\nc: 2020-02-12\nd: 0x10\ne: 1_000\nf: ~\ng: yes\nh:\n")
    assert isinstance(tree, Located)
    assert plain(tree) == {
        "a": "否", "b": "1.10", "c": "2020-02-12", "d": "0x10", "e": "1_000", "f": "~", "g": "yes", "h": "",
    }  # fmt: skip


def test_nodes_know_their_place():
    tree = load_text("甲:\n  乙: {丙: '丁', 戊: [己, 庚]}\n")
    assert isinstance(tree, Located)
    inner = tree.child("甲").child("乙")
    assert (inner.path, inner.line, inner.column, inner.key_line, inner.key_column) == ("甲.乙", 2, 6, 2, 3)
    assert (inner.child("丙").line, inner.child("丙").column, inner.child("丙").offset) == (2, 10, 1)
    assert [item.path for item in inner.child("戊").items] == ["甲.乙.戊[1]", "甲.乙.戊[2]"]


@pytest.mark.parametrize(
    ("text", "what", "line", "column"),
    [
        ("a: 1\na: 2", "“a”写了两次（第一次在第 1 行）", 2, 1),
        ("a: &x 1\nb: *x", "用了锚点 &x", 1, 4),
        ("a: *x", "用了别名 *x", 1, 4),
        ("a: !!python/object:os.system 1", "用了标签 !!python/object:os.syste…", 1, 4),
        ("<<: {a: 1}", "用了合并键 <<", 1, 1),
        ("%YAML 1.1\n---\na: 1", "用了 YAML 指令（%）", 1, 1),
        ("---\na: 1\n---\nb: 2", "一个文件里有两份文档（---）", 3, 1),
        ("? [x]\n: y", "名称处写了列表或映射", 1, 3),
        ("'': 1", "名称是空的", 1, 1),
        ("a:\n\t- b", "缩进用了制表符（Tab）", 2, 1),
        ("a: b: c", "这里多了一个冒号", 1, 5),
        ("a: %5", "内容以 YAML 不允许的符号开头", 1, 4),
        ("{a: b", "花括号里缺逗号，或没有收尾", 1, 6),
        ("a: '", "引号没有收尾", 1, 5),
        ("a:\n  b: 1\n c: 2", "缩进对不齐", 3, 2),
        ("a: \x01", "含有不允许的字符（U+0001）", 1, 4),
        ("a: " + "[" * 40, "层次太深", 1, 27),
        ("- 1", "文件最外层不是“名称: 内容”", 1, 4),
        ("", "文件是空的", 0, 0),
    ],
)
def test_what_makes_yaml_surprising_is_refused(text, what, line, column):
    assert problem_of(text) == (what, line, column)


def test_billion_laughs_are_refused_at_the_first_anchor():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert problem_of(bomb) == ("用了锚点 &a", 1, 4)


def test_text_too_large_is_refused_unread():
    assert problem_of("a" * 2_000_001)[0] == "文件太大（2,000,001 个字符）"


def test_text_of_too_many_nodes_is_refused():
    assert problem_of("a: [" + "1, " * 60_001 + "1]")[0] == "内容太多"


def test_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "gbk.yaml"
    path.write_bytes("名称: 甲".encode("gbk"))
    (problem,) = load_path(path)
    assert problem.what == "文件不是 UTF-8 编码（第 1 个字节起读不出）"


def test_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "bom.yaml"
    path.write_bytes("\ufeff名称: 甲".encode())
    assert plain(load_path(path)) == {"名称": "甲"}


def test_shipped_files_are_found_by_name():
    assert [file.name for file in shipped()] == [
        "hunan-department.yaml", "longgang-2020.yaml", "longgang-2021.yaml", "national-project.yaml",
    ]  # fmt: skip
    assert load_shipped("longgang-2020.yaml") is not None
    assert load_shipped("../documents/longgang-2020.yaml") is None
    assert {file.path.suffix for file in shipped_cases()} == {".yaml"}
