"""A year is a document: no code, template or script names a thing of a shipped document."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rubrics.files import shipped
from rubrics.scoring import Document
from rubrics.scoring.index import walk

from .cases import document_of

ROOT = Path(__file__).parents[3]
FOLDERS = ("portal", "evaluations", "rubrics", "templates", "static", "editor")
SHORTEST = 3
"""Words of two characters (数量, 标题) are the language's, not a document's."""
GENERAL = {
    "填报人": "a role",
    "财务负责人": "who signs a filing on paper",
    "分管领导": "who signs a filing on paper",
    "主要负责人": "who signs a filing on paper",
    "部门名称": "what the portal knows of a department",
    "部门预算编码": "what the portal knows of a department, and the sign-in name",
    "对口业务科": "what the portal knows of a department",
    "所属单位": "departments have a parent",
    "部门管理": "the page on which departments are kept",
    "开始日期": "terms of office and of departments",
    "结束日期": "terms of office and of departments",
    "项目编码": "a filing of the project kind has the project's code",
    "金额单位": "what the format calls the unit of a table",
    "责任科室": "what the portal calls the office that looks after a stage",
    "目标值": "what the format calls the target of an own indicator",
    "数据来源": "where an answer comes from, printed as a note",
    "一体化": "part of a system's name, 预算管理一体化系统",
    "预算管理": "part of a system's name, 预算管理一体化系统",
    "指标自评": "what the portal calls the filling in of the scores",
    "标题一致": "what the format calls a form of check",
    "全部答复": "plain words, 全部答复后重新提交: every item of a return has its answer",
    "执行率": "how an advice on conditions writes its example",
}
"""Word -> why it is not a document's alone."""
SPECIMENS = ("portal/samples.py", "templates/portal/components")
"""The page of components: made-up contents, served only while developing."""
_REMARKS = re.compile(
    r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->|/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE
)


def names_of(document: Document) -> Iterator[str]:
    """Yield the ids of a document: figures, columns, rows, indicators, statements, checks, stages, limits."""
    yield from (one.id for one in (*document.inputs, *document.ratios, *document.checks, *document.stages))
    yield from document.constants
    for table in document.tables:
        yield table.id
        yield from (column.id for column in (*table.columns, *table.formulas))
        yield from table.fixed
    for criterion in walk(document.criteria):
        yield criterion.id
        for part in (*getattr(criterion.rule, "items", ()), *getattr(criterion.rule, "parts", ())):
            yield part.id


def words_of(path: Path) -> str:
    """Return what the file says to the machine or the user: no comments, no docstrings."""
    text = path.read_text(encoding="utf-8")
    return "\n".join(strings_of(text)) if path.suffix == ".py" else _REMARKS.sub("", text)


def strings_of(source: str) -> Iterator[str]:
    """Yield the names and string literals of a Python text; a string that stands alone is a remark."""
    tree = ast.parse(source)
    remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in remarks:
            yield node.value
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def sources() -> Iterator[Path]:
    """Yield our own Python, templates and scripts."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            ours = path.suffix in (".py", ".html", ".js", ".css", ".txt") and "vendor" not in path.parts
            if ours and not str(path.relative_to(ROOT)).startswith(SPECIMENS):
                yield path


def document_names() -> set[str]:
    names = {name for file in shipped() for name in names_of(document_of(file.name))}
    return {name for name in names if len(name) >= SHORTEST and name not in GENERAL}


def test_no_source_names_a_thing_of_a_document() -> None:
    names = document_names()
    found: dict[str, list[str]] = {}
    for path in sources():
        words = words_of(path)
        named = sorted(name for name in names if name in words)
        if named:
            found[str(path.relative_to(ROOT))] = named
    assert found == {}


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ('RATE = "编外人员控制率"', True),
        ('def f():\n    return f"{x}编外人员控制率"', True),
        ('"""编外人员控制率 is an example."""\n# 编外人员控制率', False),
    ],
)
def test_the_search_sees_literals_and_not_remarks(source: str, seen: bool) -> None:
    """The control: a planted name is found, an explanation is not."""
    assert ("编外人员控制率" in "\n".join(strings_of(source))) is seen


def test_every_general_word_is_still_a_name_somewhere() -> None:
    """A word that no document has any more needs no leave."""
    names = {name for file in shipped() for name in names_of(document_of(file.name))}
    assert set(GENERAL) <= names
