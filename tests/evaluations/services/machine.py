"""A walk of acts by anybody in any order: the portal on one side, a few lines of model on the other."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from evaluations.finish import approved, finish_of, told_of
from evaluations.models import Comment, Cycle, Event, Filing, Objection, Snapshot
from evaluations.selectors.finishes import finishes_of
from evaluations.selectors.results import cut_lines
from evaluations.services import Refused, Typed, amendments, closing, comments, feedback, review, submission
from evaluations.services.comments import Opinion
from evaluations.services.corrections import Corrected, correct
from evaluations.services.cycles import assign_reviewer
from evaluations.services.evidence import Offered
from evaluations.services.filing import save_fields
from evaluations.services.integrity import broken_links
from evaluations.workflow import EDITABLE, FINISHED, TRANSITIONS, Action, Finish, Role, State, state_after
from tests import factories
from tests.evaluations.conftest import fill, make_office
from tests.evaluations.evidence.papers import png
from tests.fingerprint import fingerprint

SPENT = "fig:财政拨款支出"
PEOPLE = ("filer", "reviewer", "second", "head", "rubric_admin")
WHO = st.sampled_from(PEOPLE)
REACHED: Counter[State] = Counter()
"""How often each state was reached; a walk that never leaves the first would prove nothing."""
DONE: Counter[str] = Counter()
"""How often each act was done."""
STEPS: Counter[str] = Counter()
type Act = Callable[[Any, Filing], object]


def tomorrow() -> Any:
    return timezone.now() + timezone.timedelta(days=1)


def give(who: Any, filing: Filing) -> object:
    """Object to the first line that was cut, if there is one."""
    told = told_of(filing)
    cut = list(cut_lines(told.notice.snapshot))[:1] if told else []
    objected = [feedback.Objected(where, "不同意") for where in cut]
    return feedback.give_feedback(actor=who, filing=filing, objected=objected)


def answer(who: Any, filing: Filing) -> object:
    open_one = Objection.objects.filter(feedback__notice__filing=filing, answer__isnull=True).first()
    if open_one is None:
        raise Refused("没有要答复的。请看办理记录。")
    return feedback.answer_objection(
        actor=who, objection=open_one, verdict=feedback.Verdict.KEPT, reason="维持"
    )


def stamp(who: Any, filing: Filing) -> object:
    copy = approved(filing)
    offered = Offered("章.png", png())
    return closing.keep_stamped(actor=who, filing=filing, number=copy.number if copy else "", offered=offered)


MOVES: Mapping[Action, Act] = {
    Action.SUBMIT: lambda who, filing: submission.submit(actor=who, filing=filing),
    Action.TAKE_BACK: lambda who, filing: submission.take_back(actor=who, filing=filing),
    Action.ACCEPT: lambda who, filing: review.accept(actor=who, filing=filing),
    Action.RETURN: lambda who, filing: review.return_filing(actor=who, filing=filing, due=tomorrow()),
    Action.HAND_ON: lambda who, filing: review.hand_on(actor=who, filing=filing, revision=filing.revision),
    Action.APPROVE: lambda who, filing: review.approve(actor=who, filing=filing, revision=filing.revision),
    Action.GIVE_FEEDBACK: give,
    Action.ANSWER_FEEDBACK: answer,
    Action.RECONSIDER: lambda who, filing: feedback.reconsider(actor=who, filing=filing),
    Action.SETTLE: lambda who, filing: feedback.settle(actor=who, filing=filing),
    Action.KEEP_STAMPED: stamp,
    Action.ARCHIVE: lambda who, filing: review.archive(actor=who, filing=filing),
    Action.MAKE_PUBLIC: lambda who, filing: review.make_public(
        actor=who, filing=filing, web_address="https://www.example.gov.cn", day=timezone.localdate()
    ),
    Action.ASK_AMENDMENT: lambda who, filing: amendments.ask(
        actor=who, filing=filing, asked=amendments.Asked("决算有调整", "示例文号")
    ),
    Action.WITHDRAW_AMENDMENT: lambda who, filing: amendments.withdraw(actor=who, filing=filing),
    Action.AGREE_AMENDMENT: lambda who, filing: amendments.agree(actor=who, filing=filing, due=tomorrow()),
    Action.REFUSE_AMENDMENT: lambda who, filing: amendments.refuse(
        actor=who, filing=filing, words="依据不足"
    ),
    Action.DROP_AMENDMENT: lambda who, filing: amendments.drop(actor=who, filing=filing),
}
SENT = (Action.SUBMIT, Action.ACCEPT)
PASSED = (*SENT, Action.HAND_ON, Action.APPROVE)
FINAL = (*PASSED, Action.GIVE_FEEDBACK)
WAYS: Mapping[State, tuple[Action, ...]] = {
    State.FILLING: (),
    State.SUBMITTED: SENT[:1],
    State.REVIEWING: SENT,
    State.RETURNED: (*SENT, Action.RETURN),
    State.APPROVED: PASSED,
    State.ARCHIVED: (*FINAL, Action.KEEP_STAMPED, Action.ARCHIVE),
    State.AMENDING: (*FINAL, Action.ASK_AMENDMENT, Action.AGREE_AMENDMENT),
}
"""Where a walk may begin, and how it gets there; what the year does not have is left out."""


class Office(RuleBasedStateMachine):
    """One filing of a year with one or two levels, with or without 反馈 and 盖章件."""

    @initialize(
        start=st.sampled_from(list(WAYS)),
        levels=st.sampled_from([1, 2]),
        days=st.sampled_from([0, 5]),
        stamp=st.booleans(),
    )
    def begin(self, start: State, levels: int, days: int, stamp: bool) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.office = make_office()
        self.levels, self.days, self.stamp = levels, days, stamp
        steps = {"levels": levels, "feedback_days": days, "wants_stamp": stamp}
        Cycle.objects.filter(pk=self.office.cycle.pk).update(**steps)
        self.office.cycle.refresh_from_db()
        self.office.filing.refresh_from_db()
        self.office.second = factories.member(Role.REVIEWER, username="second")
        if levels > 1:
            given = {"cycle": self.office.cycle, "department": self.office.department}
            second = self.office.second
            assign_reviewer(actor=self.office.rubric_admin, reviewer=second, level=2, **given)
        fill(self.office)
        self.state, self.moves, self.approvals, self.amending = State.FILLING, 1, 0, False
        for action in WAYS[start]:
            self._on_the_way(action)

    def _on_the_way(self, action: Action) -> None:
        left_out = {
            Action.HAND_ON: self.levels > 1,
            Action.GIVE_FEEDBACK: self.days,
            Action.KEEP_STAMPED: self.stamp,
        }
        if not left_out.get(action, True):
            return
        who = self._whose(action)
        if action is Action.RETURN:
            opinion = Opinion(SPENT, "请核对")
            comments.add_comment(actor=who, filing=self.filing(), opinion=opinion)
        MOVES[action](who, self.filing())
        self._moved(action)

    def _whose(self, action: Action) -> Any:
        """Return somebody whose act it is now."""
        role = next(iter(sorted(TRANSITIONS[action].roles & {Role.FILER, Role.REVIEWER, Role.RUBRIC_ADMIN})))
        second = role is Role.REVIEWER and self.levels > 1 and self.filing().level > 1
        return getattr(self.office, "second" if second else role.value)

    def _moved(self, action: Action) -> None:
        before = self.state
        self.state = state_after(action, before, self.filing().round, amending=self.amending)
        if action is Action.AGREE_AMENDMENT:
            self.amending = True
        if action in {Action.APPROVE, Action.DROP_AMENDMENT}:
            self.amending = False
        self.approvals += action is Action.APPROVE
        self.moves += 1
        REACHED[self.state] += 1
        DONE[action.value] += 1

    def teardown(self) -> None:
        if hasattr(self, "transaction"):
            try:
                assert broken_links() == []
            finally:
                transaction.set_rollback(True)
                self.transaction.__exit__(None, None, None)

    def filing(self) -> Filing:
        return Filing.objects.select_related("cycle", "department").get(pk=self.office.filing.pk)

    def tried(self, act: Callable[[], object]) -> bool:
        """Whether an act was done; one that was refused has changed nothing."""
        STEPS["all"] += 1
        before = fingerprint()
        try:
            with transaction.atomic():
                act()
        except Refused as refusal:
            reason = refusal.reason
        else:
            return True
        assert (reason[-1], fingerprint()) == ("。", before)
        return False

    @rule(who=WHO, action=st.sampled_from(list(MOVES)))
    def move(self, who: str, action: Action) -> None:
        """Anybody tries anything."""
        self._try(getattr(self.office, who), action)

    @rule(number=st.integers(0, 20))
    def likely(self, number: int) -> None:
        """Somebody whose act it is does what the state is for, so that walks get far."""
        fitting = [one for one in MOVES if self.state in TRANSITIONS[one].states]
        action = fitting[number % len(fitting)]
        self._try(self._whose(action), action)

    def _try(self, who: Any, action: Action) -> None:
        before, filing = self.state, self.filing()
        receipts = Snapshot.objects.count()
        if not self.tried(lambda: MOVES[action](who, filing)):
            return
        if action is Action.SUBMIT and before is State.SUBMITTED:
            assert Snapshot.objects.count() == receipts
            return
        assert before in TRANSITIONS[action].states
        self._moved(action)

    @rule(who=WHO, spent=st.integers(90, 100))
    def save(self, who: str, spent: int) -> None:
        version = self.filing().answers.get(key=SPENT).version
        values = {SPENT: Typed(str(spent), version)}
        person = getattr(self.office, who)
        done = self.tried(lambda: save_fields(actor=person, filing=self.filing(), values=values))
        assert done == (who == "filer" and self.state in EDITABLE)

    @rule(who=WHO)
    def comment(self, who: str) -> None:
        opinion = Opinion(SPENT, "请核对")
        person = getattr(self.office, who)
        done = self.tried(lambda: comments.add_comment(actor=person, filing=self.filing(), opinion=opinion))
        assert done == self._reviews(who)

    @precondition(lambda self: Comment.objects.exists())
    @rule(who=WHO, act=st.sampled_from(["answer_comment", "adopt_comment", "mend_further"]))
    def utter(self, who: str, act: str) -> None:
        target = Comment.objects.order_by("id").last()
        person = getattr(self.office, who)
        self.tried(lambda: getattr(comments, act)(actor=person, comment=target, text="说明"))

    @precondition(lambda self: Comment.objects.exists())
    @rule(who=WHO)
    def withdraw(self, who: str) -> None:
        """Only its author takes an opinion back, and only while nobody has acted on it."""
        target = Comment.objects.order_by("id").last()
        person, said = getattr(self.office, who), list(target.entries.all())
        own = len(said) == 1 and said[0].by == person and target.round == self.filing().round
        done = self.tried(lambda: comments.withdraw_comment(actor=person, comment=target))
        assert done == (own and self._reviews(who))

    @rule(who=WHO, spent=st.integers(80, 89))
    def correct(self, who: str, spent: int) -> None:
        version = self.filing().answers.get(key=SPENT).version
        corrected = Corrected(SPENT, str(spent), "与决算不符", version)
        person = getattr(self.office, who)
        done = self.tried(lambda: correct(actor=person, filing=self.filing(), corrected=corrected))
        assert done == self._reviews(who)

    def _reviews(self, who: str) -> bool:
        """Whether somebody is the reviewer whose turn it is."""
        turn = "second" if self.levels > 1 and self.filing().level > 1 else "reviewer"
        return who == turn and self.state is State.REVIEWING

    @invariant()
    def agrees_with_the_model(self) -> None:
        if not hasattr(self, "office"):
            return
        filing = self.filing()
        assert (filing.state, filing.amending) == (self.state, self.amending)
        assert Event.objects.filter(filing=filing).count() == self.moves
        assert filing.round == filing.return_notices.count()
        assert filing.snapshots.filter(purpose="approval").count() == self.approvals

    @invariant()
    def lists_say_of_what_follows_what_the_page_says(self) -> None:
        if not hasattr(self, "office"):
            return
        filing = self.filing()
        assert finishes_of([filing]).get(filing.pk, Finish()) == finish_of(filing)

    @invariant()
    def nothing_is_closed_that_is_not_final(self) -> None:
        if not hasattr(self, "office") or self.state not in FINISHED:
            return
        filing = self.filing()
        told = told_of(filing)
        if self.state is not State.APPROVED or not self.days:
            assert filing.final_at is not None
        if filing.final_at is not None and told is not None:
            assert told.unanswered == 0
        if self.state is not State.APPROVED and self.stamp:
            assert approved(filing).stamped_copies.filter(replaced_at=None).exists()
