"""Every shipped document is strict, proved by its examples, and complete."""

import re

import pytest

from rubrics.files import FOLDER, load_text, shipped, shipped_cases
from rubrics.scoring import Criterion, read_document
from rubrics.scoring.reading.examples import prove

from .cases import document_of, tree_of

NAMES = ("hunan-department.yaml", "longgang-2020.yaml", "longgang-2021.yaml", "national-project.yaml")
CASES = ("longgang-2020-as-meant.yaml", "longgang-2020-as-printed.yaml", "longgang-2020-finished.yaml")


def test_shipped_files_are_those_expected() -> None:
    assert tuple(file.name for file in shipped()) == NAMES
    assert tuple(file.name for file in shipped_cases()) == CASES


@pytest.mark.parametrize("name", NAMES)
def test_document_reads_without_problems(name: str) -> None:
    assert read_document(tree_of(FOLDER / name)).problems == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_example_comes_out_and_nothing_is_unproved(name: str) -> None:
    assert prove(document_of(name)) == []


def test_proof_finds_a_document_whose_example_is_wrong() -> None:
    """The control: the proof above is not silent because it does not look."""
    text = (FOLDER / "longgang-2020.yaml").read_text(encoding="utf-8")
    wrong = re.sub(r"(?m)^  - \{name: 编外恰为5%.*\n", "", text).replace("合计: 95.68", "合计: 95.67")
    result = read_document(load_text(wrong))
    assert result.document is not None
    assert {problem.where for problem in prove(result.document)} == {
        "examples.公开报告",
        "criteria.编外人员控制率",
    }


def test_2020_declares_every_check_of_the_list() -> None:
    codes = {check.code for check in document_of("longgang-2020.yaml").checks}
    assert codes == {f"K{number:02d}" for number in range(1, 40)}


def test_2020_has_ten_stages_and_twenty_one_rows() -> None:
    document = document_of("longgang-2020.yaml")
    assert len(document.stages) == 10
    assert len(_leaves(document.criteria)) == 21


def test_2021_keeps_the_lineage_of_what_was_renamed() -> None:
    document = document_of("longgang-2021.yaml")
    renamed = {one.was: one.id for one in (*document.inputs, *document.ratios, *document.checks) if one.was}
    renamed |= {one.was: one.id for one in _leaves(document.criteria) if one.was}
    columns = {one.was: one.id for table in document.tables for one in table.columns if one.was}
    assert columns == {"项目预算数": "全年预算数"}
    before = document_of("longgang-2020.yaml")
    known = {one.id for one in (*before.inputs, *before.ratios, *before.checks, *_leaves(before.criteria))}
    assert set(renamed) == {"三公经费预算", "财政供养人员控制率", "项目监管", "信息公开情况", "项目低执行"}
    assert set(renamed) <= known


def _leaves(criteria: tuple[Criterion, ...]) -> list[Criterion]:
    return [leaf for one in criteria for leaf in (_leaves(one.parts) if one.parts else [one])]
