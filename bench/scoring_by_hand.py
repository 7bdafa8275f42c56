"""The yardstick of bench/scoring.py: the rules of the 2020 document as a programmer would write them by hand.

Plain Decimal, no explanations; the answers are complete. (Here, and only here, code names the things of a rubric.)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import cast

from rubrics.scoring.results import Answers, Row
from rubrics.scoring.states import Known

CENT, NEAR = Decimal("0.01"), Decimal(1).scaleb(-40)
ZERO, HALF, ONE, TWO, FOUR = Decimal(0), Decimal("0.5"), Decimal(1), Decimal(2), Decimal(4)
CONTEXT = Context(prec=64)
P5, P10, P60, P75, P80, P90, P95 = map(Decimal, ("0.05", "0.1", "0.6", "0.75", "0.8", "0.9", "0.95"))
SCHEDULE = {"一季度": Decimal("0.25"), "二季度": HALF, "三季度": Decimal("0.75"), "四季度": ONE}
DISCLOSED = {"按规定": Decimal("1.5"), "不合要求": ONE, "未公开": ZERO, "涉密": Decimal("1.5")}
GRADES = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"))


def _ticks(line: str, **points: int) -> tuple[tuple[str, Decimal], ...]:
    return tuple((f"line:{line}/{item}", Decimal(number)) for item, number in points.items())


TICKS = {
    "预算合理性": _ticks("预算合理性", 符合职责=1, 合理分配=1, 专项不过大=1, 分类准确=1, 分配不固化=1),
    "绩效指标明确性": _ticks("绩效指标明确性", 分解任务=2, 体现效益=2, 清晰可衡量=1, 可量化=1, 有依据=1),
    "项目实施程序": _ticks("项目实施程序", 设立调整=1, 招投标验收=1),
    "项目监管": _ticks("项目监管", 监控机制=1, 有效监督=1),
    "资产管理安全性": _ticks("资产管理安全性", 账实相符=1, 处置规范=1),
    "管理制度健全性": _ticks("管理制度健全性", 有制度=1, 有执行=1, 一体化=1),
    "群众信访办理情况": _ticks("群众信访办理情况", 回复率=1, 未超期=1),
}
TREE = {
    "预算编制": ("预算合理性", "预算规范性"),
    "目标设置": ("绩效目标完整性", "绩效指标明确性"),
    "部门决策": ("预算编制", "目标设置"),
    "资金管理": ("政府采购执行率", "财务合规性", "预决算信息公开"),
    "项目管理": ("项目实施程序", "项目监管"),
    "资产管理": ("资产管理安全性", "固定资产利用率"),
    "人员管理": ("财政供养人员控制率", "编外人员控制率"),
    "制度管理": ("管理制度健全性",),
    "部门管理": ("资金管理", "项目管理", "资产管理", "人员管理", "制度管理"),
    "经济性": ("公用经费控制率",),
    "效率性": ("预算执行率", "重点工作完成情况", "项目完成及时性"),
    "效果性": ("社会效益、经济效益、生态效益及可持续影响等",),
    "公平性": ("群众信访办理情况", "公众或服务对象满意度"),
    "部门绩效": ("经济性", "效率性", "效果性", "公平性"),
    "合计": ("部门决策", "部门管理", "部门绩效"),
}


@dataclass
class Result:
    scores: dict[str, Decimal]
    totals: dict[str, Decimal]
    grade: str


def rounded(points: Decimal) -> Decimal:
    """Points at two places, a tie away from zero, as the exact fraction would be."""
    return points.quantize(NEAR).quantize(CENT, ROUND_HALF_UP)


def controlled(rate: Decimal) -> Decimal:
    """The three bands of an expense against its budget."""
    settled = rate.quantize(NEAR)
    if settled < P90:
        return Decimal(3)
    return TWO if settled <= ONE else ZERO


def ticked(entries: Mapping[str, Known], line: str) -> Decimal:
    total = ZERO
    for address, points in TICKS[line]:
        if entries[address]:
            total += points
    return total


def utilisation(used: Decimal, whole: Decimal) -> Decimal:
    if not whole and not used:
        return ONE
    rate = (used / whole).quantize(NEAR)
    if rate >= P90:
        return ONE
    if rate >= P75:
        return Decimal("0.7")
    return Decimal("0.4") if rate >= P60 else ZERO


def off_staff(off: Decimal, staff: Decimal) -> Decimal:
    rate = (off / (staff + off)).quantize(NEAR)
    if rate < P5:
        return ONE
    return HALF if rate <= P10 else ZERO


def satisfaction(rate: Decimal) -> Decimal:
    settled = rate.quantize(NEAR)
    if settled >= P95:
        return Decimal(6)
    if settled >= P90:
        return FOUR
    return TWO if settled >= P80 else ONE


def procurement(spent: Decimal, planned: Decimal) -> Decimal:
    if not planned and not spent:
        return TWO
    rate = spent / planned
    return ZERO if rate.quantize(NEAR) > ONE else rate * 2


def execution(rows: Sequence[Row], budget: Decimal) -> Decimal:
    """Four quarters against their schedule, and twice their mean; the row is rounded once."""
    rates = [min(cast(Decimal, row.cells["累计支出"]) / budget / SCHEDULE[row.key], ONE) for row in rows]
    return sum(rates, ZERO) + sum(rates, ZERO) / len(rates) * 2


def on_time(rows: Sequence[Row]) -> Decimal:
    planned = done = 0
    for row in rows:
        if row.cells["计划当年完成"]:
            planned += 1
            done += row.cells["按期完成"] is True
    return Decimal(done) / Decimal(planned) * 6 if planned else Decimal(6)


def public_expense(figures: Mapping[str, Decimal]) -> Decimal:
    spent, budget = figures["三公经费支出"], figures["三公经费预算"]
    first = Decimal(3) if not spent and not budget else controlled(spent / budget)
    return first + controlled(figures["日常公用经费支出"] / figures["日常公用经费调整预算"])


def by_hand(answers: Answers) -> Result:
    """The scores of one complete set of answers."""
    with localcontext(CONTEXT):
        return _by_hand(answers)


def _by_hand(answers: Answers) -> Result:
    figures = cast("Mapping[str, Decimal]", answers.figures)
    entries, rows = answers.entries, answers.rows
    judged = cast("Mapping[str, Decimal]", entries)
    unreported = max(figures["应编报目标数"] - figures["已编报目标数"], ZERO) + figures["不合要求目标数"]
    unfinished = sum(1 for row in rows["重点工作完成"] if row.cells["完成情况"] != "按期完成")
    finance = judged["line:财务合规性/调整规范"] + judged["line:财务合规性/管理规范"]
    published = (
        DISCLOSED[str(answers.figures["部门预算公开"])] + DISCLOSED[str(answers.figures["部门决算公开"])]
    )
    supervised = ticked(entries, "项目监管") if str(entries.get("line:项目监管/佐证", "")).strip() else ZERO
    points = {
        "预算合理性": ticked(entries, "预算合理性"),
        "预算规范性": judged["line:预算规范性/得分"],
        "绩效目标完整性": max(8 - unreported, ZERO),
        "绩效指标明确性": ticked(entries, "绩效指标明确性"),
        "政府采购执行率": procurement(figures["实际采购金额"], figures["采购计划金额"]),
        "财务合规性": ZERO if figures["违规支出"] else finance,
        "预决算信息公开": Decimal(3) if figures["是否涉密"] else published,
        "项目实施程序": ticked(entries, "项目实施程序"),
        "项目监管": supervised,
        "资产管理安全性": ticked(entries, "资产管理安全性"),
        "固定资产利用率": utilisation(figures["在用固定资产"], figures["固定资产总额"]),
        "财政供养人员控制率": ONE
        if (figures["在编人数"] / figures["核定编制数"]).quantize(NEAR) <= ONE
        else ZERO,
        "编外人员控制率": off_staff(figures["编外人数"], figures["在编人数"]),
        "管理制度健全性": ticked(entries, "管理制度健全性"),
        "公用经费控制率": public_expense(figures),
        "预算执行率": execution(rows["季度"], figures["调整预算数"]),
        "重点工作完成情况": max(Decimal(8 - 4 * unfinished), ZERO),
        "项目完成及时性": on_time(rows["项目"]),
        "社会效益、经济效益、生态效益及可持续影响等": judged[
            "line:社会效益、经济效益、生态效益及可持续影响等/得分"
        ],
        "群众信访办理情况": ticked(entries, "群众信访办理情况") + (ONE if figures["有反馈渠道"] else ZERO),
        "公众或服务对象满意度": satisfaction(figures["满意份数"] / figures["有效份数"]),
    }
    scores = {line: rounded(exact) for line, exact in points.items()}
    totals = dict(scores)
    for node, parts in TREE.items():
        totals[node] = sum([totals[part] for part in parts], ZERO)
    total = totals["合计"]
    grade = next((name for bound, name in GRADES if total >= bound), "差")
    return Result(scores, {node: totals[node] for node in TREE}, grade)
