"""An opinion is taken back by its author while nobody has acted on it; a deputy's words say for whom they were."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.access import decide
from evaluations.models import CommentEntry
from evaluations.selectors.review import comments_of
from evaluations.selectors.work import queue_of
from evaluations.services import Refused, comments, review, submission
from evaluations.services.comments import Opinion
from evaluations.services.integrity import broken_links
from evaluations.triggers import GUARDS
from evaluations.workflow import Action, Role
from rubrics.triggers import remove
from tests import factories
from tests.evaluations.conftest import fill
from tests.evaluations.review.conftest import signed_in

pytestmark = pytest.mark.django_db
SPENT = "fig:财政拨款支出"
ACTED_ON = "这条意见已经退回、答复或处理过，不能撤回。请采纳它，或要求继续整改。"


@pytest.fixture
def said(office):
    """Accepted, with one opinion."""
    fill(office)
    submission.submit(actor=office.filer, filing=office.filing)
    review.accept(actor=office.reviewer, filing=office.filing)
    office.comment = comments.add_comment(
        actor=office.reviewer, filing=office.filing, opinion=Opinion(SPENT, "请核对。")
    )
    return office


def withdraw(said, actor=None):
    return comments.withdraw_comment(actor=actor or said.reviewer, comment=said.comment)


def test_withdrawn_opinion_is_gone_and_stands_against_nothing(said):
    assert withdraw(said).state == "withdrawn"
    said.filing.refresh_from_db()
    assert (comments_of(said.filing), decide(said.reviewer, said.filing, Action.APPROVE).ok) == ([], True)
    [row] = queue_of(said.reviewer)
    assert (row.to_mend, row.unsettled) == (0, 0)
    with pytest.raises(Refused, match="没有需要整改的审核意见"):
        review.return_filing(actor=said.reviewer, filing=said.filing, due=timezone.now() + timedelta(days=1))


def test_withdrawn_opinion_leaves_its_words_in_the_history_and_its_number_unused(said):
    withdraw(said)
    entries = CommentEntry.objects.order_by("seq").values_list("kind", "text", "by")
    assert list(entries) == [("opinion", "请核对。", said.reviewer.pk), ("withdraw", "", said.reviewer.pk)]
    second = comments.add_comment(
        actor=said.reviewer, filing=said.filing, opinion=Opinion(SPENT, "请附依据。")
    )
    assert second.number == 2
    said.filing.refresh_from_db()
    comments.adopt_comment(actor=said.reviewer, comment=second)
    said.filing.refresh_from_db()
    review.approve(actor=said.reviewer, filing=said.filing, revision=said.filing.revision)
    assert broken_links() == []


def test_opinion_of_somebody_else_is_not_withdrawn(said):
    other = factories.member(Role.REVIEWER, username="other")
    deputy = factories.deputy_of(said.reviewer, 0, 3)
    with pytest.raises(Refused, match="这条意见是别人提的"):
        withdraw(said, deputy)
    with pytest.raises(Refused):
        withdraw(said, other)


@pytest.mark.parametrize("act", ["adopted", "asked again", "returned", "withdrawn"])
def test_opinion_that_was_acted_on_is_not_withdrawn(said, act):
    if act == "adopted":
        comments.adopt_comment(actor=said.reviewer, comment=said.comment)
    elif act == "asked again":
        comments.mend_further(actor=said.reviewer, comment=said.comment, text="再核对。")
    elif act == "withdrawn":
        withdraw(said)
    else:
        due = timezone.now() + timedelta(days=1)
        review.return_filing(actor=said.reviewer, filing=said.filing, due=due)
    with pytest.raises(Refused) as refused:
        withdraw(said)
    reasons = {
        "returned": "现在是“已退回”，不能提审核意见。请等填报人整改后重新提交。",
        "withdrawn": "这条意见已经撤回。请刷新页面，看现在的意见。",
    }
    assert refused.value.reason == reasons.get(act, ACTED_ON)


def test_page_offers_to_withdraw_ones_own_fresh_opinion_only(said):
    path = f"/filings/{said.filing.pk}/review"
    browser = signed_in(said.reviewer)
    assert [card.withdrawable for card in browser.get(path).context["page"].cards] == [True]
    deputy = signed_in(factories.deputy_of(said.reviewer, 0, 3))
    assert [card.withdrawable for card in deputy.get(path).context["page"].cards] == [False]
    answer = browser.post(f"/filings/{said.filing.pk}/comments/{said.comment.pk}/withdraw", follow=True)
    assert (answer.context["page"].cards, "已撤回第 1 条。" in answer.content.decode()) == ((), True)


def test_deputys_words_say_for_whom_they_were_on_the_card_and_in_the_history(said):
    deputy = factories.deputy_of(said.reviewer, 0, 3)
    comments.add_comment(actor=deputy, filing=said.filing, opinion=Opinion(SPENT, "请附依据。"))
    comments.adopt_comment(actor=said.reviewer, comment=said.comment)
    page = signed_in(said.reviewer).get(f"/filings/{said.filing.pk}/review").context["page"]
    assert [[one.by for one in card.said] for card in page.cards] == [
        [str(said.reviewer), str(said.reviewer)],
        [f"{deputy}（代{said.reviewer}）"],
    ]
    due = timezone.now() + timedelta(days=1)
    said.filing.refresh_from_db()
    review.return_filing(actor=said.reviewer, filing=said.filing, due=due)
    assert broken_links() == []
    remove(GUARDS, "default")
    CommentEntry.objects.filter(by=deputy).update(deputy_for="别人")
    assert broken_links() == [f"filing/{said.filing.pk}：第 4 条以前的修改、意见或退回事项与校验码不符"]
