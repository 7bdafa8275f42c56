"""Posts to a stage that name places which are not the filer's to write: refused, never a 500, and nothing changes."""

from http import HTTPStatus
from itertools import product

import pytest
from django.urls import reverse

from evaluations.forms.stamps import stamp
from evaluations.models import Filing, TableRow
from evaluations.workflow import State
from tests.hostile.asking import browser_of
from tests.planted import in_state

pytestmark = pytest.mark.postgresql

ANSWERED = {HTTPStatus.SEE_OTHER, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.NOT_FOUND}
ODD = {HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
FORGED = [
    "fig:部门名称",
    "fig:没有这个",
    "fig:",
    "fig:调整预算数/多余",
    "fig:a\0b",
    "row:没有/k/列",
    "row:项目/别人的行/项目名称",
    "row:项目/k/没有",
    "row:项目/k/项目执行率",
    "row:项目/k",
    "row:项目",
    "row:季度/五季度/累计支出",
    "row:季度/一季度/序时进度",
    "row:履职情况/k/标题",
    "row:履职情况/别人的行/内容",
    "row:季度/\0/累计支出",
    "line:没有/得分",
    "line:预算执行率/得分",
    "line:预算执行率",
    "line:预算合理性/没有",
    "check:没有",
    "check:没有/k",
    "check:支出构成/没有/再没有",
    "chapter:没有",
    "chapter:主要职能#没有/x",
    "table:季度",
    "table:没有",
    ":::",
    "nonsense",
    "x" * 3000,
]


@pytest.fixture
def planted(db, shared):
    """The planted filing in the filer's hands."""
    return in_state(shared, State.FILLING)


@pytest.fixture
def filer(planted):
    return browser_of(planted.people["filer"].user)


def content(filing: Filing) -> list[object]:
    """Everything that is stored of every filing."""
    rows = TableRow.objects.order_by("pk").values_list(
        "filing_id", "table", "key", "cells", "version", "deleted_at"
    )
    return [
        *Filing.objects.order_by("pk").values_list("pk", "state"),
        *rows,
        *filing.answers.order_by("pk").values_list("key", "value", "status", "version"),
        *filing.narratives.order_by("pk").values_list("chapter", "body", "version"),
        *filing.changes.order_by("pk").values_list("address", "new"),
    ]


def send(filer, planted, fields: dict[str, str], stage: int = 1):
    path = reverse("evaluations:stage", kwargs={"filing_id": planted.filing.pk, "stage": stage})
    return filer.post(path, fields)


def test_forged_address_is_refused_and_changes_nothing(planted, filer, rounds):
    """All on one planted filing: whatever is let through is named. A soak forges every version at every address."""
    before, wrong = content(planted.filing), []
    for place, where in enumerate(FORGED):
        versions = (0, 1, 999_999_999)[: rounds(0, 3)] or ((0, 1, 999_999_999)[place % 3],)
        posts = [{where: "12", f"{where}~base": str(stamp(version, "别的"))} for version in versions]
        posts.append({f"{where}~base": str(stamp(0, "")), f"{where}~na": "on", f"{where}~reason": "伪造"})
        for fields in posts:
            status = send(filer, planted, fields).status_code
            if status not in ANSWERED | ODD or content(planted.filing) != before:
                wrong.append((where, fields, status))
    assert wrong == []


def test_row_of_another_filing_is_not_touched(planted, filer):
    elsewhere = Filing.objects.filter(part_of=None).exclude(pk=planted.filing.pk).get()
    person = planted.people["filer elsewhere"].user
    TableRow.objects.create(
        filing=elsewhere,
        table="项目",
        key="theirs",
        position=0,
        cells={},
        by=person,
        at=elsewhere.submitted_at,
    )
    where = "row:项目/theirs/项目名称"
    before = content(planted.filing)
    send(filer, planted, {where: "我的", f"{where}~base": str(stamp(0, ""))})
    assert content(planted.filing) == before


STAMPS = ["", ".", "x", "1", "-1.0", "².0", "1.", "9" * 30 + ".0", "0.\0", "1" + ".x" * 2000, "+1.0", "１.0"]


def test_forged_stamp_never_overwrites_what_is_stored(planted, filer):
    planted.filing.answers.create(
        key="fig:调整预算数",
        value="100",
        version=7,
        by=planted.people["filer"].user,
        at=planted.filing.submitted_at,
    )
    before, wrong = content(planted.filing), []
    for base in STAMPS:
        answer = send(filer, planted, {"fig:调整预算数": "999", "fig:调整预算数~base": base}, stage=2)
        if answer.status_code not in ANSWERED or content(planted.filing) != before:
            wrong.append((base, answer.status_code))
    assert wrong == []


BUTTONS = [
    "next",
    "add:",
    "add:没有",
    "add:季度",
    "add:履职情况",
    "add:项目/²",
    "add:项目/-1",
    "add:项目/999999999999",
    "add:\0",
    "row:",
    "row:项目/",
    "row:项目/没有",
    "row:a/b/c/d",
    "row:\0/\0",
    "at:\r\nSet-Cookie: a=b",
    "at:\0",
    "nonsense",
    "x" * 5000,
]


def test_forged_button_is_answered(planted, filer):
    wrong = []
    for then, once in product(BUTTONS, ("abc", "\0" * 50)):
        answer = send(filer, planted, {"then": then, "once": once})
        added = TableRow.objects.filter(filing=planted.filing, table__in=["季度", "履职情况"]).count() != 2
        if answer.status_code not in ANSWERED or added or "Set-Cookie: a=b" in str(answer.headers):
            wrong.append((then, once, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize(
    "cure",
    ["x", "|", "check:没有|swapped|fig:a|fig:b", "check:采购不超计划|swapped|fig:部门名称|fig:x", "\0"],
)
def test_forged_cure_changes_nothing(planted, filer, cure):
    before = content(planted.filing)
    assert send(filer, planted, {"cure": cure}, stage=3).status_code in ANSWERED
    assert content(planted.filing) == before


def test_too_many_fields_are_refused(planted, filer):
    fields = {f"fig:{number}~base": "0.x" for number in range(20_001)}
    assert send(filer, planted, fields).status_code in ODD


def test_huge_post_is_refused_or_said_to_be_too_long(planted, filer):
    before = content(planted.filing)
    where = "chapter:主要职能"
    answer = send(filer, planted, {where: "字" * 2_000_000, f"{where}~base": str(stamp(1, "x"))})
    assert answer.status_code in ANSWERED | ODD
    assert content(planted.filing) == before
