"""What the bureau imports: planned and stored as planned, an event where it changes, never a touch on an answer."""

from datetime import date
from decimal import Decimal

import pytest

from evaluations.models import Answer, Change, Event, Filing, PendingImport, Preset
from evaluations.selectors.filings import answers_of, flat_of, sheet_of
from evaluations.selectors.snapshots import frozen, latest_snapshot
from evaluations.selectors.stages import stages_of
from evaluations.services import Typed, review, submission
from evaluations.services.corrections import Corrected, correct
from evaluations.services.filing import open_filing, save_fields
from evaluations.services.preset_rows import CODE, DAY, NAME, SOURCE
from evaluations.services.results import Refused
from evaluations.services.submission import Blocked
from evaluations.services.summary import refresh_stale
from evaluations.services.withdrawing import withdraw_preset
from rubrics.scoring.results import Outcome
from rubrics.scoring.wording import message
from tests import factories
from tests.evaluations import conftest
from tests.evaluations.conftest import fill
from tests.evaluations.presets import EXPLANATION, SPENT, TEXT, imported, listed, one

pytestmark = pytest.mark.django_db
TEN_THOUSAND = Decimal(10_000)


@pytest.fixture
def office(db):
    return conftest.make_office(TEXT)


def held() -> dict[str, tuple[str, str, str, date]]:
    return {one.key: (one.value, one.former, one.source, one.day) for one in Preset.objects.all()}


def outcome(office) -> Outcome:
    return next(one.outcome for one in sheet_of(office.filing).checks if one.id == "财政数")


def save(office, where: str, text: str, based_on: int = 0, status: str = "filled"):
    values = {where: Typed(text, based_on, status)}
    result = save_fields(actor=office.filer, filing=office.filing, values=values)
    office.filing.refresh_from_db()
    return result


def test_import_again_changes_adds_and_leaves_alone_and_touches_no_answer(office):
    fill(office)
    answers = list(Answer.objects.order_by("pk").values())
    first = imported(office, one(office, 财政拨款支出="95", 调整预算数="100"))
    again = imported(office, one(office, 财政拨款支出="96", 三公经费="1"))
    assert (first.counts, again.counts) == ({"新增": 2}, {"修改": 1, "新增": 1})
    said = ("一体化系统", date(2020, 12, 31))
    assert held() == {
        "财政拨款支出": ("96", "95", *said),
        "调整预算数": ("100", "", *said),
        "三公经费": ("1", "", *said),
    }
    assert list(Answer.objects.order_by("pk").values()) == answers
    assert not Change.objects.filter(by=office.rubric_admin).exists()


def test_import_that_changes_a_figure_is_an_event_of_the_bureau_and_of_the_filing(office):
    imported(office, one(office, 财政拨款支出="95"))
    imported(office, one(office, 财政拨款支出="95"))
    imported(office, one(office, 财政拨款支出="96"))
    events = Event.objects.filter(action="import_presets").order_by("seq")
    assert [(event.data["figures"], event.data["moved"]) for event in events] == [
        ({"added": 1, "changed": 0}, []),
        ({"added": 0, "changed": 0}, []),
        ({"added": 0, "changed": 1}, [["103001", "财政拨款支出", "95", "96"]]),
    ]
    told = office.filing.events.filter(action="preset_moved")
    assert [event.data for event in told] == [{"figures_moved": "财政预置数：财政拨款支出 95 → 96 万元"}]


def test_rows_that_cannot_be_taken_are_refused_with_their_cell_and_nothing_is_stored(office):
    code = office.department.code
    rows = listed(
        [
            {CODE: code, "财政拨款支出": "95"},
            {CODE: code, "财政拨款支出": "96"},
            {CODE: "999", "财政拨款支出": "1"},
        ]
    )
    plan = imported(office, rows)
    assert [(one.number, one.act, one.column, one.reason[:8]) for one in plan.outcomes] == [
        (4, "新增", "", ""),
        (5, "", CODE, "第 4 行已经是"),
        (6, "", CODE, "没有编码为“99"),
    ]
    assert (Preset.objects.count(), PendingImport.objects.filter(used_at__isnull=False).count()) == (0, 0)


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({NAME: "示例二局", "财政拨款支出": "1"}, NAME),
        ({SOURCE: "", "财政拨款支出": "1"}, SOURCE),
        ({DAY: "", "财政拨款支出": "1"}, DAY),
        ({}, CODE),
    ],
)
def test_row_of_another_name_or_without_source_day_or_figure_is_refused(office, more, column):
    plan = imported(office, listed([{CODE: office.department.code, **more}]))
    assert ([one.column for one in plan.outcomes], Preset.objects.count()) == ([column], 0)


def test_confirmation_of_what_no_longer_means_the_same_is_refused(office):
    imported(office, one(office, 财政拨款支出="95"))
    with pytest.raises(Refused, match="又有改动"):
        imported(
            office,
            one(office, 财政拨款支出="97"),
            before=lambda: imported(office, one(office, 财政拨款支出="96")),
        )
    assert held()["财政拨款支出"][0] == "96"


def test_a_closed_task_takes_no_import(office):
    office.cycle.closed_at = office.filing.opened_at
    office.cycle.save()
    with pytest.raises(Refused, match="已经结束"):
        imported(office, one(office, 财政拨款支出="95"))


def test_a_difference_must_be_explained_before_sending_and_what_was_sent_stays(office):
    imported(office, one(office, 财政拨款支出="90"))
    fill(office)
    assert outcome(office) is Outcome.FAILS
    with pytest.raises(Blocked):
        submission.submit(actor=office.filer, filing=office.filing)
    save(office, EXPLANATION, "含单位自有资金五万元，见决算附注")
    assert outcome(office) is Outcome.EXPLAINED
    submission.submit(actor=office.filer, filing=office.filing)
    office.filing.refresh_from_db()
    imported(office, one(office, 财政拨款支出="80"))
    flat = flat_of(office.filing)
    assert (flat.presets, flat.preset_origins) == (
        {"财政拨款支出": "90"},
        {"财政拨款支出": "一体化系统，2020-12-31"},
    )
    assert answers_of(office.filing)[0].presets == {"财政拨款支出": 90 * TEN_THOUSAND}
    kept = frozen(latest_snapshot(office.filing)).sheet
    assert [message(one) for one in kept.checks if one.address == EXPLANATION] == [
        "填报 95.00 万元，财政数 90.00 万元（一体化系统，2020-12-31），相差 5.00 万元。请采用财政数，或说明差异。"
    ]


def test_summaries_are_brought_up_to_date_after_an_import(office):
    fill(office)
    refresh_stale()
    before = Filing.objects.get().summary["checks"][Outcome.FAILS.value]
    imported(office, one(office, 财政拨款支出="90"))
    refresh_stale()
    assert (before, Filing.objects.get().summary["checks"][Outcome.FAILS.value]) == (0, 1)


@pytest.mark.parametrize(("where", "stage"), [("fig:单位性质", 0), ("chapter:主要职能", 0)])
def test_what_was_taken_over_is_not_filled_and_blocks_until_it_is_confirmed(office, where, stage):
    fill(office)
    text = "事业" if where.startswith("fig:") else "负责示例事务。"
    present = 1 if where.startswith("fig:") else 0
    filled = stages_of(office.filing)[stage].filled - present
    assert save(office, where, text, present, "to_confirm").ok
    waiting = stages_of(office.filing)[stage]
    assert (waiting.filled, waiting.missing, waiting.state) == (filled, 1, "填写中" if filled else "未开始")
    with pytest.raises(Blocked) as blocked:
        submission.submit(actor=office.filer, filing=office.filing)
    assert [problem.where for problem in blocked.value.problems] == [where]
    assert save(office, where, text, present + 1).ok
    assert stages_of(office.filing)[stage].filled == filled + 1
    assert submission.submit(actor=office.filer, filing=office.filing).number == "2020-103001-01"


def next_year(office):
    cycle = factories.cycle(factories.version(TEXT.replace("year: 2020", "year: 2021"), year=2021))
    return open_filing(actor=office.filer, cycle=cycle, department=office.department)


def spent_before(filing) -> Decimal | None:
    return answers_of(filing)[0].previous.get("财政拨款支出")


def test_last_year_is_what_was_sent_then_what_was_verified_and_before_it_what_was_imported(office):
    fill(office)
    later = next_year(office)
    assert spent_before(later) is None
    office.cycle, first = later.cycle, office.cycle
    office.filing, before = later, office.filing
    imported(office, one(office, 财政拨款支出="70", 三公经费="2"), Preset.Kind.PREVIOUS)
    assert spent_before(later) == 70 * TEN_THOUSAND
    submission.submit(actor=office.filer, filing=before)
    before.refresh_from_db()
    assert spent_before(later) == 95 * TEN_THOUSAND
    review.accept(actor=office.reviewer, filing=before)
    before.refresh_from_db()
    corrected = Corrected(SPENT, "94", "与决算不符", 1)
    assert correct(actor=office.reviewer, filing=before, corrected=corrected).value == "94"
    before.refresh_from_db()
    review.approve(actor=office.reviewer, filing=before, revision=before.revision)
    assert spent_before(later) == 94 * TEN_THOUSAND
    assert answers_of(later)[0].previous["三公经费"] == 2 * TEN_THOUSAND
    assert first.presets.count() == 0


@pytest.mark.parametrize(("predecessors", "expected"), [(1, 95 * TEN_THOUSAND), (2, None)])
def test_a_department_that_came_out_of_one_other_has_that_ones_last_year(office, predecessors, expected):
    fill(office)
    submission.submit(actor=office.filer, filing=office.filing)
    successor = factories.department("示例新局")
    departments = [office.department, factories.department("示例旧局", code="103009")][:predecessors]
    for one_of_them in departments:
        one_of_them.successor = successor
        one_of_them.save()
        if one_of_them != office.department:
            factories.filing(office.cycle, one_of_them)
    cycle = factories.cycle(factories.version(TEXT.replace("year: 2020", "year: 2021"), year=2021))
    assert spent_before(factories.filing(cycle, successor)) == expected


def withdrawn(office, key: str = "财政拨款支出", value: str = "95", reason: str = "导错了年度"):
    preset = Preset.objects.get(key=key)
    withdraw_preset(
        actor=office.rubric_admin, cycle=office.cycle, preset_id=preset.pk, value=value, reason=reason
    )


def test_withdrawing_a_figure_takes_it_from_the_filing_and_leaves_what_was_said_of_it(office):
    imported(office, one(office, 财政拨款支出="95"))
    why = "含单位自有资金一万元，见附注"
    answers = {SPENT: Typed("96"), EXPLANATION: Typed(why)}
    assert save_fields(actor=office.filer, filing=office.filing, values=answers).ok
    assert outcome(office) is Outcome.EXPLAINED
    events, revision = Event.objects.count(), Filing.objects.get().revision
    withdrawn(office)
    assert (held(), outcome(office)) == ({}, Outcome.NOT_APPLICABLE)
    assert office.filing.answers.get(key=EXPLANATION).value == why
    told = office.filing.events.get(action="withdraw_preset").data
    assert told == {
        "code": "103001",
        "figures_moved": "财政预置数：财政拨款支出 95 万元（一体化系统，2020-12-31）已撤回",
        "reason": "导错了年度",
    }
    kept = Filing.objects.get()
    assert (Event.objects.count(), kept.revision, kept.summary_stale) == (events + 1, revision, True)


def test_withdrawing_after_a_submission_leaves_what_was_sent_and_is_told_in_the_log(office):
    imported(office, one(office, 财政拨款支出="95"))
    fill(office)
    submission.submit(actor=office.filer, filing=office.filing)
    office.filing.refresh_from_db()
    withdrawn(office)
    assert outcome(office) is Outcome.HOLDS
    assert Event.objects.get(action="withdraw_preset").filing is None


@pytest.mark.parametrize(
    ("value", "reason", "refusal"),
    [("95", " ", "撤回的原因未填"), ("94", "导错了", "这个数刚刚有改动，或已经撤回")],
)
def test_withdrawing_without_a_reason_or_what_changed_since_is_refused(office, value, reason, refusal):
    imported(office, one(office, 财政拨款支出="95"))
    with pytest.raises(Refused, match=refusal):
        withdrawn(office, value=value, reason=reason)
    assert list(held()) == ["财政拨款支出"]


def test_withdrawing_by_the_pages_asks_why_and_then_shows_it_no_more(office, client):
    imported(office, one(office, 财政拨款支出="95"))
    client.force_login(office.rubric_admin)
    page = client.get(f"/year/{office.cycle.pk}/presets/held?department=103001").content.decode()
    link = f"/presets/{Preset.objects.get().pk}/withdraw"
    assert (page.count(f'href="{link}"'), "95 万元" in page) == (1, True)
    unsaid = client.post(link, {"value": "95", "reason": ""})
    assert (unsaid.status_code, Preset.objects.count()) == (422, 1)
    done = client.post(link, {"value": "95", "reason": "导错了年度"}, follow=True)
    assert "已撤回示例一局的财政预置数“财政拨款支出”。" in done.content.decode()
    assert client.get(link).status_code == 404
    assert "还没有导入过" in client.get(f"/year/{office.cycle.pk}/presets/held").content.decode()
