"""The tags of the page writer's kit, as the HTML they give."""

import re
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from evaluations.models import Comment, Job
from evaluations.workflow import State
from portal import looks
from rubrics.models import RubricVersion
from rubrics.scoring.problems import Severity
from rubrics.scoring.results import Outcome


def render(source: str, **context: Any) -> str:
    """The HTML of a template that loads the kit, white space between tags taken out."""
    request = context.get("request")
    known = RequestContext(request, context) if isinstance(request, HttpRequest) else Context(context)
    html = Template("{% load portal_ui %}" + source).render(known)
    return re.sub(r"\s*\n\s*", "", html).strip()


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ('{% icon "lock-fill" %}', '<i class="bi bi-lock-fill" aria-hidden="true"></i>'),
        ('{% mark "plain" "甲" %}', '<span class="st st-dash">甲</span>'),
        (
            '{% mark "late" "逾期 13 天" %}',
            '<span class="st st-late"><i class="bi bi-clock" aria-hidden="true"></i>逾期 13 天</span>',
        ),
        ('{% badge "pass" "优" %}', '<span class="st st-pass">优</span>'),
        (
            '{% comment_badge "mend_further" %}',
            '<span class="st st-back"><i class="bi bi-arrow-repeat" aria-hidden="true"></i>继续整改</span>',
        ),
        ('{% chip "323 起" %}', '<span class="chip">323 起</span>'),
        ('{% chip "7%" "率" %}', '<span class="chip">7%<small>率</small></span>'),
        ('{% pin 3 "done" %}', '<span class="pin done">3</span>'),
        (
            '{% pin 3 "open" "#c3" %}',
            '<a class="pin" href="#c3" aria-label="审核意见 3">3</a>',
        ),
        (
            '{% points_bar 5 6 "甲" %}',
            '<progress class="bar" max="100" value="83" aria-label="甲得分率">83%</progress>',
        ),
        (
            '{% points_bar 0 6 "甲" %}',
            '<progress class="bar bar-ask" max="100" value="0" aria-label="甲得分率">0%</progress>',
        ),
        ('{{ "1234.5"|amount }} {{ ""|percent }} {{ 3|circled }}', "1,234.50 — ③"),
    ],
)
def test_mark_of_one_line_is(source: str, html: str) -> None:
    assert render(source) == html


def test_state_badge_speaks_to_filer_and_bureau() -> None:
    said = render('{% state_badge s %}{% state_badge s audience="bureau" %}', s=State.SUBMITTED)
    assert said == (
        '<span class="st st-wait"><i class="bi bi-inbox" aria-hidden="true"></i>已提交，待受理</span>'
        '<span class="st st-wait"><i class="bi bi-inbox" aria-hidden="true"></i>待受理</span>'
    )


@pytest.mark.parametrize("state", list(State))
def test_state_badge_of_every_state_has_a_picture_and_a_word(state: State) -> None:
    assert re.fullmatch(
        r'<span class="st st-\w+"><i class="bi bi-[\w-]+" [^>]*></i>[^<]+</span>',
        render("{% state_badge s %}", s=state),
    )


@pytest.mark.parametrize("severity", list(Severity))
def test_severity_of_every_kind_says_its_word(severity: Severity) -> None:
    assert re.fullmatch(
        rf'<span class="sev sev-\w+"><i class="bi [^>]*></i>{severity}</span>',
        render("{% severity s %}", s=severity),
    )


@pytest.mark.parametrize("outcome", list(Outcome))
def test_outcome_of_every_kind_says_its_word(outcome: Outcome) -> None:
    assert re.fullmatch(
        rf'<span class="sev sev-\w+"><i class="bi [^>]*></i>{outcome}</span>',
        render("{% outcome o %}", o=outcome),
    )


def test_every_stored_state_has_its_own_look() -> None:
    tables = [(Comment.State, looks.COMMENTS), (Job.State, looks.JOBS), (RubricVersion.State, looks.VERSIONS)]
    assert [set(states.values) - set(table) for states, table in tables] == [set(), set(), set()]


def test_word_that_no_table_knows_is_shown_and_escaped() -> None:
    assert render("{% severity s %}", s="<b>") == '<span class="sev sev-none">&lt;b&gt;</span>'


def test_note_with_title_and_code_has_them_on_one_line() -> None:
    html = render(
        '{% note "ask" title="两数可能填反" code="勾稽 14" id="k" %}<p>{{ x }}</p>{% endnote %}', x="<i>"
    )
    assert html == (
        '<div class="note note-ask" id="k"><div class="row-flex"><span class="sev sev-ask">'
        '<i class="bi bi-exclamation-triangle-fill" aria-hidden="true"></i>需说明</span>'
        '<span class="strong">两数可能填反</span><span class="muted small push">勾稽 14</span></div>'
        "<p>&lt;i&gt;</p></div>"
    )


def test_note_without_word_has_only_its_content() -> None:
    assert render('{% note "plain" %}甲{% endnote %}') == '<div class="note note-plain">甲</div>'


def test_calc_is_no_box() -> None:
    assert render('{% calc "比率" "97.35%" %}') == (
        '<div><p class="form-label">比率<span class="opt">系统计算</span></p>'
        '<div class="calc"><i class="bi bi-calculator" aria-hidden="true"></i>97.35%</div></div>'
    )


def test_check_row_without_facts_and_explanation_ends_with_its_link() -> None:
    check = {"code": "勾稽 8", "severity": Severity.BLOCK, "place": "甲", "text": "乙", "url": "/x"}
    assert render("{% check_row check %}", check=check) == (
        '<div class="check"><span><span class="sev sev-block">'
        '<i class="bi bi-x-octagon-fill" aria-hidden="true"></i>阻断</span><br>'
        '<span class="code">勾稽 8</span></span><p><b>【甲】</b>乙</p>'
        '<span class="num"><a href="/x">去修改</a></span></div>'
    )


def test_job_bar_asks_again_only_while_the_work_goes_on() -> None:
    job = {"title": "报告", "state": "running", "done": 1, "total": 2, "url": "/job/1"}
    assert 'hx-get="/job/1" hx-trigger="every 2s"' in render("{% job_bar job %}", job=job)
    assert "hx-get" not in render("{% job_bar job %}", job=job | {"state": "done"})


def test_pager_keeps_the_other_parameters_of_the_address(rf: RequestFactory) -> None:
    page = Paginator(range(50), 20).page(2)
    html = render("{% pager page %}", page=page, request=rf.get("/log?who=甲&page=2"))
    assert re.findall(r'href="([^"]+)"', html) == [
        "?who=%E7%94%B2&amp;page=1",
        "?who=%E7%94%B2&amp;page=1",
        "?who=%E7%94%B2&amp;page=3",
        "?who=%E7%94%B2&amp;page=3",
    ]


def test_number_line_says_the_picture_in_words() -> None:
    bands = [
        {"start": None, "end": "0.05", "end_closed": False, "points": 1},
        {"start": "0.05", "start_closed": True, "end": "0.1", "end_closed": True, "points": "0.5"},
        {"start": "0.1", "start_closed": False, "end": None, "points": 0},
    ]
    html = render('{% number_line bands "0.2857" "本部门" %}', bands=bands)
    assert re.findall(r'aria-label="([^"]+)"', html) == [
        "数轴：低于 5% 得 1 分；不低于 5%、不高于 10% 得 0.5 分；高于 10% 得 0 分；本部门 28.57%"
    ]
    assert re.findall(r'<circle class="(\w+)" cx="([\d.]+)" cy="50"', html) == [
        ("oc", "128.6"),
        ("cc", "217.2"),
    ]


class FilingForm(forms.Form):
    amount = forms.CharField(label="金额", help_text="取合计", widget=forms.TextInput({"data-num": ""}))
    amount_na = forms.BooleanField(label="无此事项", required=False)
    amount_reason = forms.CharField(label="原因", required=False)
    pick = forms.ChoiceField(
        label="选", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect, required=False
    )


def test_field_has_label_mark_source_unit_and_help_around_its_box() -> None:
    form = FilingForm(initial={"amount": "1.00"})
    form.fields["amount"].unit, form.fields["amount"].source = "万元", "批复"
    assert render("{% field form.amount %}", form=form) == (
        '<div class="field" id="div_id_amount"><label class="form-label d-block" for="id_amount">金额'
        '<span class="req">必填</span><span class="src">批复</span></label>'
        '<div class="input-group"><input type="text" name="amount" value="1.00" data-num="" class="form-control" '
        'aria-describedby="id_amount_helptext" required id="id_amount"><span class="input-group-text">万元</span></div>'
        '<p class="form-text" id="id_amount_helptext">取合计</p></div>'
    )


def test_field_with_error_keeps_what_was_typed_and_names_the_error_first() -> None:
    form = FilingForm({"amount": ""})
    html = render("{% field form.amount %}", form=form)
    assert 'class="form-control is-invalid" aria-describedby="id_amount_error id_amount_helptext"' in html
    assert '<p class="field-msg err" id="id_amount_error">' in html


def test_field_with_reason_for_absence_is_open_when_ticked() -> None:
    source = "{% field form.amount na=form.amount_na reason=form.amount_reason %}"
    opened = render(source, form=FilingForm(initial={"amount_na": True, "amount_reason": "本年没有"}))
    assert '<details class="why na" open>' in opened
    assert 'value="本年没有"' in opened
    assert '<details class="why na">' in render(source, form=FilingForm())


def test_field_by_crispy_is_the_same_field() -> None:
    by_crispy = render("{% load crispy_forms_filters %}{{ form.amount|as_crispy_field }}", form=FilingForm())
    assert by_crispy == render("{% field form.amount %}", form=FilingForm())


def test_every_id_that_describes_a_box_exists() -> None:
    form = FilingForm({"amount": "", "amount_na": "on"})
    form.fields["amount"].warning, form.fields["amount"].locked = "请核对", "由他处带入"
    html = render("{% field form.amount na=form.amount_na reason=form.amount_reason %}", form=form)
    named = {name for names in re.findall(r'aria-describedby="([^"]+)"', html) for name in names.split()}
    assert named - set(re.findall(r' id="([^"]+)"', html)) == set()


def test_choices_are_a_group_with_a_legend() -> None:
    html = render("{% field form.pick %}", form=FilingForm(initial={"pick": "b"}))
    assert '<legend class="form-label">选<span class="opt">选填</span></legend>' in html
    assert 'value="b" id="id_pick_1" checked' in html


def test_cell_with_error_is_framed_and_described() -> None:
    html = render('{% cell form.amount "第 1 行 金额" %}', form=FilingForm({"amount": ""}))
    assert html.startswith(
        '<td class="in bad"><input type="text" name="amount" data-num="" class="cell" '
        'aria-label="第 1 行 金额" aria-describedby="id_amount_error"'
    )
    assert html.endswith('<span class="cell-msg" id="id_amount_error">这个字段是必填项。</span></td>')
