"""After the approval, by the pages: told, objected, answered, taken up again, settled, stamped, archived, amended."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evaluations.models import Amendment, Cycle, Objection, StampedCopy
from evaluations.services.corrections import Corrected, correct
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.review import approve
from evaluations.services.submission import submit
from tests.evaluations.evidence.papers import png

LINE = "line:社会效益"


def url(sent, act: str) -> str:
    return f"/filings/{sent.filing.pk}/{act}"


def fresh(sent):
    sent.filing.refresh_from_db()
    return sent.filing


def scan(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png(said=name.encode()), content_type="image/png")


@pytest.fixture
def told(accepted):
    """Approved with 社会效益 cut from 4 to 3, in a year with every step."""
    steps = {"feedback_days": 5, "wants_stamp": True, "wants_paper": True}
    Cycle.objects.filter(pk=accepted.cycle.pk).update(**steps)
    cut = Corrected(f"{LINE}/得分", "3", "没有满意度调查", 1)
    correct(actor=accepted.reviewer, filing=fresh(accepted), corrected=cut)
    accepted.copy = approve(
        actor=accepted.reviewer, filing=fresh(accepted), revision=accepted.filing.revision
    )
    return accepted


def objected(sent) -> Objection:
    posted = {"choice-1": "object", "text-1": "调查报告已附。", "file-1": scan("调查.png")}
    assert sent.as_filer.post(url(sent, "feedback"), posted)["Location"] == url(sent, "result")
    return Objection.objects.get()


def steps_of(page) -> list[tuple[str, bool]]:
    return [(step.title, bool(step.done)) for step in page.context["after"].closing.steps]


def test_feedback_page_lists_the_lines_that_were_cut_and_keeps_what_was_typed_when_refused(told):
    rows = told.as_filer.get(url(told, "feedback")).context["rows"]
    assert [(row.line.title, row.line.own, row.line.verified) for row in rows] == [("社会效益", 4, 3)]
    answer = told.as_filer.post(url(told, "feedback"), {"text-1": "调查报告已附。"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "“社会效益”没有选同意或不同意。请逐项选择后再提交。" in page
    assert "调查报告已附。" in page
    answer = told.as_filer.post(url(told, "feedback"), {"choice-1": "object", "text-1": " "})
    page = answer.content.decode()
    assert (answer.status_code, "“社会效益”不同意的理由未填。" in page) == (409, True)
    assert "定分以后才能生成定稿和公开版；" in told.as_filer.get(url(told, "report/")).content.decode()
    assert Objection.objects.count() == 0


def test_objection_upheld_then_settled_stamped_received_and_archived(told):
    objection = objected(told)
    shown = told.as_reviewer.get(url(told, "result")).content.decode()
    for words in ("调查报告已附。", "调查.png", "采纳的请先点“重新审核”", "还有 1 条反馈意见没有答复"):
        assert words in shown, words
    refused = told.as_reviewer.post(
        url(told, f"objections/{objection.pk}/answer"), {"verdict": "adopted", "reason": "样本够了"}
    )
    assert (refused.status_code, "样本够了" in refused.content.decode()) == (409, True)
    told.as_reviewer.post(
        url(told, f"objections/{objection.pk}/answer"), {"verdict": "kept", "reason": "样本不足"}
    )
    assert told.as_reviewer.post(url(told, "settle")).status_code == 302
    wrong = told.as_filer.post(url(told, "stamped"), {"number": "2020-9-定01", "stamped": scan("章.png")})
    assert wrong.status_code == 409
    assert "不是同一份" in wrong.content.decode()
    right = {"number": told.copy.number, "stamped": scan("章.png")}
    assert told.as_filer.post(url(told, "stamped"), right).status_code == 302
    today = timezone.localdate().isoformat()
    received = told.as_rubric_admin.post(url(told, "paper-receipts"), {"day": today, "copies": "2"})
    assert received.status_code == 302
    assert told.as_rubric_admin.post(url(told, "archive")).status_code == 302
    page = told.as_filer.get(url(told, "result"))
    assert steps_of(page) == [
        ("审核通过", True),
        ("结果告知", True),
        ("反馈意见", True),
        ("定分", True),
        ("盖章件", True),
        ("纸质件签收", True),
        ("归档", True),
    ]
    answer = told.as_filer.get(page.context["after"].stamped_url)
    assert answer["Content-Type"] == "image/png"
    assert hashlib.sha256(answer.content).hexdigest() == StampedCopy.objects.get().sha


def test_review_that_is_taken_up_again_is_not_shown_to_the_department(told):
    objection = objected(told)
    assert told.as_reviewer.post(url(told, "reconsider"))["Location"] == url(told, "review")
    assert "审核还没有结束" in told.as_filer.get(url(told, "result")).content.decode()
    page = told.as_reviewer.get(url(told, "result"))
    assert page.context["after"].reviewing
    answered = told.as_reviewer.post(
        url(told, f"objections/{objection.pk}/answer"), {"verdict": "adopted", "reason": "材料充分"}
    )
    assert answered.status_code == 302


def test_amendment_is_asked_for_agreed_to_and_listed_with_both_final_copies(told):
    told.as_filer.post(url(told, "feedback"), {"choice-1": "agree"})
    asked = {"reason": "决算批复后有调整。", "document": "示例财〔2021〕7号", "file": scan("批复.png")}
    assert told.as_filer.post(url(told, "amendments"), asked).status_code == 302
    page = told.as_rubric_admin.get(url(told, "amendments")).context["page"]
    assert (page.ask, page.agree is None, page.refuse is None) == (None, False, False)
    due = (timezone.localtime() + timedelta(days=5)).strftime("%Y-%m-%d %H:%M")
    assert told.as_rubric_admin.post(url(told, "amendments/agree"), {"due": due}).status_code == 302
    assert fresh(told).state == "amending"
    assert "上一次定稿" in told.as_filer.get(url(told, "result")).content.decode()
    assert save_fields(actor=told.filer, filing=told.filing, values={"fig:财政拨款支出": Typed("96", 1)}).ok
    submit(actor=told.filer, filing=fresh(told))
    told.as_reviewer.post(url(told, "accept"))
    second = approve(actor=told.reviewer, filing=fresh(told), revision=told.filing.revision)
    row = told.as_filer.get(url(told, "amendments")).context["page"].rows[0].row
    assert (row.sealed, row.amended, row.state) == (told.copy, second, Amendment.State.DONE)


def test_amendment_form_is_shown_again_with_what_is_missing(told):
    told.as_filer.post(url(told, "feedback"), {"choice-1": "agree"})
    answer = told.as_filer.post(url(told, "amendments"), {"reason": "决算批复后有调整。", "document": ""})
    assert (answer.status_code, "决算批复后有调整。" in answer.content.decode()) == (422, True)
    told.as_filer.post(url(told, "amendments"), {"reason": "原因", "document": "文号"})
    withdrawn = told.as_filer.post(url(told, "amendments/withdraw"))
    assert withdrawn.status_code == 302
    assert told.as_filer.post(url(told, "amendments/withdraw")).status_code == 409


def test_first_page_of_the_department_says_what_is_next(told):
    def said() -> list[tuple[str, bool]]:
        return [(one.words[:9], one.owes) for one in told.as_filer.get("/todo").context["after"]]

    assert said() == [("审核结果已告知。请", True)]
    told.as_filer.post(url(told, "feedback"), {"choice-1": "agree"})
    assert said() == [("已定分。请打印定稿", True)]
    right = {"number": told.copy.number, "stamped": scan("章.png")}
    told.as_filer.post(url(told, "stamped"), right)
    assert said() == [("已定分，等财政部门", False)]
    told.as_filer.post(url(told, "amendments"), {"reason": "原因", "document": "文号"})
    assert said() == [("更正申请已提出，等", False)]
    told.filing.__class__.objects.update(state="archived")
    assert said() == [("更正申请已提出，等", False)]
