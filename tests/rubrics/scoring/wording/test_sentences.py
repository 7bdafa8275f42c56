"""Every step that scoring makes has a sentence; the sentences say what happened with values and units."""

from collections.abc import Iterator

import pytest

from rubrics.files import load_path, shipped, shipped_cases
from rubrics.scoring import Document, Sheet, Step, assess, compile_document, wording
from rubrics.scoring.reading.answers import Flat, Given, read_flat
from rubrics.scoring.reading.answers_file import read_answers_file
from rubrics.scoring.reading.document import read_document
from rubrics.scoring.reading.examples import flat_of
from rubrics.scoring.wording.totals import KEYS as TOTAL_KEYS

DOCUMENTS = {}


def document_of(name: str) -> Document:
    if name not in DOCUMENTS:
        file = next(file for file in shipped() if file.name == name)
        DOCUMENTS[name] = read_document(load_path(file.path)).document
    return DOCUMENTS[name]


def case(name: str) -> tuple[Document, Sheet]:
    document = document_of("longgang-2020.yaml")
    file = next(file for file in shipped_cases() if file.name == f"longgang-2020-{name}.yaml")
    answers, problems = read_flat(document, read_answers_file(load_path(file.path), document).flat)
    assert problems == []
    return document, assess(compile_document(document), answers)


def inner(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        within = step.data.get("steps")
        yield from inner(within) if isinstance(within, tuple) else ()


def sheets(name: str) -> Iterator[Sheet]:
    document = document_of(name)
    program = compile_document(document)
    for example in document.examples:
        chain = [example]
        while chain[0].base:
            chain.insert(0, next(one for one in document.examples if one.name == chain[0].base))
        merged = {where: text for one in chain for where, text in one.answers.items()}
        flat = flat_of(document, {where: text for where, text in merged.items() if text})
        yield assess(program, read_flat(document, flat)[0])


@pytest.mark.parametrize("name", [file.name for file in shipped()])
def test_every_step_of_every_example_has_a_sentence(name):
    for sheet in sheets(name):
        for line in sheet.lines.values():
            for step in inner(line.steps):
                assert wording.sentence(step, sheet), step
            said = wording.explain(line, sheet)
            assert all(words.endswith("。") and "None" not in words for words in said), said
        for total in sheet.totals.values():
            assert {step.key for step in total.steps} <= wording.STEP_KEYS | TOTAL_KEYS
        for check in sheet.checks:
            assert {step.key for step in check.hints} <= wording.HINT_KEYS
            assert "None" not in wording.message(check)


def explained(sheet: Sheet, name: str) -> tuple[str, ...]:
    return wording.explain(sheet.lines[name], sheet)


def test_bands_are_explained_with_the_figures_and_the_band():
    _, sheet = case("as-meant")
    assert explained(sheet, "编外人员控制率") == (
        (
            "编外人员控制率 = 编外人数 ÷ （在编人数 ＋ 编外人数） = 28.57%（编外人数 24 人，在编人数 60 人）。"
            "分母取实际在职人员总数（在编加编外），不取在编人数。"
        ),
        "在“> 10%”这一档，得 0 分。",
        "得 0 分（满分 1 分）。",
    )


def test_ratio_is_explained_with_its_rounding():
    _, sheet = case("as-meant")
    first, *rest = explained(sheet, "政府采购执行率")
    assert first.startswith(
        "政府采购执行率 = 实际采购金额 ÷ 采购计划金额 = 90.81%"
        "（实际采购金额 1,791.71 万元，采购计划金额 1,973.09 万元）。"
    )
    assert rest == [
        "90.81% × 2 分 = 约 1.82 分。",
        "四舍五入保留 2 位小数，为 1.82 分。",
        "得 1.82 分（满分 2 分）。",
    ]


def test_veto_is_explained_with_its_condition():
    _, sheet = case("as-printed")
    assert explained(sheet, "政府采购执行率")[1:] == (
        "封顶按 100.00% × 2 分 = 2 分。",
        "有“实际采购大于采购计划”的情形：政府采购执行率 > 100%，其中政府采购执行率 110.12%，本项得 0 分。",
        "得 0 分（满分 2 分）。",
    )


def test_line_without_data_says_what_is_missing():
    document = document_of("longgang-2020.yaml")
    sheet = assess(compile_document(document), read_flat(document, Flat({"fig:编外人数": Given("24")}))[0])
    assert explained(sheet, "编外人员控制率") == ("缺：在编人数。", "还缺数据，暂不计分（满分 1 分）。")
    (missing,) = wording.explain_total(sheet.totals["合计"], sheet)
    assert missing.startswith("还有 21 项没有得分：")
    assert missing.endswith("总分不完整。")


def test_swapped_figures_are_hinted_with_what_would_change():
    _, sheet = case("as-printed")
    check = next(one for one in sheet.checks if one.code == "K14")
    assert wording.check_name(check) == "勾稽 14"
    assert wording.hints(check, sheet) == (
        (
            "“实际采购金额”和“采购计划金额”可能填反了；对调后这一条相符，政府采购执行率为 90.81%，"
            "“政府采购执行率”由 0 分变为 1.82 分，合计由 93.86 分变为 95.68 分"
        ),
    )


def test_wrong_unit_of_a_table_is_hinted():
    _, sheet = case("as-printed")
    check = next(one for one in sheet.checks if one.code == "K08")
    assert wording.hints(check, sheet) == ("“项目支出表”可能大了 1 万倍，请核对“金额单位”；改选后这一条相符",)


def test_message_has_values_with_units_and_separators():
    _, sheet = case("as-printed")
    check = next(one for one in sheet.checks if one.code == "K14")
    assert "1,973.09 万元" in wording.message(check)
    assert "110.12%" in wording.message(check)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("fig:三公经费支出", "“三公”经费支出"),
        ("fig:上年.调整预算数", "上年的调整预算数"),
        ("row:项目/2/项目支出数", "项目支出表第 2 行（安全培训教育）的项目支出数"),
        ("row:季度/一季度/累计支出", "支出进度（一季度）的累计支出"),
        ("row:项目/2", "项目支出表第 2 行（安全培训教育）"),
        ("row:项目/c4e8d3b429/项目支出数", "项目的一行的项目支出数"),
        ("table:项目", "项目（表）"),
        ("line:预算合理性/符合职责", "“预算合理性”的符合职责"),
        ("chapter:经济性", "经济性"),
        ("什么", "什么"),
    ],
)
def test_place_is_called_what_a_person_calls_it(where, words):
    _, sheet = case("as-meant")
    assert wording.place_words(where, sheet) == words
