"""A small rubric of a fictional county, made by hand: no reader needed."""

from decimal import Decimal

from rubrics.scoring.formulas.tree import Formula, Truth
from rubrics.scoring.problems import Severity
from rubrics.scoring.types import (
    Chapter,
    ChapterPart,
    Check,
    CheckForm,
    Criterion,
    Document,
    Field,
    FieldType,
    PartKind,
    Ratio,
    Rounding,
    Table,
)
from rubrics.scoring.units import UNITS, Unit

WAN, YUAN, PERCENT, POINTS = UNITS["万元"], UNITS["元"], UNITS["%"], UNITS["分"]
PEOPLE = Unit("人", "人")
TRUE = Formula("是", Truth(True, 0))
FALSE = Formula("否", Truth(False, 0))


def formula(text: str) -> Formula:
    """A formula of which only the text matters."""
    return Formula(text, Truth(True, 0))


INPUTS = (
    Field("单位名称", FieldType.TEXT),
    Field("经办人", FieldType.TEXT),
    Field("年初数", FieldType.AMOUNT, WAN),
    Field("支出数", FieldType.AMOUNT, WAN),
    Field("人数", FieldType.COUNT, PEOPLE, places=0),
    Field("满意率", FieldType.PERCENT, PERCENT),
    Field("计价", FieldType.CHOICE, options=("元", "万元")),
    Field("概况", FieldType.NARRATIVE),
    Field("补充", FieldType.NARRATIVE, required=False),
)

WORKS = Table(
    "工程",
    (
        Field("名称", FieldType.TEXT),
        Field("预算", FieldType.AMOUNT, WAN),
        Field("支出", FieldType.AMOUNT, WAN),
        Field("备注", FieldType.TEXT, required=False),
    ),
    (Ratio("比率", formula("支出 / 预算"), PERCENT),),
    label="工程支出表",
    unit_from="计价",
    totals=("预算", "支出"),
    row_title="名称",
)
PROGRESS = Table(
    "进度",
    (Field("计划", FieldType.PERCENT, PERCENT), Field("累计", FieldType.AMOUNT, WAN)),
    fixed={"上半年": {"计划": Decimal("0.5")}, "全年": {"计划": Decimal(1)}},
)
GOALS = Table("目标", (Field("标题", FieldType.TEXT),), row_title="标题")
RESULTS = Table("成效", (Field("标题", FieldType.TEXT), Field("内容", FieldType.NARRATIVE)), row_title="标题")
UNITS_BELOW = Table("下属", (Field("名称", FieldType.TEXT), Field("人数", FieldType.COUNT, PEOPLE)))


def leaf(name: str, points: str, level: int, wording: str = "") -> Criterion:
    return Criterion(name, Decimal(points), level, wording=wording or f"{name}的评分标准。")


CRITERIA = (
    Criterion(
        "决策",
        Decimal(30),
        1,
        (
            Criterion(
                "编制",
                Decimal(30),
                2,
                (leaf("合理", "20", 3, "1.符合职责（10分）；2.分配合理（10分）。"), leaf("规范", "10", 3)),
            ),
        ),
    ),
    Criterion(
        "绩效",
        Decimal(70),
        1,
        (
            Criterion("产出", Decimal(40), 2, (leaf("数量", "25", 3), leaf("质量", "15", 3))),
            leaf("效果", "30", 2),
        ),
    ),
)

OUTLINE = (
    Chapter(
        "基本情况",
        1,
        (),
        (
            Chapter(
                "概况", 2, (ChapterPart(PartKind.NARRATIVE, "概况"), ChapterPart(PartKind.NARRATIVE, "补充"))
            ),
            Chapter(
                "{{年度}}年预算",
                2,
                (
                    ChapterPart(
                        PartKind.TEXT,
                        "年初{{年初数}}万元，支出{{支出数}}，执行率{{执行率}}，满意率{{满意率}}。",
                    ),
                    ChapterPart(
                        PartKind.TABLE, "工程", ("名称", "预算", "支出", "比率"), "{{年度}}年工程支出表"
                    ),
                    ChapterPart(PartKind.TABLE, "进度"),
                    ChapterPart(PartKind.TEXT, "这一段不印。", when=FALSE),
                ),
            ),
            Chapter("也不印", 2, (ChapterPart(PartKind.TEXT, "不印。", when=FALSE),)),
        ),
    ),
    Chapter(
        "履职",
        1,
        (),
        (
            Chapter("目标", 2, (ChapterPart(PartKind.TABLE, "目标", ("标题",)),)),
            Chapter("成效", 2, (ChapterPart(PartKind.TABLE, "成效", ("标题", "内容")),)),
            Chapter("下属单位", 2, (ChapterPart(PartKind.TABLE, "下属"),)),
        ),
    ),
    Chapter(
        "评分",
        1,
        (
            ChapterPart(
                PartKind.TEXT,
                "自评得{{得分.合计}}，等级为{{等级}}，其中“合理”{{得分.合理}}（满分{{分值.合理}}）。",
            ),
            ChapterPart(PartKind.SCORES, "全部", caption="自评表"),
        ),
    ),
    Chapter("附：核对", 1, (ChapterPart(PartKind.CHECKS, "全部"),), numbered=False),
)

DOCUMENT = Document(
    title="示例县部门整体支出绩效自评",
    year=2030,
    version=1,
    reference="示例",
    subject="部门",
    total=Decimal(100),
    grades=(),
    rounding=Rounding(),
    nouns=("人",),
    levels=("一级指标", "二级指标", "三级指标"),
    inputs=INPUTS,
    tables=(WORKS, PROGRESS, GOALS, RESULTS, UNITS_BELOW),
    ratios=(Ratio("执行率", formula("支出数 / 年初数"), PERCENT),),
    criteria=CRITERIA,
    checks=(Check("超支", "K04", CheckForm.HOLDS, Severity.EXPLAIN, "", title="支出不超过预算"),),
    stages=(),
    outline=OUTLINE,
    examples=(),
    report_title="{{年度}}年度自评报告",
    cover=("单位（公章）：{{单位名称}}", "经办人：{{经办人}}"),
)
