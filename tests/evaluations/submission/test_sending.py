"""提交, 回执, 撤回, 审签: asked again, bound to what was seen, once; and always with a reason when refused."""

import re

import pytest
from django.urls import reverse

from evaluations.models import Comment, Snapshot
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.workflow import Role, SignOff, State
from tests import factories

from .conftest import address, words

SPENT = "fig:财政拨款支出"


def revision_of(answer) -> str:
    return re.search(r'name="revision" value="([0-9]+)"', answer.content.decode())[1]


def send(client, made):
    asked = client.get(address(made, "submit"))
    return client.post(address(made, "submit"), {"revision": revision_of(asked)})


def state_of(made) -> str:
    made.filing.refresh_from_db()
    return made.filing.state


def test_sending_asks_again_and_ends_with_a_receipt(client, finished):
    asked = client.get(address(finished, "submit"))
    assert "提交以后不能再修改；财政受理前可以撤回" in words(asked)
    assert (state_of(finished), Snapshot.objects.count()) == (State.FILLING, 0)
    answer = send(client, finished)
    snapshot = Snapshot.objects.get()
    assert answer.url == address(finished, "receipt", snapshot_id=snapshot.pk)
    assert state_of(finished) == State.SUBMITTED
    shown = words(client.get(answer.url))
    for text in (snapshot.number, snapshot.sha, "95.68/100.00分", "优", f"{finished.filer}", "打印回执"):
        assert text in shown


def test_sending_twice_leads_to_the_same_receipt(client, finished):
    asked = client.get(address(finished, "submit"))
    posted = {"revision": revision_of(asked)}
    first, second = (client.post(address(finished, "submit"), posted) for _ in range(2))
    assert (first.url, Snapshot.objects.count()) == (second.url, 1)
    assert client.get(address(finished, "submit")).url == first.url


def test_content_that_changed_since_it_was_seen_is_not_sent(client, finished):
    asked = client.get(address(finished, "submit"))
    answer = finished.filing.answers.get(key=SPENT)
    save_fields(
        actor=finished.filer, filing=finished.filing, values={SPENT: Typed("9148.93", answer.version)}
    )
    refused = client.post(address(finished, "submit"), {"revision": revision_of(asked)})
    assert (refused.status_code, "填报内容又有改动" in words(refused)) == (409, True)
    assert (state_of(finished), Snapshot.objects.count()) == (State.FILLING, 0)


@pytest.mark.parametrize("revision", ["", "x", "-1", "９", "9" * 40])
def test_revision_that_is_none_is_never_sent(client, finished, revision):
    assert client.post(address(finished, "submit"), {"revision": revision}).status_code == 409
    assert Snapshot.objects.count() == 0


def test_case_as_printed_cannot_be_sent_and_says_why_with_the_way_to_each_place(client, printed):
    asked = client.get(address(printed, "submit"))
    assert "现在不能提交" in words(asked)
    assert 'name="revision"' not in asked.content.decode()
    refused = client.post(address(printed, "submit"), {"revision": printed.filing.revision})
    shown = words(refused)
    assert (refused.status_code, "还有35项没有改正或说明，不能提交" in shown) == (409, True)
    for text in (
        "很可能单位填错",
        "“单位性质”未填",
        "实际采购1,973.09万元大于采购计划",
        "缺预算批复日期，无法核对",
    ):
        assert text in shown
    assert len(re.findall(rf'href="/filings/{printed.filing.pk}/stages/', refused.content.decode())) > 30
    assert state_of(printed) == State.FILLING


def test_receipt_of_another_filing_is_404(client, finished):
    send(client, finished)
    other = factories.filing(finished.filing.cycle, factories.department())
    stranger = factories.member(Role.FILER, other.department)
    client.force_login(stranger)
    snapshot = Snapshot.objects.get()
    for filing in (finished.filing, other):
        target = reverse("evaluations:receipt", kwargs={"filing_id": filing.pk, "snapshot_id": snapshot.pk})
        assert client.get(target).status_code == 404


def test_taking_back_asks_and_opens_the_filing_again(client, finished):
    receipt = send(client, finished).url
    asked = client.get(address(finished, "take_back"))
    assert "确认撤回" in words(asked)
    answer = client.post(address(finished, "take_back"), follow=True)
    assert ("已撤回" in words(answer), state_of(finished)) == (True, State.FILLING)
    assert "这是以前的一次提交" in words(client.get(receipt))
    second = send(client, finished).url
    assert second != receipt


def test_taking_back_after_it_was_accepted_is_refused_with_the_reason(client, finished):
    send(client, finished)
    finished.filing.state = State.REVIEWING.value
    finished.filing.save()
    asked = client.get(address(finished, "take_back"))
    assert "不能撤回" in words(asked)
    answer = client.post(address(finished, "take_back"))
    assert (answer.status_code, "不能撤回" in words(answer)) == (409, True)


def test_page_of_the_checks_shows_the_receipt_once_it_is_sent(client, finished):
    send(client, finished)
    shown = words(client.get(address(finished, "check")))
    assert (Snapshot.objects.get().number in shown, "只能查看" in shown) == (True, True)


def test_returned_filing_without_answers_says_so(client, finished):
    send(client, finished)
    filing = finished.filing
    Comment.objects.create(filing=filing, number=1, address=SPENT, round=1, state=Comment.State.TO_MEND)
    filing.refresh_from_db()
    filing.state, filing.round = State.RETURNED.value, 1
    filing.save()
    assert "还有1条退回意见没有答复" in words(client.get(address(finished, "submit")))


@pytest.fixture
def signing(client, finished):
    """The finished filing under a task that the head signs; the filer has sent it to the head."""
    finished.filing.cycle.sign_off = SignOff.ONLINE.value
    finished.filing.cycle.save()
    answer = send(client, finished)
    assert answer.url == address(finished, "check")
    client.force_login(factories.member(Role.HEAD, finished.filing.department, "head"))
    return finished


def test_head_signs_what_was_seen_and_gets_the_receipt(client, signing):
    assert state_of(signing) == State.AWAITING_SIGNATURE
    assert "审签或退回修改" in words(client.get(address(signing, "check")))
    asked = client.get(address(signing, "sign"))
    answer = client.post(address(signing, "sign"), {"revision": revision_of(asked)})
    assert answer.url == address(signing, "receipt", snapshot_id=Snapshot.objects.get().pk)
    assert (state_of(signing), Snapshot.objects.get().by.username) == (State.SUBMITTED, "head")


def test_head_hands_back_with_words_only(client, signing):
    refused = client.post(address(signing, "hand_back"), {"words": " "})
    assert (refused.status_code, "原因未填" in words(refused)) == (409, True)
    client.post(address(signing, "hand_back"), {"words": "请核对采购数"})
    assert state_of(signing) == State.FILLING
    assert "请核对采购数" in words(client.get(address(signing, "timeline")))


def test_filer_cannot_sign(client, signing):
    client.force_login(signing.filer)
    assert client.get(address(signing, "sign")).status_code == 404
