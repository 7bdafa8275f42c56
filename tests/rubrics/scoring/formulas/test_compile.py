import pytest

from rubrics.scoring.formulas import Environment, Formula, compile_formula, exact, parse_formula
from rubrics.scoring.formulas.tree import Tree
from rubrics.scoring.states import Known

from .world import SCOPE, D, environment, ready


@pytest.mark.parametrize(
    ("text", "needs", "tables", "columns"),
    [
        ("编外人数 / (在编人数 + 编外人数)", ("编外人数", "在编人数"), (), ()),
        ("季度.累计支出[四季度] = 支出", ("季度.累计支出[四季度]", "支出"), (), ()),
        ("得分.合计 > 90 分", ("得分.合计",), (), ()),
        ("合计(项目.支出)", ("项目.支出",), ("项目",), ()),
        ("合计(项目.支出, 按期 且 已公开)", ("项目.支出", "项目.按期", "已公开"), ("项目",), ()),
        ("数量(项目)", (), ("项目",), ()),
        ("已填(空表)", (), ("空表",), ()),
        ("2 * 3", (), (), ()),
        ("是", (), (), ()),
    ],
)
def test_compiled_formula_lists_what_it_reads(
    text: str, needs: tuple[str, ...], tables: tuple[str, ...], columns: tuple[str, ...]
) -> None:
    compiled = ready(text)
    assert (compiled.needs, compiled.tables, compiled.columns) == (needs, tables, columns)


def test_compiled_row_formula_lists_columns_of_its_row_apart() -> None:
    scope = SCOPE.row_of(SCOPE.tables["项目"])
    compiled = ready("预算 / 合计(项目.支出, 支出 > 本行.支出 且 数量(空表, 支出 = 本行.预算) > 0)", scope)
    assert (compiled.needs, compiled.tables, compiled.columns) == (
        ("项目.支出", "空表.支出", "项目.预算"),
        ("项目", "空表"),
        ("预算", "支出"),
    )


def test_compiled_formula_reaches_no_builtins() -> None:
    compiled = ready('合计(项目.支出, 按期) / 支出 + 如果(包含(问题, "__import__"), 1%, 2%)')
    assert compiled.fast.__globals__["__builtins__"] == {}  # type: ignore[attr-defined]
    assert "__import__" not in compiled.fast.__code__.co_names  # type: ignore[attr-defined]


def test_compiled_formula_has_no_word_of_the_document_among_its_names() -> None:
    code = ready("支出 / 预算 > 12345热线办结率 且 任一(项目, 按期)").fast.__code__  # type: ignore[attr-defined]
    assert all(name.isascii() for name in code.co_names + code.co_varnames)


@pytest.mark.parametrize(
    "text",
    [
        "支出 / 预算",
        "编外人数 / (在编人数 + 编外人数)",
        "最小(支出 / 预算 / 25%, 100%)",
        "平均(季度.执行率)",
        "合计(项目.支出, 按期 且 预算 > 0)",
        "数量(项目, 按期) / 数量(项目)",
        "绝对值(支出 - 预算) / 预算 > 10%",
        "已公开 且 非 涉密 或 已填(公开日)",
        '等级 = "优" 且 包含(问题, "编外") 且 字数(问题) > 5',
        "任一(项目, 数量(项目, 支出 > 本行.支出) = 0)",
    ],
)
def test_compiled_formula_of_the_ordinary_case_asks_no_interpreter(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = ready(text)
    expected = compiled(environment())

    def interpreter(_tree: Tree, _environment: Environment) -> Known:
        raise AssertionError(text)

    monkeypatch.setattr("rubrics.scoring.formulas.compile.evaluate", interpreter)
    assert compiled(environment()) == expected
    with pytest.raises(AssertionError):
        ready("未填额 / 预算")(environment())


def test_compiled_formula_gives_the_same_inside_and_outside_the_exact_context() -> None:
    compiled = ready("支出 / 12345热线办结率")
    with exact():
        inside = compiled(environment())
    assert compiled(environment()) == inside
    assert inside == ready("支出 / 99%")(environment())


def test_compiled_formula_follows_the_environment_as_it_is_filled() -> None:
    filled, compiled = environment(), ready("支出 / 预算")
    before = compiled(filled)
    filled.values["支出"] = D(500)
    assert (before, compiled(filled)) == (D("0.9"), D("0.5"))


def test_compiling_an_unchecked_formula_is_an_error_of_the_program() -> None:
    formula = parse_formula("支出 / 预算")
    assert isinstance(formula, Formula)
    with pytest.raises(ValueError, match="not checked"):
        compile_formula(formula)
