"""A filing under the sample rubric, made by hand: no engine, no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from evaluations.report.source import Source
from rubrics.scoring.address import cell, chapter, figure, line
from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.narrative import BlockType, NarrativeBlock, Words, read_text_form
from rubrics.scoring.problems import Severity
from rubrics.scoring.results import (
    Answers,
    CheckResult,
    Figure,
    Line,
    LineState,
    Outcome,
    Row,
    Sheet,
    Step,
    Total,
)
from rubrics.scoring.states import Missing, NotApplicable
from rubrics.scoring.types import Chapter, ChapterPart, Field, PartKind, Ratio
from rubrics.scoring.units import Unit

from .sample_document import CRITERIA, DOCUMENT, FALSE, INPUTS, PERCENT, POINTS, TRUE, WAN, leaf

GUESSED = "由得分推定"


def typed(field: Field | Ratio, value: Any, unit: Unit | None = None) -> Figure:
    return Figure(figure(field.id), field.title, value, unit or field.unit, field.places)


FIGURES = {
    "单位名称": typed(INPUTS[0], "示例县水务局"),
    "经办人": typed(INPUTS[1], Missing((figure("经办人"),))),
    "年初数": typed(INPUTS[2], Decimal("12345600.00")),
    "支出数": typed(INPUTS[3], Decimal("12000000.00")),
    "人数": typed(INPUTS[4], Decimal(1234)),
    "满意率": typed(INPUTS[5], Decimal("0.95")),
    "计价": typed(INPUTS[6], "元"),
    "执行率": typed(DOCUMENT.ratios[0], Decimal(12000000) / Decimal(12345600)),
    "工程.预算": Figure("table:工程", "预算合计", Decimal("3000000.5"), WAN, 2),
    "工程.支出": Figure("table:工程", "支出合计", Decimal(2800000), WAN, 2),
    "工程.比率": Figure("table:工程", "比率", Decimal(2800000) / Decimal("3000000.5"), PERCENT, 2),
}

ROWS = {
    "工程": (
        Row("a", {"名称": "河道清淤", "预算": Decimal(2000000), "支出": Decimal(1900000)}),
        Row("b", {"名称": "泵站改造", "预算": Decimal("1000000.5"), "支出": Decimal(900000)}),
    ),
    "进度": (Row("上半年", {"累计": Decimal(6000000)}),),
    "目标": (Row("g1", {"标题": "防汛安全"}), Row("g2", {"标题": "节水达标"})),
    "成效": (Row("g1", {"标题": "防汛安全"}), Row("g2", {"标题": "节水达标"})),
}
CELLS = {
    cell("工程", "a", "比率"): Figure(cell("工程", "a", "比率"), "比率", Decimal("0.95"), PERCENT, 2),
    cell("工程", "b", "比率"): Figure(cell("工程", "b", "比率"), "比率", Decimal("0.89999955"), PERCENT, 2),
}


def scored(name: str, points: str, score: str) -> Line:
    steps = (Step("sum", {"award": Decimal(score)}),)
    return Line(name, Decimal(points), LineState.SCORED, Decimal(score), steps)


LINES = {
    "合理": scored("合理", "20", "18.5"),
    "规范": scored("规范", "10", "10"),
    "数量": scored("数量", "25", "25"),
    "质量": scored("质量", "15", "0"),
    "效果": scored("效果", "30", "30.00"),
}
TOTALS = {
    "编制": Total("编制", Decimal(30), Decimal("28.5")),
    "决策": Total("决策", Decimal(30), Decimal("28.5")),
    "产出": Total("产出", Decimal(40), Decimal(25)),
    "绩效": Total("绩效", Decimal(70), Decimal(55)),
    "合计": Total("合计", Decimal(100), Decimal("83.5")),
}
CHECKS = (
    CheckResult(
        "check:超支",
        "超支",
        "K04",
        Outcome.EXPLAINED,
        Severity.EXPLAIN,
        (Step("text", {"text": "【支出】支出大于预算。"}),),
        explanation="年中追加，有批复。",
    ),
)

SHEET = Sheet(FIGURES, CELLS, LINES, TOTALS, "良", CHECKS)
ANSWERS = Answers(
    {name: one.value for name, one in FIGURES.items() if "." not in name},
    ROWS,
    {line("合理", "原因"): "一项分配不合理。", line("合理", "佐证"): "批复.pdf 第 3 页"},
    sources={figure("满意率"): GUESSED},
    absent_tables={"下属": NotApplicable(("table:下属",), "没有下属单位")},
)


def blocks(text: str) -> tuple:
    found = read_text_form(text)
    assert isinstance(found, tuple), found
    return found


NARRATIVES = {
    chapter("概况"): blocks(
        "本局有{{人数}}，年初预算{{年初数}}万元。\n# 职责\n1. 防汛。\n2. 供水。\n再说一句。\n1. 重新数。\n- 另一种。"
    ),
    cell("成效", "g1", "内容"): blocks("全年无险情。"),
    cell("成效", "g2", "内容"): blocks("1. 完成改造。\n2. 通过验收。"),
}


def only(*conditions: Formula) -> Any:
    """A test for conditions that says yes to all but these."""
    return lambda condition: condition not in conditions


def source(**changes: Any) -> Source:
    """The sample filing, with changes to its Source."""
    made = Source(
        DOCUMENT,
        SHEET,
        ANSWERS,
        "示例县水务局",
        date(2031, 3, 9),
        NARRATIVES,
        number="示例2031-0007",
        holds=only(FALSE),
    )
    return replace(made, **changes)


def outlined(*chapters: Chapter, **changes: Any) -> Source:
    """The sample filing under another outline."""
    return source(document=replace(DOCUMENT, outline=chapters), **changes)


def told(text: str, **changes: Any) -> Source:
    """The sample filing with one chapter that says `text`, typed as words."""
    parts = (ChapterPart(PartKind.NARRATIVE, "概况"),)
    said = (NarrativeBlock(BlockType.PARAGRAPH, (Words(text),), id="b1"),)
    return outlined(Chapter("所述", 1, parts), narratives={chapter("概况"): said}, **changes)


__all__ = [
    "ANSWERS",
    "CRITERIA",
    "DOCUMENT",
    "FALSE",
    "FIGURES",
    "GUESSED",
    "LINES",
    "PERCENT",
    "POINTS",
    "ROWS",
    "SHEET",
    "TOTALS",
    "TRUE",
    "WAN",
    "blocks",
    "leaf",
    "outlined",
    "source",
    "told",
]
