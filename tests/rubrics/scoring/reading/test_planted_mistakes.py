"""Mistakes planted one by one: each is found, at its path and on its line."""

import pytest

from rubrics.scoring.problems import Severity

from .small import TEXT, plant, small

PLANTED = [
    ("year: 2030", "yaer: 2030", "yaer", 3, "这里没有“yaer”这一项"),
    ("year: 2030", "year: 二〇三〇", "year", 3, "“二〇三〇”不是 1990 到 2199 的整数"),
    ("subject: 部门\n", "subject: 单位\n", "subject", 6, "没有“单位”这种写法"),
    ("total: 100", "total: 99", "cap.bands.≥ 80%", 12, "100 大于这一项的分值 99"),
    ("良: ≥ 80", "良: ≥ 95", "grades", 11, "“≥ 95”这一档永远轮不到"),
    (", 差: 其余}", "}", "grades", 11, "缺少 其余"),
    ("mode: half_up", "mode: half_even", "rounding.mode", 13, "没有“half_even”这种写法"),
    ("units: [人, 个, 次]", "units: [人, 个, 元]", "units[3]", 14, "“元”已是内置的单位"),
    ("编外上限: 10%", "编外上限: 百分之十", "constants.编外上限", 17, "这里要写一个数"),
    ("在编人数: count", "在编人数: cuont", "inputs.人员.在编人数", 35, "没有“cuont”这种写法"),
    (
        "    年初预算数: amount",
        "    年初 预算数: amount",
        "inputs.预算.年初 预算数",
        26,
        "“年初 预算数”不能作名称",
    ),
    (
        "    年初预算数: amount",
        "    调整预算额: amount",
        "inputs.预算.调整预算额",
        26,
        "“调整预算额”不在任何阶段里，没有地方填",
    ),
    (
        "    编外人数: count",
        "    公开日期: count",
        "inputs.公开.公开日期",
        40,
        "“公开日期”用了两次（第一次在第 36 行）",
    ),
    (
        "{type: count, unit: 个}",
        "{type: count, unit: 名}",
        "inputs.人员.未完成任务数.unit",
        37,
        "没有单位“名”",
    ),
    (
        "满意度: {type: percent, max: 100%}",
        "满意度: {type: percent, options: [甲, 乙]}",
        "inputs.公开.满意度.options",
        42,
        "percent 不用 options",
    ),
    (
        "公开方式: {type: choice, options: [按规定, 不合要求, 未公开]}",
        "公开方式: {type: choice}",
        "inputs.公开.公开方式.type",
        41,
        "choice 至少要有两个 options",
    ),
    (
        "required: 非 是否涉密",
        "required: 是否涉蜜",
        "inputs.公开.公开日期.required",
        40,
        "没有叫“是否涉蜜”的数",
    ),
    (
        "max_length: 2000}",
        "maxlength: 2000}",
        "inputs.文字.存在问题说明.maxlength",
        44,
        "这里没有“maxlength”这一项",
    ),
    (
        "max_length: 2000}",
        "max_length: -3}",
        "inputs.文字.存在问题说明.max_length",
        44,
        "“-3”不是 1 到 50000 的整数",
    ),
    ("全年: {序时进度: 100%}", "全年: {}", "tables.季度.rows.全年", 47, "“全年”缺少常数“序时进度”"),
    (
        "unit_from: 金额单位",
        "unit_from: 公开方式",
        "tables.项目.unit_from",
        55,
        "“公开方式”的 options 不都是金额单位",
    ),
    ("row_title: 名称", "row_title: 项目名称", "tables.项目.row_title", 56, "没有叫“项目名称”的列"),
    ("totals: [预算, 支出]", "totals: [预算, 执行数]", "tables.项目.totals[2]", 57, "没有叫“执行数”的列"),
    (
        "rows_from: 项目.名称",
        "rows_from: 项目.标题",
        "tables.项目总结.rows_from",
        67,
        "没有叫“项目.标题”的列",
    ),
    (
        "formula: 支出 / 预算, unit: '%'",
        "formula: 支出 + 按期完成, unit: '%'",
        "tables.项目.formulas.执行率.formula",
        65,
        "“是否”不能加减",
    ),
    (
        "formula: 支出 / 预算, unit: '%'",
        "formula: 支出 / 预算, unit: 万元",
        "tables.项目.formulas.执行率.unit",
        65,
        "公式给出的是纯数，单位不能是“万元”",
    ),
    (
        "预算执行率: {formula: 财政拨款支出 / 调整预算数",
        "预算执行率: {formula: 财政拨款支出 / 调整预算",
        "ratios.预算执行率.formula",
        71,
        "没有叫“调整预算”的数",
    ),
    (
        "政府采购执行率: 实际采购金额 / 采购计划金额",
        "政府采购执行率: 实际采购金额 / 在编人数 + 1 万元",
        "ratios.政府采购执行率",
        72,
        "“金额/人”和“金额”不能相加减或比较",
    ),
    (
        "编外人员控制率: 编外人数 / (在编人数 + 编外人数)",
        "编外人员控制率: 编外人员控制率 / (在编人数 + 编外人数)",
        "ratios.编外人员控制率",
        73,
        "公式互相引用，算不出来：编外人员控制率 → 编外人员控制率",
    ),
    (
        "编外人员控制率: 编外人数 / (在编人数 + 编外人数)",
        "编外人员控制率: 编外人数 / (在编人数 + 编外人数",
        "ratios.编外人员控制率",
        73,
        "括号没有收尾",
    ),
    (
        "编外人员控制率: 编外人数 / (在编人数 + 编外人数)",
        "编外人员控制率: 编外人数 / (在编人数 + 财政拨款支出)",
        "ratios.编外人员控制率",
        73,
        "“人”和“金额”不能相加减或比较",
    ),
    (
        "编外人员控制率: 编外人数 / (在编人数 + 编外人数)",
        "编外人员控制率: 得分.合计 / 100 分",
        "ratios.编外人员控制率",
        73,
        "这里不能用“得分.合计”",
    ),
    (
        "  部门管理:\n    points: 60",
        "  部门管理:\n    points: 61",
        "criteria",
        75,
        "下级分值合计 101（61 + 40），不等于总分 100",
    ),
    (
        "预算执行: {points: 10,",
        "预算执行: {points: 9,",
        "criteria.部门管理.parts",
        78,
        "下级分值合计 59（9 + 5 + 5 + 5 + 5 + 8 + 6 + 6 + …），不等于本级分值 60",
    ),
    (
        "rule: {kind: ratio, value: 预算执行率}, wording",
        "rule: {kind: ratios, value: 预算执行率}, wording",
        "criteria.部门管理.parts.预算执行.rule.kind",
        79,
        "没有“ratios”这种写法",
    ),
    (
        "rule: {kind: ratio, value: 预算执行率}, wording",
        "rule: {kind: ratio, valeu: 预算执行率}, wording",
        "criteria.部门管理.parts.预算执行.rule",
        79,
        "缺少 value",
    ),
    (
        "rule: {kind: ratio, value: 预算执行率}, wording",
        "rule: {kind: ratio, value: 财政拨款支出}, wording",
        "criteria.部门管理.parts.预算执行.rule.value",
        79,
        "这里要写纯数，公式给出的是金额",
    ),
    (
        "rule: {kind: ratio, value: 预算执行率}, wording",
        "wording",
        "criteria.部门管理.parts.预算执行",
        79,
        "既没有 parts 也没有 rule",
    ),
    (
        "veto: {超过计划: 政府采购执行率 > 100%}",
        "veto: {超过计划: 政府采购执行率 > 100}",
        "criteria.部门管理.parts.政府采购执行率.veto.超过计划",
        80,
        "100 缺单位：想写 100% 吗",
    ),
    (
        "veto: {超过计划: 政府采购执行率 > 100%}",
        "veto: {超过计划: 政府采购执行率}",
        "criteria.部门管理.parts.政府采购执行率.veto.超过计划",
        80,
        "这里要写条件（是或否），公式给出的是纯数",
    ),
    (
        "veto: {超过计划: 政府采购执行率 > 100%}, na: {gives: full}",
        "veto: {超过计划: 政府采购执行率 > 100%}, na: {gives: 满分}",
        "criteria.部门管理.parts.政府采购执行率.na.gives",
        80,
        "没有“满分”这种写法",
    ),
    (
        "bands: {< 5%: 5, ≤ 10%: 2.5, 其余: 0}",
        "bands: {< 5%: 5, ≤ 3%: 2.5, 其余: 0}",
        "criteria.部门管理.parts.编外人员控制率.rule.bands.≤ 3%",
        81,
        "“≤ 3%”这一档永远轮不到",
    ),
    (
        "bands: {< 5%: 5, ≤ 10%: 2.5, 其余: 0}",
        "bands: {< 5%: 5, ≤ 10: 2.5, 其余: 0}",
        "criteria.部门管理.parts.编外人员控制率.rule.bands.≤ 10",
        81,
        "这里要写纯数，公式给出的是无单位数",
    ),
    (
        "bands: {< 5%: 5, ≤ 10%: 2.5, 其余: 0}",
        "bands: {< 5%: 5, ≤ 10%: 2.5}",
        "criteria.部门管理.parts.编外人员控制率.rule.bands",
        81,
        "缺少 其余",
    ),
    (
        "bands: {< 5%: 5, ≤ 10%: 2.5, 其余: 0}",
        "bands: {< 5%: 4, ≤ 10%: 2.5, 其余: 0}",
        "criteria.部门管理.parts.编外人员控制率.rule.bands",
        81,
        "最高只能得 4，分值却是 5",
    ),
    (
        "bands: {< 5%: 5, ≤ 10%: 2.5, 其余: 0}",
        "bands: {< 5%: 6, ≤ 10%: 2.5, 其余: 0}",
        "criteria.部门管理.parts.编外人员控制率.rule.bands",
        81,
        "最高只能得 6，分值却是 5",
    ),
    (
        "bands: {< 5%: 5, ≤ 10%: 2.5, 其余: 0}",
        "bands: {< 5%: 5, ≥ 10%: 2.5, 其余: 0}",
        "criteria.部门管理.parts.编外人员控制率.rule.bands",
        81,
        "分档里 ≥ 和 ≤ 混用",
    ),
    (
        "bands: {< 5%: 5, ≤ 10%: 2.5, 其余: 0}",
        "bands: {5%以下: 5, ≤ 10%: 2.5, 其余: 0}",
        "criteria.部门管理.parts.编外人员控制率.rule.bands",
        81,
        "最高只能得 2.5，分值却是 5",
    ),
    (
        "公开日期 ≤ 批复日期 + 20 天: 5",
        "公开日期 ≤ 批复日期 + 20: 5",
        "criteria.部门管理.parts.信息公开.rule.cases.公开日期 ≤ 批复日期 + 20",
        85,
        "20 缺单位：想写 20 天 吗",
    ),
    (
        "from: 公开方式, options: {按规定: 5, 不合要求: 3, 未公开: 0}",
        "from: 公开方式, options: {按规定: 5, 不合要求: 3, 没公开: 0}",
        "criteria.部门管理.parts.公开方式.rule.from",
        86,
        "选项与“公开方式”的 options 不一致",
    ),
    (
        "count: 未完成任务数, each: 4",
        "count: 财政拨款支出, each: 4",
        "criteria.部门管理.parts.重点任务.rule.count",
        87,
        "要写次数，公式给出的是金额",
    ),
    (
        "count: 未完成任务数, each: 4",
        "count: 未完成任务数, each: 0",
        "criteria.部门管理.parts.重点任务.rule.each",
        87,
        "每次扣 0 分等于不扣",
    ),
    (
        "full: ± 10%, each: 5%, lose: 1, partial: whole",
        "full: ± 10%, each: 5%, lose: 1",
        "criteria.部门管理.parts.预算调整.rule",
        88,
        "缺少 partial",
    ),
    (
        "full: ± 10%, each: 5%, lose: 1, partial: whole",
        "full: ± 10%, each: 5 万元, lose: 1, partial: whole",
        "criteria.部门管理.parts.预算调整.rule.each",
        88,
        "这里要写纯数，公式给出的是金额",
    ),
    (
        "full: ± 10%, each: 5%, lose: 1, partial: whole",
        "full: ± 10%, each: 5%, lose: 1, partial: half",
        "criteria.部门管理.parts.预算调整.rule.partial",
        88,
        "没有“half”这种写法",
    ),
    (
        "有制度: 5, 有执行",
        "有制度: 4, 有执行",
        "criteria.部门管理.parts.制度.rule.items",
        93,
        "各项分值合计 9，不等于 10",
    ),
    (
        "when: 在编人数 > 0 人",
        "when: 在编人数 > 0 人, judged: 是",
        "criteria.部门管理.parts.制度.rule.items.有执行.judged",
        93,
        "when 和 judged 只能写一个",
    ),
    (
        "planned: 数量(项目)}",
        "planned: 财政拨款支出}",
        "criteria.部门绩效.parts.项目及时.rule.planned",
        97,
        "这里要写件数，公式给出的是金额",
    ),
    (
        "sign: ≥, target: 95%",
        "sign: ≤, target: 95%",
        "criteria.部门绩效.parts.满意度.rule.sign",
        98,
        "符号 ≤ 要写 reverse",
    ),
    (
        "好: 80%~100%, 中: 60%~80%, 差: 0%~60%",
        "好: 80%~100%, 中: 60%~75%, 差: 0%~60%",
        "criteria.部门绩效.parts.工作质量.rule.tiers.中",
        99,
        "上限应为 80%",
    ),
    (
        "好: 80%~100%, 中: 60%~80%, 差: 0%~60%",
        "好: 80%~100%, 中: 60%~80%, 差: 10%~60%",
        "criteria.部门绩效.parts.工作质量.rule.tiers",
        99,
        "最低一档到 10% 为止",
    ),
    (
        "groups: {产出: 10, 效益: 5}",
        "groups: {产出: 10, 效益: 6}",
        "criteria.部门绩效.parts.履职指标.rule.groups",
        102,
        "各项分值合计 16，不等于 15",
    ),
    (
        "类: 效益, 符号: ≥",
        "类: 效果, 符号: ≥",
        "criteria.部门绩效.parts.履职指标.rule.given.群众满意度.类",
        102,
        "没有“效果”这种写法",
    ),
    ("over: 130%", "over: 80%", "criteria.部门绩效.parts.履职指标.rule.over", 102, "超额的界限要大于 100%"),
    (
        "holds: 调整预算数 - 年初预算数 = 预算调整金额",
        "hold: 调整预算数 - 年初预算数 = 预算调整金额",
        "checks.调整额",
        104,
        "缺少 holds",
    ),
    (
        "holds: 调整预算数 - 年初预算数 = 预算调整金额",
        "holds: 调整预算数 - 年初预算数",
        "checks.调整额.holds",
        104,
        "这里要写条件（是或否），公式给出的是金额",
    ),
    ("tolerance: 0.01 万元", "tolerance: 0.01", "checks.调整额.tolerance", 104, "容差没有单位"),
    (
        "tolerance: 0.01 万元",
        "tolerance: 1%",
        "checks.调整额.tolerance",
        104,
        "这里要写金额，公式给出的是纯数",
    ),
    ("severity: 阻断", "severity: 阻止", "checks.调整额.severity", 104, "没有“阻止”这种写法"),
    (
        "相差 {{差额}}，应为 {{左|万元}}",
        "相差 {{差别}}，应为 {{左|万元}}",
        "checks.调整额.says",
        104,
        "没有叫“差别”的数",
    ),
    (
        "相差 {{差额}}，应为 {{左|万元}}",
        "相差 {{差额}}，应为 {{左|人}}",
        "checks.调整额.says",
        104,
        "“左”是金额，不能按“人”显示",
    ),
    (
        "相差 {{差额}}，应为 {{左|万元}}",
        "相差 {{差额}}，应为 {{左|万元",
        "checks.调整额.says",
        104,
        "“{{”没有对应的“}}”",
    ),
    (
        "places: [实际采购金额, 政府采购执行率]",
        "places: [实际采购额, 政府采购执行率]",
        "checks.采购.places[1]",
        105,
        "没有叫“实际采购额”的地方",
    ),
    ("hides: [公开及时]", "hides: [公开不及时]", "checks.采购.hides", 105, "没有叫“公开不及时”的另一条勾稽"),
    (
        "each: 项目, holds: 支出 ≤ 预算",
        "each: 工程, holds: 支出 ≤ 预算",
        "checks.项目支出.each",
        106,
        "没有叫“工程”的表",
    ),
    (
        "each: 项目, holds: 支出 ≤ 预算",
        "each: 项目, holds: 支出 ≤ 预算数",
        "checks.项目支出.holds",
        106,
        "没有叫“预算数”的数",
    ),
    (
        "optional: [批复日期, 公开日期]",
        "optional: [批复日, 公开日期]",
        "checks.公开及时.optional",
        108,
        "没有叫“批复日”的字段",
    ),
    (
        "form: unique, table: 项目, columns: [名称]",
        "form: unique, table: 项目, columns: [编码]",
        "checks.项目不重复.columns[1]",
        110,
        "表“项目”里没有叫“编码”的列",
    ),
    (
        "narratives: [存在问题说明, 项目总结.总结]",
        "narratives: [存在问题说明, 项目.名称]",
        "checks.文中数字.narratives[2]",
        111,
        "“项目.名称”不是叙述",
    ),
    (
        "equation: [财政拨款支出, ÷, 调整预算数, =, 预算执行率]",
        "equation: [财政拨款支出, ÷, 调整预算数, =, 执行率]",
        "stages.预算执行.blocks[2].equation[5]",
        119,
        "equation 里的“执行率”不是字段、比率或运算符号",
    ),
    ("公开方式, 满意度]}", "公开方式]}", "inputs.公开.满意度", 42, "“满意度”不在任何阶段里，没有地方填"),
    ("      - {list: 项目总结}\n", "", "tables.项目总结", 66, "表“项目总结”不在任何阶段里，没有地方填"),
    (
        "{scoring: 全部}",
        "{scoring: [部门管理]}",
        "criteria.部门绩效.parts.项目及时",
        97,
        "指标“项目及时”不在任何阶段里",
    ),
    (
        "{fields: [部门名称, 是否涉密], title: 部门}",
        "{fields: [部门名称, 是否涉密, 在编人数], title: 部门}",
        "stages.预算执行.blocks[3].fields[4]",
        120,
        "“在编人数”在 stages 里写了 2 次（基本信息、预算执行）",
    ),
    (
        "columns: [名称, 支出, 执行率], caption",
        "columns: [名称, 支出, 完成率], caption",
        "outline[1].parts[2].columns[3]",
        133,
        "表“项目”里没有叫“完成率”的列",
    ),
    (
        "narrative: 存在问题说明, when",
        "narrative: 存在问题, when",
        "outline[2].narrative",
        134,
        "没有叫“存在问题”的叙述",
    ),
    (
        "执行率{{预算执行率}}。'",
        "执行率{{预算执行}}。'",
        "outline[1].parts[1].text",
        132,
        "没有叫“预算执行”的数",
    ),
    (
        "{name: 编外恰为5%, ratios",
        "{name: 编外恰为5%, base: 满分例, ratios",
        "examples[2].base",
        141,
        "前面没有叫“满分例”的例子",
    ),
    (
        "expect: {编外人员控制率: 2.5}",
        "expect: {编外人员控制: 2.5}",
        "examples[2].expect.编外人员控制",
        141,
        "没有叫“编外人员控制”的指标",
    ),
    (
        "ratios: {编外人员控制率: 5%}",
        "ratios: {编外控制率: 5%}",
        "examples[2].ratios.编外控制率",
        141,
        "没有叫“编外控制率”的比率",
    ),
    (
        "{type: amount, help: 决算数, source: 决算}",
        "{type: amount, help: 决算数, source: 决算, was: 调整预算数}",
        "inputs.预算.财政拨款支出.was",
        28,
        "“调整预算数”还是现在的一个名称",
    ),
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


def test_problems_point_into_the_formula():
    planted = plant("财政拨款支出 / 调整预算数, unit", "财政拨款支出 / 调整预算, unit")
    (problem, *_) = planted.result.problems
    assert (problem.line, problem.column) == (71, TEXT.splitlines()[70].index("调整预算数") + 1)


def test_draft_of_a_document_with_problems_can_be_looked_at():
    planted = plant("severity: 阻断", "severity: 阻止")
    assert planted.result.document is None
    assert planted.result.draft.year == 2030
