"""An item is mended with evidence, closed or asked for again: as it was seen, whole or not at all."""

import hashlib
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from evaluations.evidence import store
from evaluations.models import Assignment, Event, Membership, RectificationFile, RectificationItem
from evaluations.selectors.rectification import open_items, visible_items
from evaluations.services import Refused, uploads
from evaluations.services import rectification as services
from evaluations.services.integrity import broken_links
from evaluations.services.vouched_items import entry_said
from evaluations.triggers import GUARDS
from evaluations.workflow import Role
from rubrics.triggers import remove
from tests import factories
from tests.evaluations.evidence.papers import EICAR, pdf
from tests.evaluations.rectification.conftest import paper


def report(ledger, **more):
    said = {"words": "已修订。", "send": True, "offered": paper(), "version": ledger.first.version}
    return services.report(actor=ledger.filer, item=ledger.first, **{**said, **more})


@pytest.fixture
def reported(ledger):
    report(ledger)
    ledger.first.refresh_from_db()
    return ledger


def bytes_kept(kept: Path) -> list[str]:
    return [path.name for path in kept.rglob("*") if path.is_file()]


def test_report_keeps_words_file_and_one_event(reported, kept):
    item = reported.first
    [entry] = item.entries.all()
    [file] = entry.files.all()
    assert (item.state, item.version, entry.act, entry.text, entry.by) == (
        "reported",
        2,
        "rectify_report",
        "已修订。",
        reported.filer,
    )
    assert (file.name, file.kind, store.get(file.key, file.sha)) == ("整改报告.pdf", "pdf", paper().data)
    event = Event.objects.order_by("-pk").first()
    assert (event.action, event.filing, event.data) == (
        "rectify_report",
        reported.filing,
        {
            "item": item.pk,
            "item_number": 1,
            "item_from": "to_mend",
            "item_to": "reported",
            "file_key": file.key,
            "file_sha": file.sha,
            "row": entry_said(entry),
        },
    )


def test_note_makes_it_being_mended_and_its_file_proves_the_report_after(ledger):
    report(ledger, send=False)
    ledger.first.refresh_from_db()
    assert ledger.first.state == "mending"
    report(ledger, offered=None)
    ledger.first.refresh_from_db()
    assert (ledger.first.state, ledger.first.entries.count()) == ("reported", 2)


def test_report_without_evidence_is_refused(ledger):
    with pytest.raises(Refused, match="还没有佐证材料，不能反馈"):
        report(ledger, offered=None)
    ledger.first.refresh_from_db()
    assert (ledger.first.state, ledger.first.entries.count()) == ("to_mend", 0)


@pytest.mark.parametrize(
    "data", [b"", b"MZ\x90", pdf(b"/JavaScript (x)"), EICAR], ids=["empty", "exe", "script", "text"]
)
def test_file_that_is_not_kept_leaves_no_byte_and_no_word(ledger, kept, data):
    offered = services.Offered("整改报告.pdf", data)
    with pytest.raises(Refused):
        report(ledger, offered=offered)
    assert (ledger.first.entries.count(), bytes_kept(kept)) == (0, [])


def test_report_on_what_moved_meanwhile_is_refused_and_leaves_no_byte(ledger, kept):
    report(ledger, send=False, offered=None)
    with pytest.raises(Refused, match="刚刚有人办理过"):
        report(ledger, send=False)
    assert (ledger.first.entries.count(), bytes_kept(kept)) == (1, [])


@pytest.mark.parametrize("act", ["close", "mend_further"])
def test_two_who_judge_at_once_the_second_is_refused(reported, act):
    version = reported.first.version
    services.mend_further(actor=reported.rubric_admin, item=reported.first, version=version, words="再查。")
    with pytest.raises(Refused):
        getattr(services, act)(actor=reported.reviewer, item=reported.first, version=version, words="好。")
    assert RectificationItem.objects.get(pk=reported.first.pk).state == "further"


@pytest.mark.parametrize("who", ["reviewer", "rubric_admin"])
def test_item_is_closed_and_gone_from_the_departments_open_ones(reported, who):
    assert [item.number for item in open_items(reported.filer)] == [1, 2, 3]
    closed = services.close(actor=getattr(reported, who), item=reported.first, version=reported.first.version)
    assert (closed.state, closed.closed_at is not None) == ("closed", True)
    assert [item.number for item in open_items(reported.filer)] == [2, 3]


def test_item_asked_for_again_comes_back_with_the_words(reported):
    services.mend_further(
        actor=reported.reviewer, item=reported.first, version=reported.first.version, words="请附会议纪要。"
    )
    reported.first.refresh_from_db()
    assert (reported.first.state, reported.first.entries.last().text) == ("further", "请附会议纪要。")
    report(reported)
    assert RectificationItem.objects.get(pk=reported.first.pk).state == "reported"


def test_asking_again_without_words_is_refused(reported):
    with pytest.raises(Refused, match="请写明还要做什么"):
        services.mend_further(
            actor=reported.reviewer, item=reported.first, version=reported.first.version, words=" "
        )


def test_reviewer_who_is_not_assigned_any_more_is_refused(reported):
    Assignment.objects.all().delete()
    with pytest.raises(Refused, match="您的角色不能销号"):
        services.close(actor=reported.reviewer, item=reported.first, version=reported.first.version)


def test_items_are_seen_by_the_department_its_reviewers_and_the_admin(ledger):
    elsewhere = factories.department("示例别处局")
    strangers = [factories.member(Role.FILER, elsewhere), factories.member(Role.REVIEWER), factories.user()]
    seen = {
        str(person): visible_items(person).count()
        for person in (ledger.filer, ledger.head, ledger.reviewer, ledger.rubric_admin)
    }
    assert seen == {"filer": 3, "head": 3, "reviewer": 3, "rubric_admin": 3}
    assert [visible_items(person).count() for person in strangers] == [0, 0, 0]


def test_reviewer_of_an_open_year_sees_what_an_earlier_one_left(ledger):
    later = factories.cycle(factories.version("later", year=2021))
    person = factories.reviewer_of(later, ledger.department)
    assert visible_items(person).count() == 3
    later.closed_at = later.opened_at
    later.save()
    assert visible_items(person).count() == 0


def test_member_whose_role_has_ended_sees_nothing(ledger):
    Membership.objects.filter(user=ledger.filer).update(ends="2001-01-01")
    assert (visible_items(ledger.filer).count(), open_items(ledger.filer)) == (0, [])


def test_files_of_items_are_not_swept(reported, monkeypatch):
    monkeypatch.setattr(uploads, "SETTLED_SECONDS", -1)
    orphan = store.put(b"x")
    assert uploads.sweep_files() == 1
    file = RectificationFile.objects.get()
    assert (store.get(file.key, file.sha) is not None, store.older_than(store.KEPT, -1)) == (
        True,
        [file.key],
    )
    assert orphan != file.key


@pytest.mark.parametrize("table", ["entries", "files"])
def test_what_was_said_and_brought_may_only_be_added_to(reported, table):
    rows = reported.first.entries if table == "entries" else RectificationFile.objects
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**({"text": "改"} if table == "entries" else {"name": "改"}))


def test_history_with_a_file_about_what_was_mended_fits(reported):
    assert broken_links() == []


def test_file_about_what_was_mended_that_is_lost_or_another_breaks_the_history(reported):
    store.drop(RectificationFile.objects.get().key)
    assert broken_links() == ["整改材料“整改报告.pdf”缺失，或与登记的校验码不符"]
    another = pdf(b"another")
    remove(GUARDS, "default")
    RectificationFile.objects.update(key=store.put(another), sha=hashlib.sha256(another).hexdigest())
    filing = reported.first.filing_id
    (event,) = [one for one in Event.objects.filter(filing=filing) if "file_key" in one.data]
    assert broken_links() == [
        f"filing/{filing} 整改事项 1：登记的内容在办理记录里没有",
        f"filing/{filing}：第 {event.seq} 条登记的内容缺失或不符",
    ]
