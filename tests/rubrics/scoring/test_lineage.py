"""Two years compared: renamings told once, points and limits with both values, nothing where nothing changed."""

from rubrics.scoring.lineage import ChangeKind, compare, former_names
from rubrics.scoring.reading.document import read_document

from .reading.small import TEXT, small, tree_of

HEADINGS = next(line for line in TEXT.splitlines(keepends=True) if "code: K09" in line)


def changed(*pairs: tuple[str, str]):
    text = TEXT
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    result = read_document(tree_of(text))
    assert result.document is not None, result.problems
    return result.document


def told(*pairs: tuple[str, str]) -> list[str]:
    return [one.says for one in compare(small(), changed(*pairs))]


def test_same_document_has_no_difference():
    assert compare(small(), small()) == ()


def test_renamed_figure_is_told_once_however_often_it_is_used():
    renaming = (
        ("    财政拨款支出: {type: amount,", "    本年支出: {type: amount, was: 财政拨款支出,"),
        ("财政拨款支出 / 调整预算数", "本年支出 / 调整预算数"),
        ("[财政拨款支出, ÷", "[本年支出, ÷"),
        ("{{财政拨款支出}}", "{{本年支出}}"),
        ("fig:财政拨款支出", "fig:本年支出"),
    )
    assert told(*renaming) == ["字段“财政拨款支出”更名为“本年支出”"]
    assert former_names(changed(*renaming))["inputs"] == {"本年支出": "财政拨款支出"}


def test_changed_points_bands_and_limits_are_told_with_both_values():
    assert told(
        ("编外上限: 10%", "编外上限: 8%"),
        ("≤ 10%: 2.5", "≤ 8%: 2"),
        ("预算执行: {points: 10,", "预算执行: {points: 11,"),
        ("重点任务: {points: 8,", "重点任务: {points: 7,"),
    ) == [
        "指标“预算执行”的分值由“10”改为“11”",
        (
            "指标“编外人员控制率”的评分规则由“编外人员控制率 < 5% 5、≤ 10% 2.5、其余 0”"
            "改为“编外人员控制率 < 5% 5、≤ 8% 2、其余 0”"
        ),
        "指标“重点任务”的分值由“8”改为“7”",
        "常数“编外上限”由 10% 改为 8%",
    ]


def test_added_and_removed_things_are_named():
    differences = compare(
        small(),
        changed(
            ("    编外人数: count\n", "    编外人数: count\n    借调人数: {type: count, required: 否}\n"),
            ("在编人数, 编外人数,", "在编人数, 编外人数, 借调人数,"),
            (
                HEADINGS,
                "",
            ),
        ),
    )
    assert [(one.kind, one.says) for one in differences] == [
        (ChangeKind.ADDED, "新增字段“借调人数”"),
        (ChangeKind.REMOVED, "删去勾稽“标题”"),
        (ChangeKind.CHANGED, "阶段“预算执行”的内容增加 借调人数"),
    ]


def test_renamed_column_and_criterion_keep_their_line():
    assert told(
        ("      说明: {type: text,", "      情况说明: {type: text, was: 说明,"),
        ("      工作效果: {points: 5,", "      工作成效: {points: 5, was: 工作效果,"),
    ) == ["表“项目”的列“说明”更名为“情况说明”", "指标“工作效果”更名为“工作成效”"]


def test_long_text_shows_only_what_differs():
    long = (
        "按照本年度部门整体支出绩效自评的要求，本指标得分等于年度预算执行率乘以十分，执行率取决算数除以调整预算数，"
        "超过百分之百的按百分之百计算，低于百分之六十的不得分"
    )
    first = changed(("执行率×10分。", long))
    second = changed(("执行率×10分。", long.replace("百分之六十", "百分之五十")))
    assert [one.says for one in compare(first, second)] == [
        "指标“预算执行”的评分标准由“…计算，低于百分之六十的不得分”改为“…计算，低于百分之五十的不得分”"
    ]


def test_what_may_be_carried_and_when_years_compare_are_told():
    lines = told(
        ("    是否涉密: yes_no", "    是否涉密: {type: yes_no, carry: 是}"),
        ("total: 100\n", "total: 100\ncomparable: 非 是否涉密\n"),
    )
    assert lines == [
        "上年可比的前提由“无”改为“非 是否涉密”",
        "字段“是否涉密”的上年可带入由“否”改为“是”",
    ]


def test_changed_way_of_scoring_is_told_in_words():
    assert told(("预算执行: {points: 10,", "预算执行: {points: 10, mode: reviewed,")) == [
        "指标“预算执行”的计分方式由“系统计算，不能改分”改为“系统计算，审核人可以核定”"
    ]
