"""清除涉密内容: what was at a place is nowhere any more, and everything else is as it was."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from evaluations.models import Change, Event
from evaluations.report.pdf import Printed
from evaluations.selectors.at_revision import content_at
from evaluations.selectors.filings import flat_of
from evaluations.selectors.purged import MARK
from evaluations.selectors.snapshots import frozen
from evaluations.services import jobs, purging, reports, review, submission
from evaluations.services.comments import Opinion
from evaluations.services.corrections import Corrected, correct
from evaluations.services.filing import save_fields
from evaluations.services.integrity import broken_links
from evaluations.services.purging import QUOTES_IT, purge
from evaluations.services.results import Refused, Typed
from evaluations.services.units import send_up
from evaluations.workflow import Role, State
from rubrics.scoring.states import Missing
from tests import factories
from tests.evaluations.conftest import fill
from tests.evaluations.units.conftest import BUDGET, make_family

from .spoiled import (
    CELL,
    NUMBER,
    REASON,
    SECRET,
    SPENT,
    TEXT,
    cleared,
    files_holding,
    fresh,
    printed,
    say,
    spoil,
    tables_holding,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EVIDENCE_ROOT = tmp_path / "files", tmp_path / "files" / "evidence"
    return settings.MEDIA_ROOT


@pytest.fixture
def spoiled(office):
    return spoil(office)


def test_text_that_is_purged_is_in_no_table_and_no_file(spoiled, files, django_capture_on_commit_callbacks):
    printed(spoiled)
    before = tables_holding(SECRET)
    assert before >= {
        "narrative",
        "change",
        "snapshot",
        "commententry",
        "comment",
        "returnnotice",
        "pendingimport",
    }
    assert files_holding(files, SECRET) == {"notices", "reports", "drafts", "evidence"}
    with django_capture_on_commit_callbacks(execute=True):
        done = cleared(spoiled, TEXT)
    assert (tables_holding(SECRET), done.left) == (set(), ())
    assert files_holding(files, SECRET) == {"evidence"}  # another place, with a purge of its own
    assert TEXT.removeprefix("chapter:") not in flat_of(spoiled.filing).narratives
    assert broken_links() == []


@pytest.mark.parametrize("place", ["cell", "figure", "file"])
def test_place_of_any_kind_that_is_purged_is_in_no_table_and_no_file(
    spoiled, files, place, django_capture_on_commit_callbacks
):
    printed(spoiled)
    address, word = {
        "cell": (f"row:项目/{spoiled.row.key}/名称", CELL),
        "figure": (SPENT, NUMBER),
        "file": (f"file:{spoiled.file.key}", f"{CELL}批复"),
    }[place]
    assert {"change", "snapshot"} <= tables_holding(word)
    with django_capture_on_commit_callbacks(execute=True):
        done = cleared(spoiled, address)
    if place == "cell":  # the file is called by the same word
        assert done.left == ("line:预算执行/佐证", f"file:{spoiled.file.key}")
        with django_capture_on_commit_callbacks(execute=True):
            cleared(spoiled, f"file:{spoiled.file.key}")
    assert (tables_holding(word), files_holding(files, word)) == (set(), set())
    if place == "file":
        assert files_holding(files / "evidence", SECRET) == set()
    assert broken_links() == []


def test_words_of_a_file_that_name_what_was_purged_are_overwritten(spoiled):
    said = {"by": spoiled.filer, "at": timezone.now(), "revision": 1, "version": 1}
    told = Change.objects.create(
        filing=spoiled.filing, address="file:x", new=f"批复.pdf（效果性指标 · {CELL}）", **said
    )
    cleared(spoiled, f"row:项目/{spoiled.row.key}/名称")
    told.refresh_from_db()
    assert told.new == MARK


def test_content_at_an_earlier_revision_differs_after_a_purge_only_at_its_place(spoiled):
    """A workbook that was taken before is told from one that was not: what it was made from is not there any more."""
    cell = f"row:项目/{spoiled.row.key}/名称"
    revisions = range(1, spoiled.filing.revision + 1)
    before = {revision: content_at(spoiled.filing, revision) for revision in revisions}
    cleared(spoiled, cell)
    for revision in revisions:
        now, then = content_at(spoiled.filing, revision), before[revision]
        assert now.rows == then.rows
        differing = {where for where in {*now.texts, *then.texts} if now.at(where) != then.at(where)}
        assert differing <= {cell}
        assert now.at(cell).text in {"", MARK}


def test_correction_of_a_place_that_is_purged_holds_no_more_in_the_approval(office):
    fill(office)
    submission.submit(actor=office.filer, filing=fresh(office))
    review.accept(actor=office.reviewer, filing=fresh(office))
    laid = correct(
        actor=office.reviewer, filing=fresh(office), corrected=Corrected(SPENT, "90", "与决算不符", 1)
    )
    approved = review.approve(actor=office.reviewer, filing=office.filing, revision=fresh(office).revision)
    cleared(office, SPENT)
    laid.refresh_from_db()
    assert (laid.value, laid.reason, laid.withdrawn_at is None) == (MARK, MARK, False)
    approved.refresh_from_db()
    kept = frozen(approved)
    figures = [sheet.figures[SPENT.removeprefix("fig:")].value for sheet in (kept.sheet, kept.verified)]
    assert [isinstance(value, Missing) for value in figures] == [True, True]
    assert broken_links() == []


def test_place_of_a_unit_is_purged_by_the_bureau_alone(db):
    family = make_family()
    family.save("示例甲所", fig__单位性质="事业")
    unit, admin = family.fresh("示例甲所"), factories.member(Role.RUBRIC_ADMIN)
    send_up(actor=family.filer_of("示例甲所"), filing=unit)
    with pytest.raises(Refused):
        purge(actor=family.filers["whole"], filing=unit, address=BUDGET, reason=REASON)
    purge(actor=admin, filing=unit, address=BUDGET, reason=REASON)
    assert BUDGET not in flat_of(family.fresh("示例甲所")).answers
    assert broken_links() == []


def test_purge_leaves_the_place_empty_and_everything_else_as_it_was(spoiled):
    before, sent = flat_of(spoiled.filing), [frozen(one) for one in spoiled.filing.snapshots.all()]
    cleared(spoiled, SPENT)
    after = flat_of(spoiled.filing)
    assert SPENT not in after.answers
    assert {**after.answers, SPENT: before.answers[SPENT]} == before.answers
    assert (after.rows, after.narratives) == (before.rows, before.narratives)
    now = [frozen(one) for one in spoiled.filing.snapshots.all()]
    for old, new in zip(sent, now, strict=True):
        assert {**new.flat.answers, SPENT: old.flat.answers[SPENT]} == old.flat.answers
        assert (new.flat.rows, new.flat.narratives, new.evidence) == (
            old.flat.rows,
            old.flat.narratives,
            old.evidence,
        )
        assert (SPENT.removeprefix("fig:") in new.answers.figures, new.signature) == (False, old.signature)


def test_event_of_a_purge_says_who_when_where_and_why_and_not_what(spoiled):
    event = cleared(spoiled, SPENT).event
    assert (event.action, event.actor, event.filing) == ("purge", spoiled.rubric_admin, spoiled.filing)
    data = event.data
    assert (data["address"], data["place"], data["reason"]) == (SPENT, "财政拨款支出", REASON)
    cleared_rows = {table: len(rows) for table, rows in data["cleared"].items()}
    assert cleared_rows == {"change": 1, "commententry": 1, "returnnotice": 1, "snapshot": 2, "event": 4}
    assert ({table: len(seals) for table, seals in data["seals"].items()}, data["purge"]) == (
        {"snapshot": 2, "event": 4},
        1,
    )
    assert NUMBER not in json.dumps(data, ensure_ascii=False)
    change = spoiled.filing.changes.order_by("-pk").first()
    assert (change.address, change.old, change.new, change.source) == (SPENT, MARK, "", "按保密要求清除")


def test_reason_that_says_what_was_there_is_refused_and_nothing_is_cleared(spoiled):
    with pytest.raises(Refused, match=QUOTES_IT):
        purge(actor=spoiled.rubric_admin, filing=spoiled.filing, address=TEXT, reason=f"写有{SECRET}")
    assert "narrative" in tables_holding(SECRET)
    assert Event.objects.filter(action="purge").count() == 0


@pytest.mark.parametrize(
    "address", ["fig:没有", "row:项目/没有", "chapter:主要职能#b1", "nonsense", "file:0"]
)
def test_place_that_is_none_or_never_held_anything_is_refused(spoiled, address):
    revision = spoiled.filing.revision
    with pytest.raises(Refused):
        cleared(spoiled, address)
    assert fresh(spoiled).revision == revision


def test_place_is_purged_once(spoiled):
    cleared(spoiled, TEXT)
    with pytest.raises(Refused, match="已经清除"):
        cleared(spoiled, TEXT)


@pytest.mark.parametrize("who", ["filer", "head", "reviewer"])
def test_purge_is_the_rubric_admins_alone(spoiled, who):
    with pytest.raises(Refused, match="您的角色不能清除涉密内容。请联系绩效管理员。"):
        purge(actor=getattr(spoiled, who), filing=spoiled.filing, address=TEXT, reason=REASON)


def test_purge_while_the_department_mends_keeps_the_score_of_what_was_sent_and_what_is_mended(spoiled):
    say(spoiled, Opinion("line:社会效益", "请补依据。"))
    due = timezone.now() + timedelta(days=5)
    review.return_filing(actor=spoiled.reviewer, filing=fresh(spoiled), due=due)
    later = {"fig:调整预算数": Typed("90000", 1)}
    assert save_fields(actor=spoiled.filer, filing=fresh(spoiled), values=later).ok
    before = dict(spoiled.filing.sent_summary)
    cleared(spoiled, SPENT)
    after = spoiled.filing.sent_summary
    assert (spoiled.filing.state, after, before["ratio"] != "") == (
        State.RETURNED,
        {**before, "ratio": ""},
        True,
    )
    assert spoiled.filing.summary["complete"] is False
    assert flat_of(spoiled.filing).answers["fig:调整预算数"].text == "90000"
    assert broken_links() == []


def test_filing_goes_on_after_a_purge_to_its_approval_with_a_whole_history(spoiled):
    cleared(spoiled, TEXT)
    say(spoiled, Opinion(TEXT, "请改写。"))
    due = timezone.now() + timedelta(days=5)
    review.return_filing(actor=spoiled.reviewer, filing=fresh(spoiled), due=due)
    values = {TEXT: Typed("负责应急管理。", spoiled.filing.narratives.get().version)}
    assert save_fields(actor=spoiled.filer, filing=fresh(spoiled), values=values).ok
    cleared(spoiled, f"row:项目/{spoiled.row.key}/名称")
    assert broken_links() == []


def test_report_of_a_purged_snapshot_is_refused_and_of_a_later_one_printed(spoiled):
    cleared(spoiled, TEXT)
    for snapshot in spoiled.filing.snapshots.all():
        with pytest.raises(Refused, match="内容已按保密要求清除"):
            reports.request_report(actor=spoiled.filer, snapshot=snapshot, variant="draft")


def test_print_that_is_under_way_when_the_purge_comes_keeps_nothing(spoiled, files):
    snapshot = spoiled.filing.snapshots.first()
    report, job = reports.request_report(actor=spoiled.filer, snapshot=snapshot, variant="draft")
    lease = jobs.lease(job_id=job.pk)
    cleared(spoiled, TEXT)
    printed_before = Printed(SECRET.encode(), 1, "")
    assert reports.finish_report(report=report, lease=lease, printed=printed_before) is False
    assert files_holding(files, SECRET) == {"evidence"}


def raw(path: Path) -> bytes:
    """What stands in the database's file and in the log beside it, free pages too.

    Read by another process: whoever closes the file lets go of all locks that this one has on it.
    """
    beside = path.with_name(f"{path.name}-wal")
    there = [str(one) for one in (path, beside) if one.exists()]
    return subprocess.run(["/bin/cat", *there], check=True, capture_output=True).stdout


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("anew", [True, False])
def test_database_file_holds_nothing_of_it_once_it_is_written_anew(spoiled, monkeypatch, anew):
    """Control: without, the bytes stand in free pages yet."""
    path = Path(str(connection.settings_dict["NAME"]))
    assert SECRET.encode() in raw(path)
    if not anew:
        monkeypatch.setattr(purging, "forget_pages", lambda: None)
    cleared(spoiled, TEXT)
    assert tables_holding(SECRET) == set()
    assert (SECRET.encode() in raw(path)) is not anew
