"""Any acts by anybody in any order: what is refused leaves every byte, what is done follows the table of states."""

from collections import Counter

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from evaluations.models import Comment, Event, Filing, Snapshot
from evaluations.services import Refused, Typed, comments, review, submission
from evaluations.services.comments import Opinion
from evaluations.services.corrections import Corrected, correct
from evaluations.services.filing import save_fields
from evaluations.services.integrity import broken_links
from evaluations.workflow import EDITABLE, TRANSITIONS, Action, State, state_after
from tests.evaluations.conftest import fill, make_office
from tests.fingerprint import fingerprint

SPENT = "fig:财政拨款支出"
WHO = st.sampled_from(["filer", "reviewer", "filer", "reviewer", "head", "rubric_admin"])
REACHED: Counter[State] = Counter()
"""How often each state was reached; a walk that never leaves the first would prove nothing."""
MOVES = {
    Action.SUBMIT: lambda who, filing: submission.submit(actor=who, filing=filing),
    Action.TAKE_BACK: lambda who, filing: submission.take_back(actor=who, filing=filing),
    Action.ACCEPT: lambda who, filing: review.accept(actor=who, filing=filing),
    Action.RETURN: lambda who, filing: review.return_filing(
        actor=who, filing=filing, due=timezone.now() + timezone.timedelta(days=1)
    ),
    Action.APPROVE: lambda who, filing: review.approve(actor=who, filing=filing, revision=filing.revision),
    Action.ARCHIVE: lambda who, filing: review.archive(actor=who, filing=filing),
    Action.MAKE_PUBLIC: lambda who, filing: review.make_public(
        actor=who, filing=filing, web_address="https://www.example.gov.cn", day=timezone.localdate()
    ),
}


WAYS = {
    State.FILLING: [],
    State.SUBMITTED: [Action.SUBMIT],
    State.REVIEWING: [Action.SUBMIT, Action.ACCEPT],
    State.RETURNED: [Action.SUBMIT, Action.ACCEPT, Action.RETURN],
    State.APPROVED: [Action.SUBMIT, Action.ACCEPT, Action.APPROVE],
}
"""Where a walk may begin, and how it gets there."""


class Office(RuleBasedStateMachine):
    """The portal on one side, a few lines of model on the other."""

    @initialize(
        start=st.sampled_from(
            [State.FILLING, State.SUBMITTED, State.REVIEWING, State.RETURNED, State.APPROVED]
        )
    )
    def begin(self, start: State) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.office = make_office()
        fill(self.office)
        for action in WAYS[start]:
            if action is Action.RETURN:
                opinion = Opinion(SPENT, "请核对")
                comments.add_comment(actor=self.office.reviewer, filing=self.filing(), opinion=opinion)
            person = self.office.filer if action is Action.SUBMIT else self.office.reviewer
            MOVES[action](person, self.filing())
        self.state, self.moves = start, len(WAYS[start]) + 1

    def teardown(self) -> None:
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def filing(self) -> Filing:
        return Filing.objects.get(pk=self.office.filing.pk)

    def tried(self, act) -> bool:
        """Whether an act was done; one that was refused has changed nothing."""
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
        before, filing = self.state, self.filing()
        receipts = Snapshot.objects.count()
        if not self.tried(lambda: MOVES[action](getattr(self.office, who), filing)):
            return
        if action is Action.SUBMIT and before is State.SUBMITTED:
            assert Snapshot.objects.count() == receipts
            return
        assert before in TRANSITIONS[action].states
        self.state = state_after(action, before, filing.round)
        self.moves += 1
        REACHED[self.state] += 1

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
        assert done == (who == "reviewer" and self.state is State.REVIEWING)

    @precondition(lambda self: Comment.objects.exists())
    @rule(who=WHO, act=st.sampled_from(["answer_comment", "adopt_comment", "mend_further"]))
    def settle(self, who: str, act: str) -> None:
        target = Comment.objects.order_by("id").last()
        person = getattr(self.office, who)
        self.tried(lambda: getattr(comments, act)(actor=person, comment=target, text="说明"))

    @rule(who=WHO, spent=st.integers(80, 89))
    def correct(self, who: str, spent: int) -> None:
        version = self.filing().answers.get(key=SPENT).version
        corrected = Corrected(SPENT, str(spent), "与决算不符", version)
        person = getattr(self.office, who)
        done = self.tried(lambda: correct(actor=person, filing=self.filing(), corrected=corrected))
        assert done == (who == "reviewer" and self.state is State.REVIEWING)

    @invariant()
    def agrees_with_the_model(self) -> None:
        if not hasattr(self, "office"):
            return
        filing = self.filing()
        assert filing.state == self.state
        assert Event.objects.filter(filing=filing).count() == self.moves
        assert filing.round == filing.return_notices.count()
        assert broken_links() == []


@pytest.mark.django_db
@pytest.mark.sqlite
def test_acts_in_any_order_follow_the_table_of_states(rounds, figure):
    examples, steps = rounds(10, 200), 25
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    reached = ", ".join(f"{state} {REACHED[state]}" for state in State if REACHED[state])
    figure("acts in any order", f"{examples} runs of up to {steps} acts, 0 disagreements; reached: {reached}")
