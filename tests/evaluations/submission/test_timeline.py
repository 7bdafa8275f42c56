"""办理记录: every event and every change, by place if asked, in the same number of queries however long."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.rows import add_row, remove_row
from evaluations.services.submission import submit, take_back
from tests.evaluations.conftest import fill, make_office

from .conftest import address, words

pytestmark = pytest.mark.sqlite  # what pages show is the same on both

SPENT = "fig:财政拨款支出"


@pytest.fixture
def office(db, client):
    """A filing that was filled, changed, sent and taken back."""
    made = make_office()
    fill(made)
    answer = made.filing.answers.get(key=SPENT)
    save_fields(actor=made.filer, filing=made.filing, values={SPENT: Typed("96", answer.version)})
    submit(actor=made.filer, filing=made.filing)
    take_back(actor=made.filer, filing=made.filing)
    made.filing.refresh_from_db()
    client.force_login(made.filer)
    return made


def shown(client, office, **asked):
    answer = client.get(address(office, "timeline"), asked)
    assert answer.status_code == 200
    return words(answer)


def test_every_event_and_every_change_is_there_with_its_actor(client, office):
    text = shown(client, office)
    count = office.filing.events.count() + office.filing.changes.count()
    assert f"共{count}条" in text
    for word in (
        "撤回",
        "提交财政审核编号2020-103001-01",
        "开始填报",
        "财政拨款支出9596",
        "单位性质未填行政",
    ):
        assert word in text
    assert text.index("撤回") < text.index("开始填报")


@pytest.mark.parametrize(
    ("asked", "count"),
    [({"kind": "event"}, 3), ({"kind": "change"}, 8), ({"stage": "2"}, 3), ({"place": SPENT}, 2)],
)
def test_record_is_filtered(client, office, asked, count):
    assert f"共{count}条" in shown(client, office, **asked)


def test_row_of_a_table_tells_its_whole_story(client, office):
    row, _ = add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": "甲项目"})
    remove_row(actor=office.filer, filing=office.filing, table="项目", key=row.key, based_on=row.version)
    for place in (f"row:项目/{row.key}", "table:项目"):
        text = shown(client, office, place=place)
        assert "共3条" in text
        for word in ("项目支出表·甲项目增加", "项目支出表·甲项目名称未填甲项目", "项目支出表·甲项目删除"):
            assert word in text


def test_entry_of_a_row_is_told_with_its_row(client, office):
    text = shown(client, office)
    for word in ("社会效益·得分未填4", "制度·有制度未填是", "预算执行的原因未填年末有一笔尾款未付"):
        assert word in text


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "password"},
        {"stage": "99999999999999999999"},
        {"stage": "-1"},
        {"stage": "４"},
        {"place": "x" * 5000},
        {"place": "a\0b"},
        {"place": "row:项目/../x"},
        {"place": "<script>alert(1)</script>"},
        {"page": "-1"},
        {"page": "9" * 30},
        {"page": "a"},
    ],
)
def test_odd_questions_are_answered(client, office, asked):
    answer = client.get(address(office, "timeline"), asked)
    assert (answer.status_code, b"<script>alert(1)" in answer.content) == (200, False)


def queries(client, office) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        shown(client, office, kind="change")
    return len(caught)


def test_number_of_queries_does_not_grow(client, office):
    queries(client, office)
    before = queries(client, office)
    for n in range(20):
        answer = office.filing.answers.get(key=SPENT)
        save_fields(actor=office.filer, filing=office.filing, values={SPENT: Typed(str(n), answer.version)})
        add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": f"项目{n}"})
    assert queries(client, office) == before


def test_number_of_queries_of_the_checks_does_not_grow(client, office):
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address(office, "check")).status_code == 200
        return len(caught)

    count()
    before = count()
    for n in range(20):
        add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": f"项目{n}"})
    assert count() == before


def test_page_of_the_checks_makes_the_pinned_queries(client, office, django_assert_num_queries):
    client.get(address(office, "check"))
    with django_assert_num_queries(30):
        client.get(address(office, "check"))
