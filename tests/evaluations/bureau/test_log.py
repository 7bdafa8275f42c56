"""操作日志."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from evaluations.services.accounts import create_user, grant
from evaluations.services.events import record
from evaluations.workflow import Action, Role
from rubrics.services import Refused
from rubrics.services.versions import import_document, publish, retire
from tests import factories
from tests.evaluations.conftest import EXAMPLE

pytestmark = pytest.mark.sqlite  # the services under these pages are tested on both

QUERIES = 11


def rows(client, **asked: str):
    return client.get("/log/", asked).context["rows"]


@pytest.fixture
def acted(bureau):
    person, _ = create_user(actor=bureau.system, username="shenhe01", name="示例审核人")
    grant(actor=bureau.system, user=person, role=Role.REVIEWER, starts=timezone.localdate())
    cycle = factories.cycle(factories.version(EXAMPLE), title="2020 年度自评")
    filing = factories.filing(cycle, factories.department("示例甲局"))
    record(
        actor=person, action=Action.ACCEPT.value, filing=filing, data={"from": "submitted", "to": "reviewing"}
    )
    return bureau


def test_log_tells_every_event_in_words(acted):
    day = timezone.localdate().isoformat()
    assert [(row.act, row.actor, row.place, row.detail) for row in rows(acted.as_audit)] == [
        ("受理", "示例审核人", "示例甲局 · 2020 年度自评", "待受理 → 审核中"),
        ("设置角色", "system", "", f"自 {day}；人员 示例审核人；角色 审核人"),
        ("增加账号", "system", "", "账号 shenhe01；人员 示例审核人"),
    ]


def test_log_tells_what_was_done_to_rubric_versions(bureau):
    text = (Path(__file__).resolve().parents[2] / "example.yaml").read_text("utf-8")
    version = import_document(actor=bureau.rubric, text=text, place="示例区").version
    publish(actor=bureau.rubric, version=version)
    with pytest.raises(Refused):
        publish(actor=bureau.rubric, version=version)
    retire(actor=bureau.rubric, version=version)
    told = "版本 2020年度第 1 版《示例部门整体支出绩效自评》"
    assert [(row.act, row.actor, row.detail) for row in rows(bureau.as_audit)] == [
        (f"{act}指标体系", "rubric", told) for act in ("停用", "发布", "导入")
    ]


@pytest.mark.parametrize(
    ("asked", "acts"),
    [
        ({"words": "甲局"}, ["受理"]),
        ({"words": "system"}, ["设置角色", "增加账号"]),
        ({"action": "add_user"}, ["增加账号"]),
        ({"words": "没有这个人"}, []),
    ],
)
def test_log_is_filtered(acted, asked, acts):
    assert [row.act for row in rows(acted.as_audit, **asked)] == acts


def test_log_is_filtered_by_days_both_included(acted):
    today = timezone.localdate()
    tomorrow = (today + timedelta(days=1)).isoformat()
    counts = [
        len(rows(acted.as_audit, **asked))
        for asked in ({"first": today.isoformat(), "last": today.isoformat()}, {"first": tomorrow})
    ]
    assert counts == [3, 0]


def test_log_with_a_wrong_day_shows_everything_and_says_so(acted):
    answer = acted.as_audit.get("/log/", {"first": "不是日期"})
    assert (len(answer.context["rows"]), "没有按条件查找" in answer.content.decode()) == (3, True)


def test_log_costs_the_same_for_three_events_as_for_thirteen(acted, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        acted.as_audit.get("/log/")
    for number in range(5):
        person, _ = create_user(actor=acted.system, username=f"u{number}", name="示例")
        grant(actor=acted.system, user=person, role=Role.REVIEWER, starts=timezone.localdate())
    with django_assert_num_queries(QUERIES):
        acted.as_audit.get("/log/")


def test_log_is_for_the_auditor_alone(acted):
    assert [
        getattr(acted, f"as_{name}").get("/log/").status_code for name in ("audit", "system", "rubric")
    ] == [200, 403, 403]
