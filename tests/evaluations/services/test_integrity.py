"""Whoever alters, removes or adds an entry behind the portal's back is found out."""

import hashlib
import random
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from evaluations.models import Chain, Event, Snapshot
from evaluations.services import events, integrity, review, snapshots, submission
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
    call_command("verify_history", stdout=said)
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


def changed(chance: random.Random, model: type[Event | Snapshot], row: Event | Snapshot) -> str:
    edits = EVENT_EDITS if model is Event else SNAPSHOT_EDITS
    return f"UPDATE {model._meta.db_table} SET {chance.choice(edits)} WHERE id = {row.pk}"


def removed(chance: random.Random, model: type[Event | Snapshot], row: Event | Snapshot) -> str:
    return f"DELETE FROM {model._meta.db_table} WHERE id = {row.pk}"


def renumbered(chance: random.Random, model: type[Event | Snapshot], row: Event | Snapshot) -> str:
    return f"UPDATE {model._meta.db_table} SET seq = {row.seq + 50} WHERE id = {row.pk}"


def reordered(chance: random.Random, model: type[Event | Snapshot], row: Event | Snapshot) -> str:
    """The row and another one of its chain change places."""
    others = model.objects.filter(filing=row.filing).exclude(pk=row.pk)
    other, table = chance.choice(list(others)), model._meta.db_table
    moves = ((row.pk, 9001), (other.pk, row.seq), (row.pk, other.seq))
    return ";".join(f"UPDATE {table} SET seq = {seq} WHERE id = {key}" for key, seq in moves)


def cut_off(chance: random.Random, model: type[Event | Snapshot], row: Event | Snapshot) -> str:
    """The row and everything after it; of events the head is set back too."""
    table, keeps = model._meta.db_table, row.prev
    cut = f"DELETE FROM {table} WHERE filing_id = {row.filing_id} AND seq >= {row.seq}"
    if model is Snapshot:
        return cut
    back = f"UPDATE evaluations_chain SET length = {row.seq - 1}, head = '{keeps}' WHERE name = '{row.chain}'"
    gone = f"DELETE FROM evaluations_chain WHERE name = '{row.chain}'"
    return f"{cut};{gone if row.seq == 1 and chance.random() < 0.5 else back}"


def sealed_anew(chance: random.Random, model: type[Event | Snapshot], row: Event | Snapshot) -> str:
    """Altered by somebody who knows how seals are made and has not the key: the row, all after it and the head."""
    text_of = events.text_of if model is Event else snapshots.text_of
    later = list(model.objects.filter(filing=row.filing, seq__gte=row.seq).order_by("seq"))
    if isinstance(later[0], Event):
        later[0].data = {"revision": 0}
    else:
        later[0].number += "x"
    last, statements = row.prev, []
    for one in later:
        one.prev = last
        last = hashlib.sha256(text_of(one).encode()).hexdigest()
        statements.append(
            f"UPDATE {model._meta.db_table} SET prev = '{one.prev}', sha = '{last}' WHERE id = {one.pk}"
        )
    altered = "data = '{\"revision\":0}'" if model is Event else "number = number || 'x'"
    statements.append(f"UPDATE {model._meta.db_table} SET {altered} WHERE id = {row.pk}")
    if model is Event:
        statements.append(f"UPDATE evaluations_chain SET head = '{last}' WHERE name = '{row.chain}'")
    return ";".join(statements)


ACTS = (changed, removed, renumbered, reordered, cut_off, sealed_anew)


def test_broken_links_after_any_edit_in_sql_name_the_chain(ledger, figure):
    """The way a person with the database's password would do it: 100 edits, each taken back after the look."""
    chance, found = random.Random(7), Counter()
    for number in range(100):
        act, model = ACTS[number % len(ACTS)], chance.choice([Event, Snapshot])
        rows = list(model.objects.filter(filing__isnull=False))
        statement = act(chance, model, chance.choice(rows))
        with transaction.atomic(), connection.cursor() as cursor:
            for one in statement.split(";"):
                cursor.execute(one)
            broken = broken_links()
            transaction.set_rollback(True)
        assert broken, (number, statement)
        assert broken[0].startswith((f"filing/{ledger.filing.pk}：", f"snapshot/{ledger.filing.pk}："))
        found[act.__name__] += 1
    figure("edits of the history in SQL that were found", dict(found))
    assert broken_links() == []


def test_the_same_edits_without_a_key_would_not_be_found(ledger, monkeypatch):
    """Control: with seals that everybody can make, who makes them anew is not found out."""
    plain = lambda text: hashlib.sha256(text.encode()).hexdigest()  # noqa: E731
    for event in Event.objects.order_by("chain", "seq"):
        last = Event.objects.filter(chain=event.chain, seq=event.seq - 1).first()
        event.prev = last.sha if last else ""
        Event.objects.filter(pk=event.pk).update(prev=event.prev, sha=plain(events.text_of(event)))
    for chain in Chain.objects.all():
        chain.head = Event.objects.filter(chain=chain.name).order_by("-seq").first().sha
        Chain.objects.filter(pk=chain.pk).update(head=chain.head, seal=plain(events.head_text(chain)))
    found = broken_links()
    assert [line for line in found if line.startswith(("filing/", "organisation"))], (
        "keyed: all of it is found"
    )
    monkeypatch.setattr(integrity, "holds", lambda text, seal: plain(text) == seal)
    assert not [line for line in broken_links() if line.startswith(("filing/", "organisation"))]


def test_verify_history_of_an_altered_ledger_lists_it_and_fails(ledger):
    Event.objects.filter(seq=2).update(action="approve")
    said = StringIO()
    with pytest.raises(
        CommandError, match=f"1 处不符，第一处：filing/{ledger.filing.pk}：第 2 条与校验码不符。"
    ):
        call_command("verify_history", stdout=said)
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
    assert broken_links() == [
        f"filing/{ledger.filing.pk}：记录的条数或最后一条的校验码与登记的不符",
        f"filing/{ledger.filing.pk}：状态、期限、定分等与办理记录不符",
    ]
