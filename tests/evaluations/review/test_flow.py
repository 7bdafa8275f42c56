"""The whole way: sent, accepted, commented, returned, mended, answered, sent again, corrected, approved."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from evaluations.models import Comment, Snapshot
from evaluations.selectors.snapshots import frozen
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.submission import submit
from rubrics.scoring.index import TOTAL


def url(sent, act: str) -> str:
    return f"/filings/{sent.filing.pk}/{act}"


def page_of(sent):
    return sent.as_reviewer.get(url(sent, "review")).context["page"]


def state(sent) -> str:
    sent.filing.refresh_from_db()
    return sent.filing.state


def comment(sent, address: str, text: str, **more: str):
    return sent.as_reviewer.post(url(sent, "review/comments"), {"address": address, "text": text, **more})


def test_review_from_sending_to_approval_goes_through_every_state(sent):
    assert (state(sent), sent.as_reviewer.post(url(sent, "accept")).status_code) == ("submitted", 302)
    assert state(sent) == "reviewing"

    answer = comment(sent, "fig:财政拨款支出", "请核对决算数。", code="")
    assert answer["Location"] == f"{url(sent, 'review')}#c1"
    comment(sent, "chapter:主要职能", "缺少三定方案的职能。", quote="应急管理")

    due = timezone.localtime() + timedelta(days=5)
    posted = {"due": due.strftime("%Y-%m-%d %H:%M"), "words": "请按期重报。"}
    assert sent.as_reviewer.post(url(sent, "return"), posted)["Location"] == "/review/"
    assert state(sent) == "returned"

    page = sent.as_filer.get(url(sent, "returned")).context["page"]
    assert [(item.card.title, item.stage, item.changes) for item in page.items] == [
        ("财政拨款支出", "预算执行", ()),
        ("主要职能", "基本信息", ()),
    ]
    save_fields(
        actor=sent.filer,
        filing=sent.filing,
        values={"fig:财政拨款支出": Typed("90", 1), "check:执行偏低": Typed("尾款未付")},
    )
    items = {item.box: f"已改正第 {item.card.number} 条" for item in page.items}
    assert sent.as_filer.post(url(sent, "returned"), items).status_code == 302
    submit(actor=sent.filer, filing=sent.filing)
    assert state(sent) == "submitted"

    sent.as_reviewer.post(url(sent, "accept"))
    page = page_of(sent)
    assert [(row.title, [(piece.text, piece.look) for piece in row.pieces]) for row in page.changes][:1] == [
        ("财政拨款支出", [("95", "del"), ("90", "ins")])
    ]
    assert [card.state for card in page.cards] == ["answered", "answered"]
    assert not page.may.approve.ok
    for card in page.cards:
        sent.as_reviewer.post(url(sent, f"comments/{card.id}/adopt"))

    posted = {
        "editor": "line:社会效益",
        "value-0": "3",
        "version-0": "1",
        "reason": "没有调查数据",
        "anchor": "l6",
    }
    assert (
        sent.as_reviewer.post(url(sent, "review/scores"), posted)["Location"] == f"{url(sent, 'review')}#l6"
    )
    page = page_of(sent)
    assert (page.total.own, page.total.verified, page.cut) == (
        Decimal("9.60"),
        Decimal("8.60"),
        Decimal("-1.00"),
    )

    approval = sent.as_reviewer.get(url(sent, "approve"), {"revision": sent_revision(sent)}).context[
        "approval"
    ]
    assert ([(row.title, row.reasons) for row in approval.cuts], approval.differences) == (
        [("社会效益", ("没有调查数据",))],
        (),
    )
    sent.as_reviewer.post(url(sent, "approve"), {"revision": approval.revision})
    assert state(sent) == "approved"
    kept = frozen(Snapshot.objects.get(purpose="approval"))
    assert (kept.sheet.totals[TOTAL].score, kept.verified.totals[TOTAL].score) == (
        Decimal("9.60"),
        Decimal("8.60"),
    )

    result = sent.as_filer.get(url(sent, "result"))
    assert (result.context["total"].own, result.context["total"].verified) == (
        Decimal("9.60"),
        Decimal("8.60"),
    )
    assert "没有调查数据" in result.content.decode()


def sent_revision(sent) -> int:
    sent.filing.refresh_from_db()
    return sent.filing.revision


def test_mend_further_is_listed_by_the_next_return(accepted):
    comment(accepted, "fig:财政拨款支出", "请核对。")
    first = Comment.objects.get()
    accepted.as_reviewer.post(url(accepted, f"comments/{first.pk}/mend"), {"text": "还要附决算表。"})
    page = accepted.as_reviewer.get(url(accepted, "return"))
    assert [(card.number, card.said[-1].text) for card in page.context["items"]] == [(1, "还要附决算表。")]


def test_return_without_comments_is_refused_with_the_reason(accepted):
    due = (timezone.localtime() + timedelta(days=5)).strftime("%Y-%m-%d %H:%M")
    answer = accepted.as_reviewer.post(url(accepted, "return"), {"due": due})
    assert answer.status_code == 409
    assert "没有需要整改的审核意见，不能退回整改。" in answer.content.decode()
    assert state(accepted) == "reviewing"


def test_return_with_a_past_term_keeps_what_was_typed(accepted):
    comment(accepted, "fig:财政拨款支出", "请核对。")
    answer = accepted.as_reviewer.post(
        url(accepted, "return"), {"due": "2020-01-01 10:00", "words": "总体意见如下"}
    )
    assert answer.status_code == 422
    assert "重报期限已经过去。请另定重报期限。" in answer.content.decode()
    assert "总体意见如下" in answer.content.decode()


def test_approve_of_what_was_changed_since_shows_the_differences_first(accepted):
    seen = sent_revision(accepted)
    posted = {"editor": "line:社会效益", "value-0": "3", "version-0": "1", "reason": "没有调查数据"}
    accepted.as_reviewer.post(url(accepted, "review/scores"), posted)
    answer = accepted.as_reviewer.post(url(accepted, "approve"), {"revision": seen})
    approval = answer.context["approval"]
    assert (answer.status_code, state(accepted)) == (409, "reviewing")
    assert approval.differences == (
        "reviewer审核“社会效益 得分”：填报 4.00 分，审核 3.00 分（没有调查数据）",
    )
    accepted.as_reviewer.post(url(accepted, "approve"), {"revision": approval.revision})
    assert state(accepted) == "approved"


def test_approve_without_the_revision_that_was_seen_is_not_done(accepted):
    assert accepted.as_reviewer.post(url(accepted, "approve")).status_code == 409
    assert state(accepted) == "reviewing"


def test_accept_twice_is_refused_with_the_reason(accepted):
    answer = accepted.as_reviewer.post(url(accepted, "accept"))
    assert answer.status_code == 409
    assert "现在是“审核中”，不能受理。" in answer.content.decode()


def test_archive_is_for_the_rubric_admin_after_the_approval(accepted):
    accepted.as_reviewer.post(url(accepted, "approve"), {"revision": sent_revision(accepted)})
    assert accepted.as_reviewer.post(url(accepted, "archive")).status_code == 404
    assert accepted.as_rubric_admin.post(url(accepted, "archive")).status_code == 302
    assert state(accepted) == "archived"


def test_publication_is_noted_with_a_whole_address(accepted):
    accepted.as_reviewer.post(url(accepted, "approve"), {"revision": sent_revision(accepted)})
    accepted.as_rubric_admin.post(url(accepted, "archive"))
    day = timezone.localdate().isoformat()
    wrong = accepted.as_filer.post(url(accepted, "public"), {"day": day, "web_address": "www.example.cn"})
    assert wrong.status_code == 409
    assert "公开网址不完整。请从浏览器地址栏复制完整网址。" in wrong.content.decode()
    accepted.as_filer.post(url(accepted, "public"), {"day": day, "web_address": "http://www.example.cn/1"})
    assert state(accepted) == "public"


def test_publication_before_the_archive_is_refused_with_the_reason(accepted):
    posted = {"day": timezone.localdate().isoformat(), "web_address": "http://www.example.cn/1"}
    answer = accepted.as_filer.post(url(accepted, "public"), posted)
    assert answer.status_code == 409
    assert "现在是“审核中”，不能公开登记。" in answer.content.decode()
