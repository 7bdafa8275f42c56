"""清除涉密内容 where it reaches further: scores that were decided, filings that were never sent, other filings."""

from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from evaluations.models import Change, Cycle, Preset, Snapshot
from evaluations.selectors.filings import flat_of
from evaluations.selectors.purge_list import purge_list
from evaluations.selectors.snapshots import frozen
from evaluations.selectors.sought import MARK
from evaluations.services import purging, review, submission
from evaluations.services.comments import Opinion, add_comment
from evaluations.services.corrections import Corrected, correct
from evaluations.services.evidence import Offered, add_file
from evaluations.services.filing import open_filing, save_fields
from evaluations.services.integrity import broken_links
from evaluations.services.purging import Chosen, purge
from evaluations.services.results import Refused, Typed
from evaluations.views.review.seen import see
from evaluations.workflow import Role, State
from rubrics.scoring import wording
from tests import factories
from tests.evaluations.conftest import EXAMPLE, fill
from tests.evaluations.evidence.papers import pdf
from tests.evaluations.services.test_whole_or_not import broken_off
from tests.fingerprint import fingerprint

from .decided import CHAPTER, decide_everything
from .spoiled import REASON, SECRET, SPENT, TEXT, cleared, files_holding, fresh, tables_holding
from .test_purging import raw

pytestmark = pytest.mark.django_db
LINE = "line:社会效益/得分"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EVIDENCE_ROOT = tmp_path / "files", tmp_path / "files" / "evidence"
    return settings.MEDIA_ROOT


def approve(office) -> Snapshot:
    """Sent with 9.80, approved with 8.80."""
    fill(office)
    submission.submit(actor=office.filer, filing=fresh(office))
    review.accept(actor=office.reviewer, filing=fresh(office))
    correct(actor=office.reviewer, filing=fresh(office), corrected=Corrected(LINE, "3", "没有调查", 1))
    return review.approve(actor=office.reviewer, filing=office.filing, revision=fresh(office).revision)


def scores(sheet):
    return (
        {name: (line.score, line.state, line.points) for name, line in sheet.lines.items()},
        {name: (total.score, total.missing) for name, total in sheet.totals.items()},
        sheet.grade,
        {check.address: check.outcome for check in sheet.checks},
    )


def test_scores_that_were_sealed_stay_as_they_were_and_what_they_came_from_goes(office):
    approval = approve(office)
    kept = [frozen(one) for one in office.filing.snapshots.order_by("seq")]
    summaries = dict(fresh(office).summary), dict(office.filing.sent_summary)
    cleared(office, SPENT)
    approval.refresh_from_db()
    for before, now in zip(kept, map(frozen, office.filing.snapshots.order_by("seq")), strict=True):
        pairs = [(before.sheet, now.sheet)] + ([(before.verified, now.verified)] if before.verified else [])
        assert all(scores(one) == scores(other) for one, other in pairs)
        assert "95" not in str(now.sheet)
    said = wording.explain(frozen(approval).verified.lines["预算执行"], frozen(approval).verified)
    assert said == ("所依据的内容已按保密要求清除，这是定格时的得分。", "得 3.8 分（满分 4 分）。")
    told = {**summaries[0], "ratio": ""}, {**summaries[1], "ratio": ""}
    assert (fresh(office).summary, office.filing.sent_summary) == told
    assert (office.filing.state, broken_links()) == (State.APPROVED, [])


def test_review_and_result_of_an_approved_filing_show_the_scores_that_were_approved(office):
    approve(office)
    before = see(fresh(office))
    cleared(office, SPENT)
    now = see(fresh(office))
    assert (scores(now.sheet), scores(now.verified)) == (scores(before.sheet), scores(before.verified))


def test_review_that_is_under_way_goes_on_with_what_would_be_approved(office):
    """The self score is as it was sent; what is verified lacks the place, as the approval would."""
    fill(office)
    submission.submit(actor=office.filer, filing=fresh(office))
    review.accept(actor=office.reviewer, filing=fresh(office))
    before = see(fresh(office))
    cleared(office, SPENT)
    now = see(fresh(office))
    assert scores(now.sheet) == scores(before.sheet)
    assert (now.verified.totals["合计"].complete, office.filing.sent_summary["total"]) == (False, "9.80")
    assert office.filing.sent_summary["verified_complete"] is False


@pytest.mark.parametrize("state", [State.FILLING, State.AWAITING_SIGNATURE])
def test_words_that_a_filer_deleted_before_sending_can_be_cleared(office, state, files):
    """They stand in what was changed: deleting alone leaves them there."""
    assert save_fields(actor=office.filer, filing=fresh(office), values={TEXT: Typed(f"{SECRET}。")}).ok
    assert save_fields(actor=office.filer, filing=fresh(office), values={TEXT: Typed("", 1)}).ok
    assert tables_holding(SECRET) == {"change"}
    type(office.filing).objects.update(state=state)
    cleared(office, TEXT)
    assert (tables_holding(SECRET), list(Change.objects.filter(old=MARK).values_list("new", flat=True))) == (
        set(),
        ["", ""],
    )


def test_filing_that_was_taken_back_can_be_cleared_with_its_snapshot(office):
    fill(office, chapter__主要职能=f"{SECRET}。")
    submission.submit(actor=office.filer, filing=fresh(office))
    submission.take_back(actor=office.filer, filing=fresh(office))
    cleared(office, TEXT)
    assert (tables_holding(SECRET), broken_links()) == (set(), [])


def test_file_of_a_filing_that_was_never_sent_can_be_cleared(
    office, files, django_capture_on_commit_callbacks
):
    offered = Offered(f"{SECRET}.pdf", pdf(SECRET.encode()), "line:预算执行/佐证")
    file = add_file(actor=office.filer, filing=fresh(office), offered=offered)
    with django_capture_on_commit_callbacks(execute=True):
        cleared(office, f"file:{file.key}")
    assert (tables_holding(SECRET), files_holding(files, SECRET)) == (set(), set())


def test_last_years_figure_goes_from_what_the_next_year_froze_with_it(office):
    """It stands beside the next year's own figures; those stay, and so do its scores."""
    approve(office)
    later = factories.cycle(factories.version(EXAMPLE.replace("2020", "2021"), year=2021))
    following = open_filing(actor=office.filer, cycle=later, department=office.department)
    office.reviewer.assignments.create(cycle=later, department=office.department)
    answers = {"fig:单位性质": "行政", "fig:调整预算数": "200", "fig:财政拨款支出": "190"}
    answers |= {"line:制度/有制度": "是", "line:制度/能执行": "是", LINE: "4"}
    answers["line:预算执行/原因"] = "年末有一笔尾款未付"
    values = {where: Typed(text) for where, text in answers.items()}
    assert save_fields(actor=office.filer, filing=following, values=values).ok
    following.refresh_from_db()
    sent = submission.submit(actor=office.filer, filing=following)
    before = frozen(sent)
    assert "财政拨款支出" in before.answers.previous
    purge(actor=office.rubric_admin, filing=_first(office), address=SPENT, reason=REASON)
    sent.refresh_from_db()
    now = frozen(sent)
    assert ("财政拨款支出" in now.answers.previous, now.flat) == (False, before.flat)
    assert (scores(now.sheet), broken_links()) == (scores(before.sheet), [])


def _first(office):
    return (
        type(office.filing).objects.select_related("cycle", "department", "version").get(cycle=office.cycle)
    )


def other_filing(office):
    """Another department of the same cycle, with the secret in a text, sent and spoken of."""
    department = factories.department("示例二局", code="103002")
    filer = factories.member(Role.FILER, department, "filer2")
    office.reviewer.assignments.create(cycle=office.cycle, department=department)
    filing = open_filing(actor=filer, cycle=office.cycle, department=department)
    return filer, filing


def test_other_filings_that_hold_it_are_shown_their_words_to_be_ticked_their_places_to_be_cleared_there(
    office,
):
    fill(office, chapter__主要职能=SECRET)
    submission.submit(actor=office.filer, filing=fresh(office))
    filer, other = other_filing(office)
    assert save_fields(actor=filer, filing=other, values={TEXT: Typed(f"协助{SECRET}。")}).ok
    type(other).objects.filter(pk=other.pk).update(state=State.REVIEWING, sent_revision=1)
    comment = add_comment(actor=office.reviewer, filing=other, opinion=Opinion(SPENT, f"与{SECRET}重复。"))
    own = _own(office)
    listed = purge_list(own, TEXT)
    assert [(one.filing, one.where) for one in listed.elsewhere] == [(other, TEXT)]
    assert [(one.title, one.found) for one in listed.maybe] == [(f"{other} · 第 1 条审核意见", SECRET)]
    chosen = Chosen(ticked=frozenset(listed.keys))
    purge(actor=office.rubric_admin, filing=own, address=TEXT, reason=REASON, chosen=chosen)
    assert comment.entries.get().text == MARK
    assert flat_of(type(other).objects.get(pk=other.pk)).narratives != {}
    left = purge_list(type(other).objects.get(pk=other.pk), TEXT)
    assert left.elsewhere == ()


def _own(office):
    found = type(office.filing).objects.select_related("cycle", "department", "version")
    return found.get(department=office.department)


def test_other_filing_that_was_never_sent_is_named_and_not_quoted(office):
    fill(office, chapter__主要职能=SECRET)
    submission.submit(actor=office.filer, filing=fresh(office))
    _, other = other_filing(office)
    type(other).objects.filter(pk=other.pk).update(left_out=f"见{SECRET}")
    [one] = purge_list(_own(office), TEXT).maybe
    assert (one.title, one.found) == (f"{other} · 不计入汇总的原因", "")


def test_figure_of_the_bureau_is_deleted_only_where_it_is_ticked_and_goes_from_what_was_sent(office):
    said = {
        "cycle": office.cycle,
        "department": office.department,
        "kind": Preset.Kind.BUREAU,
        "source": "决算",
    }
    now = {
        "day": timezone.localdate(),
        "changed_at": timezone.now(),
        "by": office.rubric_admin,
        "at": timezone.now(),
    }
    preset = Preset.objects.create(key="财政拨款支出", value="95", **said, **now)
    Cycle.objects.filter(pk=office.cycle.pk).update(notice="x")
    fill(office)
    sent = submission.submit(actor=office.filer, filing=fresh(office))
    listed = purge_list(fresh(office), SPENT)
    assert [(one.key, one.title, one.sure) for one in listed.maybe] == [
        (f"preset/{preset.pk}", "财政预置数", False)
    ]
    chosen = Chosen(ticked=frozenset(listed.keys))
    purge(actor=office.rubric_admin, filing=fresh(office), address=SPENT, reason=REASON, chosen=chosen)
    sent.refresh_from_db()
    assert (Preset.objects.count(), frozen(sent).flat.presets, broken_links()) == (0, {}, [])


def test_reason_that_holds_a_word_that_was_named_is_refused(office):
    fill(office, chapter__主要职能=f"负责灯塔。{SECRET}")
    with pytest.raises(Refused, match=purging.QUOTES_IT):
        purge(
            actor=office.rubric_admin,
            filing=fresh(office),
            address=TEXT,
            reason="灯塔不宜公开",
            chosen=Chosen(words=("灯塔",)),
        )


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_database_file_and_folders_hold_nothing_of_it_once_everything_was_ticked(files):
    """The bytes themselves, free pages and the log beside them too."""
    path = Path(str(connection.settings_dict["NAME"]))
    made = decide_everything(SECRET)
    filing = made.by("admin")["filing"]
    assert SECRET.encode() in raw(path)
    chosen = Chosen(ticked=frozenset(purge_list(filing, CHAPTER).keys))
    purge(actor=made.admin, filing=filing, address=CHAPTER, reason=REASON, chosen=chosen)
    assert (SECRET.encode() in raw(path), tables_holding(SECRET), files_holding(files, SECRET)) == (
        False,
        set(),
        set(),
    )


STEPS = 9
"""Every ninth statement: a purge has some hundreds."""


def test_purge_that_is_broken_off_at_any_statement_leaves_every_row_and_file(office, files):
    fill(office, chapter__主要职能=SECRET)
    offered = Offered("批复.pdf", pdf(SECRET.encode()), "line:预算执行/佐证")
    add_file(actor=office.filer, filing=fresh(office), offered=offered)
    submission.submit(actor=office.filer, filing=fresh(office))
    review.accept(actor=office.reviewer, filing=fresh(office))
    add_comment(actor=office.reviewer, filing=fresh(office), opinion=Opinion(TEXT, f"不能写{SECRET}。"))
    chosen = Chosen(ticked=frozenset(purge_list(fresh(office), TEXT).keys))

    def act() -> None:
        purge(actor=office.rubric_admin, filing=fresh(office), address=TEXT, reason=REASON, chosen=chosen)

    def stands() -> tuple[str, list[str]]:
        return fingerprint(), sorted(path.name for path in files.rglob("*") if path.is_file())

    before, broken = stands(), 0
    while broken_off(act, broken):
        assert stands() == before, f"after statement {broken}"
        broken += STEPS
    assert broken > 10 * STEPS
    assert tables_holding(SECRET) == set()
