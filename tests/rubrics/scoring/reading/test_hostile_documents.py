"""Any tree gives problems, never an exception: shipped documents mutated at random, and trees out of nothing."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubrics.files import load_text, shipped
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.document import KEYS, read_document
from rubrics.scoring.reading.located import Located, nodes

from .small import TEXT, tree_of

SOURCES = {"small.yaml": TEXT, **{file.name: file.read() for file in shipped()}}
WORDS = [
    *(
        "",
        "是",
        "否",
        "0",
        "-1",
        "100",
        "5%",
        "≥ 5%",
        "其余",
        "全部",
        "甲",
        "财政拨款支出",
        "得分.合计",
        "{{",
        "{{左}}",
    ),
    *(
        "(" * 30,
        "1" * 400,
        "9**9",
        "项目",
        "项目.名称",
        "合计(项目.支出)",
        "\u202e",
        "a" * 5000,
        "无",
        "kind",
    ),
]
scalars = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
contents = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*KEYS.known, *WORDS]), inner, max_size=4),
    ),
    max_leaves=8,
)


def located(content: object, path: str = "x") -> Located:
    if isinstance(content, dict):
        return Located({name: located(one, f"{path}.{name}") for name, one in content.items()}, path, 1, 1)
    if isinstance(content, list):
        return Located(tuple(located(one, path) for one in content), path, 1, 1)
    return Located(str(content), path, 1, 1)


def changed(tree: Located, at: int, new: object) -> Located:
    """Return the tree with its node number `at` replaced, or left out when `new` is None."""
    count = -1

    def walk(node: Located) -> Located | None:
        nonlocal count
        count += 1
        if count == at:
            return (
                None if new is None else replace(located(new, node.path), line=node.line, column=node.column)
            )
        if node.members is not None:
            kept = {name: walk(one) for name, one in node.members.items()}
            return replace(node, content={name: one for name, one in kept.items() if one is not None})
        if node.items is not None:
            return replace(node, content=tuple(one for one in map(walk, node.items) if one is not None))
        return node

    return walk(tree) or located({})


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_document_mutated_anywhere_gives_problems_and_no_exception(name, rounds):
    tree = tree_of(SOURCES[name])
    size = sum(1 for _ in nodes(tree))

    @settings(
        max_examples=rounds(8, 400), deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(
        st.lists(st.tuples(st.integers(0, size - 1), st.one_of(st.none(), contents)), min_size=1, max_size=3)
    )
    def mutated(changes):
        broken = tree
        for at, new in changes:
            broken = changed(broken, at, new)
        result = read_document(broken)
        assert all(isinstance(problem, Problem) and problem.what for problem in result.problems)
        assert (result.document is None) == any(problem.severity == "阻断" for problem in result.problems)

    mutated()


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS.known), contents, max_size=8))
def test_document_out_of_nothing_is_refused(content):
    assert read_document(located(content, "")).document is None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_tree_or_one_problem(text):
    loaded = load_text(text)
    assert isinstance(loaded, Located) or (len(loaded) == 1 and isinstance(loaded[0], Problem))


@pytest.mark.parametrize(
    "formula",
    [
        "9**9**9",
        "+".join(["1"] * 200_000),
        "(" * 2_000 + "1" + ")" * 2_000,
        "__import__('os')",
        "甲.__class__",
        "lambda: 1",
    ],
    ids=["power", "terms", "brackets", "import", "attribute", "lambda"],
)
def test_document_with_a_hostile_formula_points_at_it(formula):
    text = TEXT.replace(
        "预算执行率: {formula: 财政拨款支出 / 调整预算数,", f'预算执行率: {{formula: "{formula}",'
    )
    result = read_document(tree_of(text))
    assert result.document is None
    assert (result.problems[0].where, result.problems[0].line) == ("ratios.预算执行率.formula", 71)
