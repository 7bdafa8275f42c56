"""Invented contents of the page 样张, one of everything. Nothing here stands in any rubric."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms

MORNING = datetime(2026, 3, 18, 2, 32, 5, tzinfo=UTC)
NUMBER = {"data-num": "", "inputmode": "decimal"}


@dataclass(frozen=True, slots=True)
class Preset:
    text: str
    same: bool
    difference: str = ""


class SampleForm(forms.Form):
    """Every state of a field; texts around the box are plain attributes of the field."""

    plain = forms.CharField(label="甲项金额", initial="8,666.95", widget=forms.TextInput(NUMBER))
    empty = forms.CharField(label="乙项金额", required=False, widget=forms.TextInput(NUMBER))
    same = forms.CharField(label="丙项金额", initial="9,397.62", widget=forms.TextInput(NUMBER))
    differs = forms.CharField(label="丁项金额", initial="1,791.71", widget=forms.TextInput(NUMBER))
    wrong = forms.CharField(label="甲类人数", initial="六十", widget=forms.TextInput(NUMBER))
    locked = forms.CharField(label="部门名称", initial="示例一局", required=False)
    absent = forms.CharField(label="戊项金额", required=False, widget=forms.TextInput(NUMBER))
    absent_na = forms.BooleanField(label="本部门无此事项", required=False, initial=True)
    absent_reason = forms.CharField(label="原因", required=False, initial="本年没有这类任务")
    choice = forms.ChoiceField(
        label="公开情况",
        choices=[("a", "按时公开"), ("b", "迟于期限"), ("c", "没有公开")],
        widget=forms.RadioSelect,
        initial="a",
    )
    listed = forms.ChoiceField(label="部门类别", choices=[("", "请选择"), ("a", "行政"), ("b", "事业")])
    ticked = forms.BooleanField(label="以上内容经本人核对，真实、完整", required=False)
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea({"rows": 2}))
    file = forms.FileField(label="扫描件", required=False)
    unit = forms.ChoiceField(
        label="金额单位", choices=[("元", "元"), ("万元", "万元")], widget=forms.RadioSelect, initial="元"
    )
    cell = forms.CharField(initial="800,000.00", widget=forms.TextInput(NUMBER))
    cell_bad = forms.CharField(initial="50万", widget=forms.TextInput(NUMBER))
    cell_ask = forms.ChoiceField(choices=[("", "未填"), ("是", "是"), ("否", "否")])
    explanation = forms.CharField(label="情况说明", widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, texts in SAMPLE_TEXTS.items():
            for attribute, text in texts.items():
                setattr(self.fields[name], attribute, text)

    @classmethod
    def with_errors(cls) -> "SampleForm":
        """The form after a save that failed in two places."""
        form = cls()
        form._errors = forms.utils.ErrorDict(  # type: ignore[attr-defined]
            wrong=form.error_class(["不是数字。请用阿拉伯数字填写，例如 60"], field_id="id_wrong"),
            cell_bad=form.error_class(["请写成 500000.00"], field_id="id_cell_bad"),
        )
        return form


SAMPLE_TEXTS: dict[str, dict[str, Any]] = {
    "plain": {
        "unit": "万元",
        "source": "批复",
        "help_text": "取批复表的合计",
        "mistakes": "填成元；把上年数当成今年数。",
    },
    "empty": {"unit": "万元", "source": "指标文"},
    "same": {"unit": "万元", "source": "调整", "preset": Preset("财政数 9,397.62", True)},
    "differs": {
        "unit": "万元",
        "preset": Preset("财政数 1,973.09", False, "少 181.38"),
        "warning": "与财政数不同，请核对或说明",
    },
    "wrong": {"unit": "人", "source": "编制"},
    "locked": {"locked": "由财政局维护"},
    "absent": {"unit": "万元"},
    "cell_ask": {"warning": "请选“是”或“否”"},
    "explanation": {"mark": "必填，不少于 10 字"},
}

STAGES = [
    {"number": number, "title": title, "url": "#rail", "status": status, "word": word}
    for number, title, status, word in (
        (1, "甲页", "done", "已填完 · 28 项"),
        (2, "乙页", "ask", "有问题 · 需说明 3"),
        (3, "丙页", "bad", "有问题 · 阻断 2"),
        (4, "丁页", "back", "被退回 · 1 条"),
        (5, "戊页", "doing", "填写中 · 5 / 12 项"),
        (6, "己页", "todo", ""),
    )
]

CHECK = {
    "id": "check-1",
    "code": "勾稽 14",
    "severity": "需说明",
    "place": "丁项",
    "text": "实际数大于计划数，两数可能填反。请先核对；确属超计划的，请说明批准依据。",
    "facts": [("互换后", "90.81%，得 1.82 分"), ("财政数", "1,973.09")],
    "url": "#fields",
}

PROBLEMS = [
    {"severity": "阻断", "text": "第 14 行没有选“是”或“否”", "url": "#sheet", "note": ""},
    {"severity": "需说明", "text": "两数可能填反", "url": "#fields", "note": "失 2.00 分；互换后失 0.18 分"},
    {"severity": "提示", "text": "数据只到 10 月", "url": "", "note": "请更新到年末"},
]

EVENTS = [
    {"title": "整改中", "detail": "已答复 1 / 5 条", "actor": "示例填报人", "at": MORNING, "current": True},
    {
        "title": "退回整改（第 1 次）",
        "detail": "5 条",
        "actor": "示例审核人",
        "at": MORNING,
        "current": False,
    },
]

JOBS = [
    {
        "title": "批量生成报告",
        "state": "running",
        "done": 31,
        "total": 58,
        "message": "约还需 2 分钟，可以离开本页。",
    },
    {"title": "批量生成报告", "state": "done", "done": 58, "total": 58, "message": "", "result_url": "#jobs"},
    {
        "title": "导入",
        "state": "partly",
        "done": 57,
        "total": 60,
        "message": "",
        "result_url": "#jobs",
        "result_label": "下载标出问题的表",
    },
    {
        "title": "生成报告",
        "state": "failed",
        "done": 0,
        "total": 0,
        "message": "字体没有装好，请联系系统管理员。",
    },
]

BANDS = [
    {"start": None, "end": Decimal("0.05"), "end_closed": False, "points": 1},
    {
        "start": Decimal("0.05"),
        "start_closed": True,
        "end": Decimal("0.10"),
        "end_closed": True,
        "points": Decimal("0.5"),
    },
    {"start": Decimal("0.10"), "start_closed": False, "end": None, "points": 0},
]
RATIO = Fraction(24, 84)

MINE = {"text": "60 人", "who": "", "at": MORNING}
THEIRS = {"text": "61 人", "who": "示例填报人二", "at": MORNING}
RECEIPT = [("部门", "示例一局"), ("报送", "第 2 次，2026-04-12 15:02:41"), ("自评得分", "95.68")]
FILES = [
    {"name": "进度截图（四张）.pdf", "url": "#marks", "pages": "第 3 页"},
    {"name": "执行表.xlsx", "url": "", "pages": ""},
]
