"""The page of one filing: document, scores, checks, comments; who sees it; what it costs."""

import re
from decimal import Decimal

import pytest

from evaluations.models import Correction
from evaluations.report.blocks import Note
from evaluations.services import Typed
from evaluations.services.comments import Opinion, add_comment
from evaluations.services.filing import save_fields
from evaluations.services.submission import submit
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import fill
from tests.evaluations.review.conftest import signed_in

pytestmark = pytest.mark.sqlite  # what pages show is the same on both


def review(sent) -> str:
    return f"/filings/{sent.filing.pk}/review"


def page_of(sent, **asked: str):
    return sent.as_reviewer.get(review(sent), asked).context["page"]


def correct(sent, **posted: str):
    return sent.as_reviewer.post(f"{review(sent)}/scores", posted)


def line(page, name: str):
    return next(line for line in page.lines if line.row.id == name)


def test_review_shows_the_chapters_of_the_outline_with_their_places(accepted):
    page = page_of(accepted)
    first = page.chapters[0]
    assert [chapter.title for chapter in page.chapters] == ["一、基本情况", "二、问题"]
    lines = first.parts[0].lines
    assert ["".join(piece.text for piece in one.pieces) for one in lines] == [
        "负责应急管理。",
        "预算执行率为95.00%。",
    ]
    assert all(one.address.startswith("chapter:主要职能#b") for one in lines)
    assert [link.address for link in first.parts[0].figures] == ["fig:预算执行率"]


def test_review_shows_a_table_of_a_text_with_the_lines_of_its_cells(office):
    table = "| 任务 | 完成情况 |\n| 演练 | 执行率{{预算执行率}} \\/ 二季度<b> |"
    values = {"chapter:主要职能": Typed(f"如下：\n{table}"), "chapter:存在问题": Typed("没有。")}
    assert save_fields(actor=office.filer, filing=office.filing, values=values).ok
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    answer = signed_in(office.reviewer).get(f"/filings/{office.filing.pk}/review")
    shown = answer.text[answer.text.index('<table class="table written">') :]
    plain = re.sub(r"</?span[^>]*>|<wbr>|\n", "", shown[: shown.index("</table>") + len("</table>")])
    assert plain == (
        '<table class="table written"><thead><tr><th>任务</th><th>完成情况</th></tr></thead>'
        "<tbody><tr><td>演练</td><td>执行率95.00%<br>二季度&lt;b&gt;</td></tr></tbody></table>"
    )


def test_review_notes_where_texts_are_from_under_the_numbers_of_their_marks(office):
    values = {
        "chapter:主要职能": Typed("负责应急管理。", source="示例补充"),
        "chapter:存在问题": Typed("没有。", source="由得分推定"),
    }
    assert save_fields(actor=office.filer, filing=office.filing, values=values).ok
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    answer = signed_in(office.reviewer).get(f"/filings/{office.filing.pk}/review")
    parts = [chapter.parts[0] for chapter in answer.context["page"].chapters]
    said = ["".join(piece.text for line in part.lines for piece in line.pieces) for part in parts]
    assert said == ["负责应急管理。①", "没有。②"]
    assert [part.notes for part in parts] == [(Note(1, "示例补充"),), (Note(2, "由得分推定"),)]
    assert "①示例补充" in answer.text
    assert "②由得分推定" in answer.text


def test_review_puts_the_scores_under_the_chapter_that_tells_of_them(accepted):
    page = page_of(accepted)
    assert [(row.id, row.own, row.verified) for row in page.chapters[0].strip] == [
        ("预算执行", Decimal("3.80"), Decimal("3.80"))
    ]
    assert not page.scores_inside


def test_review_shows_every_line_with_its_basis_and_reason(accepted):
    row = line(page_of(accepted), "预算执行").row
    assert (row.lost_because, row.evidence, row.word) == ("年末有一笔尾款未付", "决算报表第 3 页", "")
    assert [(link.title, link.text) for link in row.basis] == [
        ("财政拨款支出", "95.00 万元"),
        ("调整预算数", "100.00 万元"),
    ]
    assert [line(page_of(accepted), name).row.word for name in ("制度", "社会效益")] == ["勾选", "评判"]


def test_review_of_a_chosen_place_offers_the_ready_sentences(accepted):
    draft = page_of(accepted, at="fig:财政拨款支出").draft
    assert (draft.title, draft.stands, draft.text) == ("财政拨款支出", "95.00 万元", "")


def test_review_of_a_chosen_row_names_its_cells(accepted):
    row = accepted.filing.table_rows.get(position=0)
    page = page_of(accepted, at=f"row:项目/{row.key}")
    assert page.draft.title == "项目支出表 第 1 行（项目甲）"
    assert [(link.title, link.text) for link in page.cells] == [("名称", "项目甲"), ("支出", "60.00 万元")]


@pytest.mark.parametrize("at", ["", "fig", "nonsense:甲", "row:项目", "fig:" + "甲" * 500])
def test_review_of_a_place_that_cannot_be_chooses_none(accepted, at):
    answer = accepted.as_reviewer.get(review(accepted), {"at": at})
    assert (answer.status_code, answer.context["page"].draft) == (200, None)


def test_comment_stands_at_its_paragraph_with_the_quote_marked(accepted):
    where = page_of(accepted).chapters[0].parts[0].lines[0].address
    posted = {"address": where, "text": "请写明三定方案的文号。", "quote": "应急管理"}
    accepted.as_reviewer.post(f"{review(accepted)}/comments", posted)
    first = page_of(accepted).chapters[0].parts[0].lines[0]
    assert [(piece.text, piece.look) for piece in first.pieces] == [
        ("负责", ""),
        ("应急管理", "anchored"),
        ("。", ""),
    ]
    assert [(mark.number, mark.href) for mark in first.marks] == [(1, "#c1")]


def test_comment_with_open_gaps_is_kept_in_the_box(accepted):
    posted = {"address": "fig:财政拨款支出", "text": "与决算不一致：决算〔决算数〕。"}
    answer = accepted.as_reviewer.post(f"{review(accepted)}/comments", posted)
    assert (answer.status_code, accepted.filing.comments.count()) == (422, 0)
    assert answer.context["page"].draft.text == posted["text"]


def test_comment_without_a_place_is_refused(accepted):
    answer = accepted.as_reviewer.post(f"{review(accepted)}/comments", {"text": "请核对。"})
    assert answer.status_code == 409
    assert "审核意见没有指明位置" in answer.content.decode()


def test_comment_without_words_says_so(accepted):
    answer = accepted.as_reviewer.post(
        f"{review(accepted)}/comments", {"address": "fig:财政拨款支出", "text": " "}
    )
    assert answer.status_code == 422
    assert "审核意见未填。请写明内容。" in answer.content.decode()


def test_correction_of_a_tick_moves_the_verified_score_beside_the_own(accepted):
    correct(accepted, editor="line:制度", **{"value-1": "否", "version-1": "1", "reason": "制度没有执行"})
    row = line(page_of(accepted), "制度").row
    assert (row.own, row.verified, row.difference, row.reasons) == (
        Decimal("2.00"),
        Decimal("1.00"),
        Decimal("-1.00"),
        ("制度没有执行",),
    )


def test_correction_of_a_figure_gives_its_reason_at_the_line_it_moves(accepted):
    correct(
        accepted, editor="fig:财政拨款支出", **{"value-0": "90", "version-0": "1", "reason": "与决算不符"}
    )
    page = page_of(accepted)
    assert (line(page, "预算执行").row.verified, line(page, "预算执行").row.reasons) == (
        Decimal("3.60"),
        ("与决算不符",),
    )
    assert line(page, "制度").row.reasons == ()


def test_correction_of_a_cell_is_laid_beside_it(accepted):
    row = accepted.filing.table_rows.get(position=0)
    where = f"row:项目/{row.key}/支出"
    version = page_of(accepted, at=where).editor.boxes[0].version
    correct(accepted, editor=where, **{"value-0": "61", "version-0": str(version), "reason": "与明细账不符"})
    editor = page_of(accepted, at=where).editor
    assert [(box.value, box.beside, box.unit, box.corrected) for box in editor.boxes] == [
        ("61", "填报：60.00 万元", "万元", True)
    ]


def test_correction_without_a_reason_keeps_what_was_typed(accepted):
    answer = correct(accepted, editor="line:社会效益", **{"value-0": "3", "version-0": "1", "reason": " "})
    editor = line(answer.context["page"], "社会效益").editor
    assert (answer.status_code, editor.opened, editor.boxes[0].value, editor.problem) == (
        422,
        True,
        "3",
        "理由未填。请写明审核与填报不同的理由。",
    )
    assert not Correction.objects.exists()


def test_correction_that_cannot_be_read_says_so_at_its_box(accepted):
    answer = correct(
        accepted, editor="line:社会效益", **{"value-0": "九", "version-0": "1", "reason": "评分"}
    )
    box = line(answer.context["page"], "社会效益").editor.boxes[0]
    assert (answer.status_code, box.value, bool(box.problem)) == (422, "九", True)


def test_correction_back_to_the_filed_text_is_withdrawn(accepted):
    for text in ("3", "4"):
        correct(accepted, editor="line:社会效益", **{"value-0": text, "version-0": "1", "reason": "复核"})
    assert [one.withdrawn_at is None for one in Correction.objects.all()] == [False]
    assert line(page_of(accepted), "社会效益").row.difference == 0


def test_correction_of_a_computed_line_is_refused(accepted):
    answer = correct(accepted, editor="line:预算执行", **{"value-0": "4", "reason": "评分"})
    assert answer.status_code == 409
    assert "这里的数由系统计算，不能直接改。" in answer.content.decode()


def test_withdraw_lets_the_filed_answer_count_again(accepted):
    correct(accepted, editor="line:社会效益", **{"value-0": "3", "version-0": "1", "reason": "复核"})
    one = Correction.objects.get()
    accepted.as_reviewer.post(f"/filings/{accepted.filing.pk}/corrections/{one.pk}/withdraw")
    assert page_of(accepted).cut == 0


def test_review_before_sending_is_refused_with_the_reason(office):
    answer = signed_in(office.reviewer).get(f"/filings/{office.filing.pk}/review")
    assert answer.status_code == 403
    assert "部门还没有提交，填报内容暂不能查看。请等部门提交以后再看。" in answer.content.decode()


@pytest.mark.parametrize("act", ["review", "return", "approve", "returned", "result"])
def test_another_departments_filing_is_not_there(accepted, act):
    other = factories.department("示例别处局")
    stranger = factories.reviewer_of(accepted.cycle, other)
    path = f"/filings/{accepted.filing.pk}/{act}"
    assert signed_in(stranger).get(path).status_code == 404
    assert signed_in(factories.member(Role.FILER, other)).get(path).status_code == 404


def test_rubric_admin_reads_the_page_and_may_not_act(accepted):
    page = accepted.as_rubric_admin.get(review(accepted)).context["page"]
    assert (page.may.comment.ok, page.may.comment.reason) == (False, "您的角色不能提审核意见。请联系审核人。")
    assert all(line.editor is None for line in page.lines)


def test_review_costs_the_same_with_one_comment_and_correction_as_with_three(
    accepted, django_assert_num_queries
):
    opinion = Opinion("fig:财政拨款支出", "请核对")
    add_comment(actor=accepted.reviewer, filing=accepted.filing, opinion=opinion)
    correct(accepted, editor="line:社会效益", **{"value-0": "3", "version-0": "1", "reason": "复核"})
    accepted.as_reviewer.get(review(accepted))
    with django_assert_num_queries(QUERIES):
        accepted.as_reviewer.get(review(accepted))
    for where in ("fig:调整预算数", "chapter:主要职能"):
        add_comment(actor=accepted.reviewer, filing=accepted.filing, opinion=Opinion(where, "请核对"))
    correct(accepted, editor="line:制度", **{"value-0": "否", "version-0": "1", "reason": "复核"})
    correct(accepted, editor="fig:财政拨款支出", **{"value-0": "90", "version-0": "1", "reason": "复核"})
    with django_assert_num_queries(QUERIES):
        accepted.as_reviewer.get(review(accepted))


QUERIES = 28
