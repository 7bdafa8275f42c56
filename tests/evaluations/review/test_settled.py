"""核定得分: the points of a computed row that the document lets the reviewer set, from the desk to the final copy."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluations.access import decide
from evaluations.models import Answer, Change, Correction, Snapshot
from evaluations.selectors.filings import sheet_of, verified_sheet_of
from evaluations.selectors.snapshots import frozen
from evaluations.services.comments import Opinion, add_comment, adopt_comment, answer_comment
from evaluations.services.corrections import Corrected, correct, withdraw_correction
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.review import accept, approve, return_filing
from evaluations.services.submission import submit
from evaluations.views.review.editors import line_editor
from evaluations.views.review.seen import see
from evaluations.workflow import Action
from rubrics.scoring.problems import Problem
from tests.evaluations.conftest import EXAMPLE, fill, make_office
from tests.evaluations.review.conftest import signed_in

pytestmark = pytest.mark.django_db
LINE, WHERE = "预算执行", "line:预算执行/核定"
SPENT = "fig:财政拨款支出"
ALLOWED = EXAMPLE.replace("预算执行: {points: 4, rule", "预算执行: {points: 4, mode: reviewed, rule")
SAID = "审核核定 3 分（原计算 3.8 分），理由：年末突击支出。"


@pytest.fixture
def office(db):
    """Accepted: 3.80 + 2 + 4 points, the first of them computed; the document lets the reviewer set them."""
    assert ALLOWED != EXAMPLE
    return accepted(ALLOWED)


def accepted(text: str):
    office = make_office(text)
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    return refreshed(office)


def refreshed(office):
    office.filing.refresh_from_db()
    return office


def settle(office, text: str = "3", reason: str = "年末突击支出", where: str = WHERE):
    return correct(actor=office.reviewer, filing=office.filing, corrected=Corrected(where, text, reason, 0))


def score(sheet) -> tuple[Decimal | None, Decimal]:
    return sheet.lines[LINE].score, sheet.totals["合计"].score


def test_points_move_the_verified_score_and_not_the_departments(office):
    assert isinstance(settle(office), Correction)
    assert score(sheet_of(refreshed(office).filing)) == (Decimal("3.80"), Decimal("9.80"))
    assert score(verified_sheet_of(office.filing)) == (Decimal(3), Decimal("9.00"))
    assert office.filing.sent_summary["verified_total"] == "9.00"
    withdraw_correction(actor=office.reviewer, correction=Correction.objects.get())
    assert score(verified_sheet_of(refreshed(office).filing)) == (Decimal("3.80"), Decimal("9.80"))


def test_points_are_frozen_with_the_approval(office):
    settle(office)
    approve(actor=office.reviewer, filing=office.filing, revision=refreshed(office).filing.revision)
    kept = frozen(Snapshot.objects.get(purpose=Snapshot.Purpose.APPROVAL))
    assert (score(kept.sheet), score(kept.verified)) == (
        (Decimal("3.80"), Decimal("9.80")),
        (Decimal(3), Decimal("9.00")),
    )


@pytest.mark.parametrize(
    ("text", "where", "what", "todo"),
    [
        ("4.01", WHERE, "大于上限 4.00 分", "最多填 4.00 分，请核对数字和单位"),
        ("-1", WHERE, "是负数", "这里不能填负数，请填 0 或正数"),
        ("", WHERE, "核定得分未填", "请填 0 到分值之间的分；不核定的，请撤销"),
        (
            "1",
            "line:制度/核定",
            "“制度”的得分由系统计算，指标体系没有写明可以核定得分",
            "请改正它所依据的基础数据",
        ),
        ("1", "line:预算执行", "这里的数由系统计算，不能直接改", "请改正它所依据的基础数据"),
        ("1", "line:预算执行/得分", "这里的数由系统计算，不能直接改", "请改正它所依据的基础数据"),
    ],
)
def test_points_that_cannot_be_set_are_refused_with_what_to_do(office, text, where, what, todo):
    outcome = settle(office, text, where=where)
    assert isinstance(outcome, Problem)
    assert what in outcome.what
    assert outcome.todo == todo
    assert not Correction.objects.exists()


def test_points_need_a_reason(office):
    outcome = settle(office, reason="  ")
    assert isinstance(outcome, Problem)
    assert outcome.what == "理由未填"


def test_document_that_does_not_allow_it_refuses(db):
    outcome = settle(accepted(EXAMPLE))
    assert isinstance(outcome, Problem)
    assert outcome.what == "“预算执行”的得分由系统计算，指标体系没有写明可以核定得分"


def test_row_that_does_not_apply_takes_no_points(db):
    office = accepted(
        ALLOWED.replace("cap: 100%}}", 'cap: 100%}, na: {when: 单位性质 = "行政", gives: full}}')
    )
    outcome = settle(office)
    assert isinstance(outcome, Problem)
    assert outcome.what == "这一行不适用，按评分标准处理，不能核定得分"
    assert line_editor(see(office.filing), LINE) is None


@pytest.mark.parametrize("where", [WHERE, f"{WHERE}/原因", "line:预算执行/得分"])
def test_department_cannot_write_there(db, where):
    office = make_office(ALLOWED)
    result = save_fields(actor=office.filer, filing=office.filing, values={where: Typed("4")})
    assert (result.saved, [one.where for one in result.problems]) == ((), [where])
    assert not Answer.objects.filter(key=where).exists()
    assert not Change.objects.exists()


def returned(office):
    office.comment = add_comment(
        actor=office.reviewer, filing=office.filing, opinion=Opinion(SPENT, "请核对。", category="数据")
    )
    return_filing(
        actor=office.reviewer, filing=refreshed(office).filing, due=timezone.now() + timedelta(days=5)
    )
    return refreshed(office)


def sent_again(office, where: str, text: str):
    kept = office.filing.answers.filter(key=where).first()
    typed = Typed(text, kept.version if kept else 0)
    assert save_fields(actor=office.filer, filing=office.filing, values={where: typed}).ok
    answer_comment(actor=office.filer, comment=office.comment, text="已改")
    submit(actor=office.filer, filing=refreshed(office).filing)
    accept(actor=office.reviewer, filing=refreshed(office).filing)
    adopt_comment(actor=office.reviewer, comment=office.comment)
    return refreshed(office)


@pytest.mark.parametrize(
    ("where", "text", "waits"),
    [
        (SPENT, "96", True),
        ("line:预算执行/佐证", "决算第 3 页", True),
        ("line:预算执行/原因", "尾款跨年支付", False),
        ("chapter:主要职能", "负责应急管理。", False),
        ("fig:三公经费", "1", False),
    ],
)
def test_points_wait_for_the_reviewer_when_what_they_rest_on_was_changed(office, where, text, waits):
    settle(office)
    sent_again(returned(office), where, text)
    verified = verified_sheet_of(office.filing).lines[LINE].score
    own = sheet_of(office.filing).lines[LINE].score
    assert verified == (own if waits else Decimal(3))
    assert ("还有 1 处待复核" in decide(office.reviewer, office.filing, Action.APPROVE).reason) is waits
    rechecks = page(office).context["page"].rechecks
    told = [("预算执行 核定得分", "3.00 分", f"{own.normalize():f} 分")] if waits else []
    assert [(one.title, one.then, one.now) for one in rechecks] == told


def test_department_reads_it_in_the_result(office):
    settle(office)
    approve(actor=office.reviewer, filing=office.filing, revision=refreshed(office).filing.revision)
    shown = signed_in(office.filer).get(f"/filings/{office.filing.pk}/result")
    [cut] = shown.context["cuts"]
    assert (cut.id, cut.told) == (LINE, (SAID,))
    assert SAID in shown.content.decode()


def page(office, at: str = ""):
    return signed_in(office.reviewer).get(f"/filings/{office.filing.pk}/review", {"at": at} if at else {})


def posted(office, **fields: str):
    path = f"/filings/{office.filing.pk}/review/scores"
    return signed_in(office.reviewer).post(path, {"editor": "line:预算执行", "version-0": "0", **fields})


def row(office):
    [found] = [one for one in page(office).context["page"].lines if one.row.id == LINE]
    return found


def test_page_offers_it_beside_the_row_and_says_what_was_set(office):
    [box] = row(office).editor.boxes
    assert (box.title, box.kind, box.value, box.beside, box.unit) == (
        "核定得分（0 至 4 分）",
        "number",
        "",
        "原计算：3.8 分；留空即按计算的分",
        "分",
    )
    assert posted(office, **{"value-0": "3", "reason": "年末突击支出"}).status_code == 302
    found = row(office)
    assert (found.row.own, found.row.verified, found.row.difference) == (
        Decimal("3.80"),
        Decimal(3),
        Decimal("-0.80"),
    )
    assert (found.row.settled, found.row.reasons) == (SAID, ("年末突击支出",))
    [box] = found.editor.boxes
    assert (box.value, box.beside, box.corrected) == ("3", "原计算：3.8 分；留空即按计算的分", True)
    assert SAID in page(office).content.decode()


def test_page_takes_it_back_when_the_box_is_emptied(office):
    settle(office)
    assert posted(office, **{"value-0": "", "reason": ""}).status_code == 302
    assert (row(office).row.verified, row(office).row.settled) == (Decimal("3.80"), "")


def test_page_keeps_what_was_typed_wrongly_with_the_reason_why(office):
    answer = posted(office, **{"value-0": "5", "reason": "年末突击支出"})
    [found] = [one for one in answer.context["page"].lines if one.row.id == LINE]
    [box] = found.editor.boxes
    assert (answer.status_code, box.value, found.editor.opened) == (422, "5", True)
    assert "大于上限 4.00 分" in box.problem


def test_page_of_a_place_has_the_same_box(office):
    settle(office)
    editor = page(office, at=WHERE).context["page"].editor
    assert [(box.address, box.value) for box in editor.boxes] == [(WHERE, "3")]
    assert posted(office, editor=WHERE, **{"value-0": "2", "reason": "年末突击支出"}).status_code == 302
    assert row(office).row.verified == Decimal(2)


def test_page_of_a_document_that_does_not_allow_it_has_no_box_and_says_what_to_do(db):
    office = accepted(EXAMPLE)
    assert row(office).editor is None
    answer = posted(office, **{"value-0": "3", "reason": "年末突击支出"})
    assert answer.status_code == 409
    assert "这里的数由系统计算，不能直接改。请改正它所依据的基础数据。" in answer.content.decode()
