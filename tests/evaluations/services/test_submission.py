"""Sending a filing: what stops it, what is frozen, sent twice, taken back; with and without the head's signature."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Answer, Event, Filing, Snapshot
from evaluations.selectors.filings import answers_of, flat_of, sheet_of
from evaluations.selectors.snapshots import frozen
from evaluations.services import Refused, Typed, submission
from evaluations.services.filing import save_fields
from evaluations.services.seals import holds
from evaluations.services.snapshots import text_of
from evaluations.services.submission import Blocked
from evaluations.workflow import SignOff, State
from tests.evaluations.conftest import fill

pytestmark = pytest.mark.django_db


def submit(office, **more) -> Snapshot:
    return submission.submit(actor=office.filer, filing=office.filing, **more)


def state(office) -> str:
    return Filing.objects.values_list("state", flat=True).get(pk=office.filing.pk)


def test_submit_of_a_complete_filing_freezes_it_and_gives_a_numbered_receipt(office):
    fill(office)
    snapshot = submit(office)
    assert (snapshot.number, snapshot.seq, state(office)) == ("2020-103001-01", 1, State.SUBMITTED)
    assert holds(text_of(snapshot), snapshot.sha)
    event = Event.objects.filter(filing=office.filing).last()
    assert (event.action, event.actor, event.data["number"], event.data["sha"]) == (
        "submit",
        office.filer,
        snapshot.number,
        snapshot.sha,
    )


def test_submit_freezes_exactly_what_was_stored_and_scored(office):
    fill(office)
    content = frozen(submit(office))
    assert content.flat == flat_of(office.filing)
    assert content.answers == answers_of(office.filing)[0]
    assert content.sheet == sheet_of(office.filing)
    assert (content.department, content.year, content.verified) == ("示例一局", 2020, None)
    assert str(content.sheet.totals["合计"].score) == "9.80"


def test_submit_stores_canonical_text(office):
    fill(office)
    snapshot = submit(office)
    for text in (snapshot.answers, snapshot.content):
        again = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert text == again


def test_submit_with_a_missing_figure_names_it_and_changes_nothing(office):
    fill(office)
    save_fields(actor=office.filer, filing=office.filing, values={"fig:单位性质": Typed("", 1)})
    with pytest.raises(Blocked) as refusal:
        submit(office)
    assert [problem.where for problem in refusal.value.problems] == ["fig:单位性质"]
    assert (state(office), Snapshot.objects.count()) == (State.FILLING, 0)


def test_submit_with_a_blocking_check_is_stopped(office):
    fill(office)
    save_fields(actor=office.filer, filing=office.filing, values={"fig:财政拨款支出": Typed("101", 1)})
    with pytest.raises(Blocked) as refusal:
        submit(office)
    assert [problem.where for problem in refusal.value.problems] == ["check:支出不超"]


def test_submit_with_a_finding_to_explain_passes_once_it_is_explained(office):
    fill(office)
    save_fields(actor=office.filer, filing=office.filing, values={"fig:财政拨款支出": Typed("80", 1)})
    with pytest.raises(Blocked) as refusal:
        submit(office)
    assert [problem.where for problem in refusal.value.problems] == ["check:执行偏低"]
    explained = {"check:执行偏低": Typed("项目跨年实施，尾款在下年支付")}
    save_fields(actor=office.filer, filing=office.filing, values=explained)
    assert submit(office).seq == 1


def test_submit_twice_by_the_same_person_returns_the_first_receipt(office):
    fill(office)
    assert submit(office) == submit(office)
    assert (Snapshot.objects.count(), Event.objects.filter(action="submit").count()) == (1, 1)


def test_submit_of_content_that_changed_since_it_was_checked_is_refused(office):
    fill(office)
    seen = office.filing.revision
    save_fields(actor=office.filer, filing=office.filing, values={"fig:财政拨款支出": Typed("96", 1)})
    with pytest.raises(Refused) as refusal:
        submit(office, revision=seen)
    assert refusal.value.reason == "您核对以后，填报内容又有改动。请重新核对后再提交。"


def test_submit_by_others_is_refused(office):
    fill(office)
    for person in (office.head, office.reviewer, office.rubric_admin):
        with pytest.raises(Refused):
            submission.submit(actor=person, filing=office.filing)


def test_submit_after_the_window_is_refused(office):
    fill(office)
    office.cycle.windows.update(closes=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused):
        submit(office)


def test_take_back_until_accepted_then_sent_again_under_the_next_number(office):
    fill(office)
    first = submit(office)
    submission.take_back(actor=office.filer, filing=office.filing)
    assert state(office) == State.FILLING
    second = submit(office)
    assert (second.number, second.prev, first.prev) == ("2020-103001-02", first.sha, "")


def test_take_back_after_acceptance_is_refused(office):
    from evaluations.services.review import accept

    fill(office)
    submit(office)
    accept(actor=office.reviewer, filing=office.filing)
    with pytest.raises(Refused) as refusal:
        submission.take_back(actor=office.filer, filing=office.filing)
    assert refusal.value.reason == "现在是“审核中”，不能撤回。需要修改的，请联系审核人退回整改。"


def test_sign_off_online_goes_by_the_head(office):
    office.cycle.sign_off = SignOff.ONLINE
    office.cycle.save()
    fill(office)
    with pytest.raises(Refused):
        submit(office)
    submission.send_for_signature(actor=office.filer, filing=office.filing)
    assert state(office) == State.AWAITING_SIGNATURE
    with pytest.raises(Refused):
        submission.hand_back(actor=office.head, filing=office.filing, words=" ")
    submission.hand_back(actor=office.head, filing=office.filing, words="请核对支出数")
    assert state(office) == State.FILLING
    submission.send_for_signature(actor=office.filer, filing=office.filing)
    snapshot = submission.sign(actor=office.head, filing=office.filing)
    assert (state(office), snapshot.by) == (State.SUBMITTED, office.head)
    actions = list(Event.objects.filter(filing=office.filing).values_list("action", flat=True))
    assert actions == ["open", "send_for_signature", "hand_back", "send_for_signature", "sign"]


def test_snapshot_altered_in_any_column_no_longer_fits_its_seal(office):
    fill(office)
    snapshot = submit(office)
    for column in ("answers", "content", "number", "digest", "prev", "purpose"):
        altered = Snapshot.objects.get()
        setattr(altered, column, f"{getattr(altered, column)} ")
        assert not holds(text_of(altered), snapshot.sha), column
    assert holds(text_of(Snapshot.objects.get()), snapshot.sha)


@pytest.mark.parametrize("table", ["evaluations_snapshot", "evaluations_filing", "evaluations_event"])
def test_submit_that_fails_at_any_write_leaves_nothing(office, table, monkeypatch):
    from django.db import connection

    fill(office)
    events = Event.objects.count()

    def breaks(execute, sql, params, many, context):
        if table in sql and sql.startswith(("INSERT", "UPDATE")):
            raise RuntimeError("broken off")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(breaks), pytest.raises(RuntimeError):
        submit(office)
    assert (state(office), Snapshot.objects.count(), Event.objects.count()) == (State.FILLING, 0, events)
    assert Answer.objects.exists()
