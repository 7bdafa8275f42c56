"""划转资金核对: what two departments see of each other's transfers, and what the bureau sees."""

import re
import sys

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations.models import Filing, FormerName
from evaluations.selectors.filings import answers_of, sheet_of
from evaluations.selectors.transfers import pairs_of
from evaluations.services.filing import open_filing
from evaluations.services.rows import add_row
from evaluations.services.submission import Blocked, standing_against, submit, take_back
from evaluations.views.filing.attempt import NO_ATTEMPT
from evaluations.views.filing.content import load
from evaluations.views.submission.page import check_page
from evaluations.workflow import Role, State
from tests import factories
from tests.evaluations import conftest as small
from tests.evaluations.filing.made import Made
from tests.evaluations.submission.counting import counted
from tests.rubrics.scoring.test_transfers import SAID, TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
EXAMPLE = (
    small.EXAMPLE.replace("ratios:\n", TABLE, 1).replace("{list: 项目}", "{list: 项目}, {list: 划转}", 1)
    + SAID
)


@pytest.fixture
def office(db, monkeypatch):
    """Two departments of one year: `filing` and `other`; neither has told anything."""
    monkeypatch.setattr(small, "EXAMPLE", EXAMPLE)
    made = small.make_office()
    small.fill(made)
    department = factories.department("示例二局", code="103002")
    made.other_filer = factories.member(Role.FILER, department)
    made.other = open_filing(actor=made.other_filer, cycle=made.cycle, department=department)
    theirs = {**small.COMPLETE, "line:预算执行/原因": "年末有一笔尾款未付"}
    small.save_fields(actor=made.other_filer, filing=made.other, values=small.typed(theirs))
    return made


def tell(actor, filing, other: str, way: str, amount: str, counted: str) -> None:
    cells = {"对方": other, "方向": way, "金额": amount, "计入": counted}
    _, result = add_row(actor=actor, filing=filing, table="划转", cells=cells)
    assert not result.problems
    filing.refresh_from_db()


def send(actor, filing) -> None:
    submit(actor=actor, filing=filing)
    filing.refresh_from_db()


def words(person, filing, page: str = "check") -> str:
    browser = Client()
    browser.force_login(person)
    html = browser.get(reverse(f"evaluations:{page}", args=[filing.pk])).content.decode()
    found = re.search(r'aria-labelledby="transfers".*?</section>', html, re.DOTALL)
    return "" if found is None else " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


def test_a_double_count_is_named_to_both_without_figures_and_to_the_bureau_with_them(office):
    tell(office.filer, office.filing, "示例二局", "划出", "50", "是")
    tell(office.other_filer, office.other, "103001", "划入", "53", "是")
    assert "示例二局 — 对方还没有报出自评，报出以后再核对。" in words(office.filer, office.filing)
    send(office.other_filer, office.other)

    mine = words(office.filer, office.filing)
    send(office.filer, office.filing)
    theirs, bureau = words(office.other_filer, office.other), words(office.reviewer, office.filing, "review")

    said = "需核对 双方填报的金额不一致；双方都计在自己的数里，重复计算；划转的钱只计一边。"
    assert f"示例二局 本部门划出 {said}" in mine
    assert f"示例一局 划入本部门 {said}" in theirs
    assert ["53" in mine, "50" in theirs, "K34" in mine] == [False, False, True]
    assert f"示例二局 本部门划出 {said}" in bureau
    assert "本部门 50.00 万元，对方 53.00 万元" in bureau


def test_what_agrees_is_said_to_agree(office):
    tell(office.filer, office.filing, "示例二局", "划出", "50", "否")
    tell(office.other_filer, office.other, "示例一局", "划入", "50", "是")
    send(office.other_filer, office.other)
    found = words(office.filer, office.filing)
    assert ("示例二局 本部门划出 双方一致。" in found, "需核对" in found) == (True, False)


def test_what_only_the_other_one_told_is_said_to_the_one_that_did_not(office):
    tell(office.other_filer, office.other, "示例一局", "划入", "50", "是")
    assert words(office.filer, office.filing) == ""
    send(office.other_filer, office.other)

    assert "示例二局 本部门划出 需核对 对方填了与本部门的划转，本部门没有填。" in words(
        office.filer, office.filing
    )
    assert "50" not in words(office.filer, office.filing).replace("103", "")


def test_what_the_other_one_did_not_tell_or_a_name_of_nobody_is_said(office):
    tell(office.filer, office.filing, "103002", "划出", "50", "否")
    tell(office.filer, office.filing, "示例无局", "划入", "5", "是")
    send(office.other_filer, office.other)
    found = words(office.filer, office.filing)
    assert "示例二局 本部门划出 需核对 对方的自评没有填这笔划转。" in found
    assert "示例无局 — 需核对 没有这个名称或编码的部门。" in found


def test_nothing_is_said_of_what_the_other_one_mends_or_of_transfers_with_a_third(office):
    tell(office.filer, office.filing, "示例二局", "划出", "50", "是")
    tell(office.other_filer, office.other, "示例一局", "划入", "50", "是")
    tell(office.other_filer, office.other, "示例三局", "划入", "9", "是")
    send(office.other_filer, office.other)
    assert "重复计算" in words(office.filer, office.filing)
    Filing.objects.filter(pk=office.other.pk).update(state=State.RETURNED.value, round=1)
    assert "示例二局 — 对方还没有报出自评" in words(office.filer, office.filing)


def test_a_former_name_finds_the_department_from_both_sides(office):
    FormerName.objects.create(
        department=office.other.department,
        name="示例旧局",
        until="2020-06-01",
        number="示编1号",
        by=office.rubric_admin,
        at=office.filing.opened_at,
    )
    tell(office.filer, office.filing, "示例旧局", "划出", "50", "否")
    assert "示例二局 — 对方还没有报出自评" in words(office.filer, office.filing)
    send(office.filer, office.filing)
    assert "示例一局 划入本部门 需核对 对方填了与本部门的划转，本部门没有填。" in words(
        office.other_filer, office.other
    )


ASKING = EXAMPLE.replace(
    "      计入: yes_no\nratios", "      计入: yes_no\n      说明: {type: text, required: 否}\nratios"
).replace("  counted: 计入\n", "  counted: 计入\n  severity: 需说明\n  words: 说明\n")


def explain(office, key: str, words: str) -> None:
    where = f"row:划转/{key}/说明"
    row = office.filing.table_rows.get(key=key)
    version = row.cells.get("说明", {}).get("version", 0)
    values = small.typed({where: words}, version)
    assert small.save_fields(actor=office.filer, filing=office.filing, values=values).ok
    office.filing.refresh_from_db()


@pytest.fixture
def asking(monkeypatch, request):
    """The same two departments under a document that asks for words."""
    monkeypatch.setattr(sys.modules[__name__], "EXAMPLE", ASKING)
    return request.getfixturevalue("office")


def test_a_document_may_ask_for_words_once_the_other_side_has_sent_something_else(asking):
    tell(asking.filer, asking.filing, "示例二局", "划出", "50", "是")
    key = asking.filing.table_rows.get(table="划转").key
    tell(asking.other_filer, asking.other, "103001", "划入", "53", "是")
    assert counted(Made(asking.filing, asking.filer)) == (0, 0)
    send(asking.other_filer, asking.other)

    assert counted(Made(asking.filing, asking.filer)) == (0, 1)
    with pytest.raises(Blocked) as blocked:
        submit(actor=asking.filer, filing=asking.filing)
    assert [(one.where, one.what, one.severity.value) for one in blocked.value.problems] == [
        (
            f"row:划转/{key}/说明",
            "与示例二局的划转（本部门划出）：双方填报的金额不一致；双方都计在自己的数里，重复计算；划转的钱只计一边",
            "需说明",
        )
    ]
    assert "不一致的要写明原因才能提交" in words(asking.filer, asking.filing)
    (group,) = [one for one in check_page(load(asking.filing, asking.filer), NO_ATTEMPT).groups if one.open]
    (entry,) = group.entries
    assert (entry.code, entry.text[:12], key in entry.url) == (
        "与对方不一致",
        "与示例二局的划转（本部门",
        True,
    )
    explain(asking, key, "太短")
    assert counted(Made(asking.filing, asking.filer)) == (0, 1)
    explain(asking, key, "划转文件载明 50 万元，对方误填，已请其更正。")
    assert counted(Made(asking.filing, asking.filer)) == (0, 0)
    send(asking.filer, asking.filing)

    assert "本部门说明：划转文件载明 50 万元" in words(asking.reviewer, asking.filing, "review")
    assert counted(Made(asking.other, asking.other_filer)) == (0, 0)


def test_money_that_only_the_other_one_told_is_asked_for_in_the_table(asking):
    tell(asking.other_filer, asking.other, "示例一局", "划入", "50", "是")
    send(asking.other_filer, asking.other)
    assert [one.where for one in standing_against(sheet_of(asking.filing))] == ["table:划转"]

    tell(asking.filer, asking.filing, "示例二局", "划出", "0", "否")
    explain(asking, asking.filing.table_rows.get(table="划转").key, "没有这笔划转，对方填错了部门。")
    assert counted(Made(asking.filing, asking.filer)) == (0, 0)


def test_transfers_cost_the_same_however_many_departments_tell_of_them(office):
    def queries() -> int:
        answers, _ = answers_of(office.filing)
        with CaptureQueriesContext(connection) as caught:
            pairs_of(office.filing, answers)
        return len(caught.captured_queries)

    none = queries()
    for number in range(3):
        department = factories.department(f"示例{number + 5}号局")
        filer = factories.member(Role.FILER, department)
        other = open_filing(actor=filer, cycle=office.cycle, department=department)
        tell(office.filer, office.filing, department.name, "划出", "5", "否")
        tell(filer, other, "示例一局", "划入", "5", "是")
        Filing.objects.filter(pk=other.pk).update(state=State.SUBMITTED.value)
    assert (none, queries()) == (1, 5)


def test_sending_and_taking_back_age_the_summary_of_whom_the_transfers_concern(
    office, django_capture_on_commit_callbacks
):
    def stale_after(act) -> bool:
        Filing.objects.update(summary_stale=False)
        with django_capture_on_commit_callbacks(execute=True):
            act()
        office.other.refresh_from_db()
        return office.other.summary_stale

    assert stale_after(lambda: send(office.filer, office.filing)) is False  # nobody tells of any
    tell(office.other_filer, office.other, "示例一局", "划入", "5", "是")
    assert stale_after(lambda: take_back(actor=office.filer, filing=office.filing)) is True
    assert stale_after(lambda: send(office.filer, office.filing)) is True
