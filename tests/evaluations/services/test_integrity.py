"""Whoever alters, removes or adds an entry behind the portal's back is found out."""

import random
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from evaluations.models import Event, Snapshot
from evaluations.services import review, submission
from evaluations.services.comments import Opinion, add_comment
from evaluations.services.integrity import broken_links
from evaluations.triggers import GUARDS
from rubrics.triggers import remove
from tests.evaluations.conftest import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(office):
    """A filing with two snapshots and several events; the triggers are out of the way."""
    fill(office)
    submission.submit(actor=office.filer, filing=office.filing)
    submission.take_back(actor=office.filer, filing=office.filing)
    submission.submit(actor=office.filer, filing=office.filing)
    review.accept(actor=office.reviewer, filing=office.filing)
    remove(GUARDS, "default")
    return office


def test_broken_links_of_an_untouched_ledger_are_none(ledger):
    assert broken_links() == []
    said = StringIO()
    call_command("verify_ledger", stdout=said)
    assert said.getvalue().strip() == "办理记录 5 条、定格内容 2 份，全部相符。"


EVENT_EDITS = [
    "action = 'approve'",
    "at = '2001-01-01 00:00:00+00'",
    "data = '{}'",
    "actor_id = NULL",
    "sha = 'x'",
]
SNAPSHOT_EDITS = [
    "answers = answers || ' '",
    "content = 'x'",
    "number = number || 'x'",
    "digest = 'x'",
    "revision = 99",
]


def edit(chance: random.Random) -> str:
    """Change, remove or renumber one row the way a person with the database's password would."""
    table, edits = chance.choice([("event", EVENT_EDITS), ("snapshot", SNAPSHOT_EDITS)])
    model = Event if table == "event" else Snapshot
    row = chance.choice(list(model.objects.filter(filing__isnull=False).values_list("pk", "seq")))
    act = chance.choice(["delete", "renumber", "edit", "edit", "edit"])
    if act == "delete" and table == "event":
        return f"DELETE FROM evaluations_event WHERE id = {row[0]}"
    if act == "renumber":
        return f"UPDATE evaluations_{table} SET seq = {row[1] + 50} WHERE id = {row[0]}"
    return f"UPDATE evaluations_{table} SET {chance.choice(edits)} WHERE id = {row[0]}"


def test_broken_links_after_any_edit_in_sql_name_the_chain(ledger):
    from django.db import transaction

    chance = random.Random(7)
    for number in range(100):
        statement = edit(chance)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            found = broken_links()
            transaction.set_rollback(True)
        assert found, (number, statement)
        assert found[0].startswith((f"filing/{ledger.filing.pk}：", f"snapshot/{ledger.filing.pk}："))


def test_verify_ledger_of_an_altered_ledger_lists_it_and_fails(ledger):
    Event.objects.filter(seq=2).update(action="approve")
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_ledger", stdout=said)
    assert said.getvalue().strip() == f"filing/{ledger.filing.pk}：第 2 条与校验码不符"


def test_broken_links_without_the_last_snapshot_name_the_event_that_tells_of_it(ledger):
    Snapshot.objects.order_by("-seq").first().delete()
    assert broken_links() == [f"snapshot/{ledger.filing.pk}：办理记录第 4 条登记的定格内容缺失或不符"]


@pytest.mark.parametrize("edit", [{"new": "1"}, {"address": "fig:没有"}, {"revision": 99}, {"by": None}])
def test_broken_links_of_an_altered_change_name_the_act_that_sealed_it(ledger, edit):
    if "by" in edit:
        edit = {"by": ledger.reviewer}
    change = ledger.filing.changes.first()
    type(change).objects.filter(pk=change.pk).update(**edit)
    assert broken_links() == [f"filing/{ledger.filing.pk}：第 2 条以前的修改、意见或退回事项与校验码不符"]


def test_broken_links_of_what_a_return_said_are_found(ledger):
    opinion = Opinion("fig:财政拨款支出", "请核对决算数。", category="数据")
    comment = add_comment(actor=ledger.reviewer, filing=ledger.filing, opinion=opinion)
    due = timezone.now() + timedelta(days=5)
    notice = review.return_filing(actor=ledger.reviewer, filing=ledger.filing, due=due)
    assert broken_links() == []
    for row, edit in ((comment.entries.get(), {"text": "x"}), (notice, {"words": "x"})):
        same = type(row).objects.filter(pk=row.pk)
        kept = same.values(*edit).get()
        same.update(**edit)
        assert broken_links() == [f"filing/{ledger.filing.pk}：第 6 条以前的修改、意见或退回事项与校验码不符"]
        same.update(**kept)
    assert broken_links() == []


def test_broken_links_of_a_chain_cut_off_at_its_end_are_found(ledger):
    Event.objects.order_by("-seq").first().delete()
    assert broken_links() == [f"filing/{ledger.filing.pk}：记录的条数或最后一条的校验码与登记的不符"]
