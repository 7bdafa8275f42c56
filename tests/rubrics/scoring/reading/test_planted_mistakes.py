"""Mistakes planted one by one: each is found, at its path and on its line."""

import pytest
import yaml

from rubrics.scoring.problems import Severity

from .small import PATH, TEXT, plant, small

PLANTED = [
    (one["old"], one["new"], one["where"], one["line"], one["what"])
    for one in yaml.safe_load((PATH.parent / "planted.yaml").read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("old", "new", "where", "line", "what"), PLANTED)
def test_document_with_a_planted_mistake_is_refused_at_its_place(old, new, where, line, what):
    planted = plant(old, new)
    assert planted.result.document is None
    assert (where, line, what) in planted.all
    assert all(problem.severity is Severity.BLOCK and problem.todo for problem in planted.result.problems)


def test_planted_mistakes_are_many():
    assert len(PLANTED) >= 45


def test_document_without_a_mistake_has_no_problem():
    document = small()
    assert (document.title, document.year, document.total) == ("示例区部门整体支出绩效自评", 2030, 100)
    assert [field.id for field in document.inputs][:3] == ["部门名称", "是否涉密", "年初预算数"]


def test_papers_that_are_asked_for_name_the_places_that_they_prove():
    first, second = small().attachments
    assert (first.title, first.places, first.help) == (
        "预算批复",
        ("fig:年初预算数", "table:项目", "line:预算执行"),
        "盖章页要清晰",
    )
    assert (second.title, second.places, second.help) == ("决算报表", (), "")


def test_problems_point_into_the_formula():
    planted = plant("财政拨款支出 / 调整预算数, unit", "财政拨款支出 / 调整预算, unit")
    (problem, *_) = planted.result.problems
    assert (problem.line, problem.column) == (71, TEXT.splitlines()[70].index("调整预算数") + 1)


def test_draft_of_a_document_with_problems_can_be_looked_at():
    planted = plant("severity: 阻断", "severity: 阻止")
    assert planted.result.document is None
    assert planted.result.draft.year == 2030
