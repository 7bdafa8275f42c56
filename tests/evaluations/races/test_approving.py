"""Approving and editing at once on PostgreSQL: what is approved is what was seen; without the guard it is not."""

import pytest

from evaluations.models import Correction, Filing, Snapshot
from evaluations.selectors.snapshots import frozen
from evaluations.services import review, submission
from evaluations.workflow import State
from rubrics.scoring.index import TOTAL

from .test_races import SPENT, office, racers, ready_filing

__all__ = ["office", "racers"]

pytestmark = pytest.mark.postgresql
CORRECTED = {"address": SPENT, "text": "90", "reason": "与决算不符", "on_version": 1}


def under_review(office) -> tuple[Filing, int]:
    """A filing that is being reviewed, and its revision as the reviewer sees it."""
    filing = ready_filing(office)
    submission.submit(actor=office.filer, filing=filing)
    review.accept(actor=office.reviewer, filing=filing)
    return filing, Filing.objects.get(pk=filing.pk).revision


def corrected_meanwhile(office, racers, guard):
    """Let a process that approves wait before it holds the filing, correct a figure, and let it go on.

    Return what it says, what was seen, and the filing as it is then.
    """
    filing, seen = under_review(office)
    approving, correcting = *racers(office.reviewer, off=[guard]), *racers(office.reviewer)
    approving.tell(filing=filing.pk, act="approve", revision=seen)
    assert approving.hear() == {"at": "barrier"}
    correcting.tell(filing=filing.pk, act="correct", **CORRECTED)
    assert correcting.hear() == {"made": "Correction"}
    approving.go_on()
    return approving.hear(), seen, Filing.objects.get(pk=filing.pk)


def test_correction_that_comes_between_is_told_and_nothing_is_approved(office, racers):
    answer, _, filing = corrected_meanwhile(office, racers, "slow approval")
    assert answer["differences"] == ["reviewer 审核 fig:财政拨款支出：90（与决算不符）"]
    assert (filing.state, filing.snapshots.filter(purpose="approval").count()) == (State.REVIEWING, 0)


def test_correction_that_comes_between_without_the_guard_is_approved_unseen(office, racers):
    answer, seen, filing = corrected_meanwhile(office, racers, "seen")
    approval = filing.snapshots.get(purpose="approval")
    assert (answer, filing.state) == ({"number": approval.number}, State.APPROVED)
    kept = frozen(approval)
    assert approval.revision > seen
    assert kept.verified.totals[TOTAL].score < kept.sheet.totals[TOTAL].score


def test_approving_while_correcting_approves_what_was_seen_or_nothing(office, racers, rounds, figure):
    approving, correcting = racers(office.reviewer, office.reviewer)
    stale, tries = 0, rounds(5, 1000)
    for _ in range(tries):
        filing, seen = under_review(office)
        approving.tell(filing=filing.pk, act="approve", revision=seen)
        correcting.tell(filing=filing.pk, act="correct", **CORRECTED)
        approved, corrected = approving.hear(), correcting.hear()
        assert ("number" in approved) != ("made" in corrected)
        assert Correction.objects.filter(filing=filing).exists() == ("made" in corrected)
        if "number" in approved:
            assert Snapshot.objects.get(filing=filing, purpose="approval").revision == seen
        else:
            stale += 1
            assert Filing.objects.get(pk=filing.pk).state == State.REVIEWING
    figure(
        "approval against correction", f"{tries} rounds, {stale} approvals refused, none of another content"
    )
