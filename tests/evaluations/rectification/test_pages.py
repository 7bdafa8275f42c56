"""The pages of 问题整改台账: the list, one item, the department's first page, the ticks at approval."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from evaluations.models import RectificationItem
from evaluations.services.comments import Opinion, add_comment, adopt_comment
from evaluations.services.rectification import report
from evaluations.services.review import accept
from evaluations.services.submission import submit
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import fill
from tests.evaluations.rectification.conftest import paper

QUERIES = 13
"""Session and its new end, person, gate, menu, roles, years, counts, the count of the pager and the list."""


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def problems(client, **asked):
    return [row.problem for row in client.get("/rectifications/", asked).context["rows"]]


def send(ledger, **more):
    upload = SimpleUploadedFile("整改报告.pdf", paper().data, content_type="application/pdf")
    body = {"words": "已编细。", "version": "1", "then": "send", "file": upload, **more}
    return signed_in(ledger.filer).post(f"/rectifications/{ledger.first.pk}/report", body)


def test_list_of_the_admin_is_searched_by_state_year_and_words(ledger):
    client = signed_in(ledger.rubric_admin)
    report(actor=ledger.filer, item=ledger.first, version=1, words="已改。", send=True, offered=paper())
    everything = ["采购超预算", "制度未修订", "满意度没有调查，请补做。"]
    assert problems(client) == problems(client, year="2020", state="open") == everything
    assert problems(client, state="reported") == ["采购超预算"]
    assert (problems(client, words="制度"), problems(client, words="一局")) == (["制度未修订"], everything)
    assert problems(client, year="1999") == everything  # a year that is none is not asked for


def test_list_shows_nothing_of_other_departments(ledger):
    stranger = factories.member(Role.FILER, factories.department("示例二局"))
    assert problems(signed_in(stranger)) == []
    assert signed_in(stranger).get(f"/rectifications/{ledger.first.pk}/").status_code == 404


def test_list_costs_the_same_for_three_items_as_for_thirty(ledger, django_assert_num_queries):
    client = signed_in(ledger.reviewer)
    with django_assert_num_queries(QUERIES):
        client.get("/rectifications/")
    for number in range(10, 37):
        RectificationItem.objects.create(
            filing=ledger.filing,
            source=f"comment/{number}",
            number=number,
            problem="又一个",
            at=ledger.first.at,
        )
    with django_assert_num_queries(QUERIES):
        assert len(client.get("/rectifications/").context["rows"]) == 30


def test_spreadsheet_has_what_the_list_shows(ledger):
    answer = signed_in(ledger.reviewer).get("/rectifications/list.xlsx", {"words": "采购"})
    book = openpyxl.load_workbook(BytesIO(answer.content))
    [*_, last] = book.active.iter_rows(values_only=True)
    assert last == (
        "2020",
        "103001",
        "示例一局",
        "1",
        "采购超预算",
        "年初编细采购预算；按季通报",
        "办公室、财务科",
        "2021-06-30",
        "待整改",
        "逾期",
        "自评",
    )


def test_department_sees_its_open_items_on_its_first_page_until_they_are_closed(ledger):
    client = signed_in(ledger.filer)
    assert [row.number for row in client.get("/todo").context["mending"]] == [1, 2, 3]
    assert "问题整改台账" in client.get("/todo").content.decode()
    RectificationItem.objects.update(state="closed")
    assert client.get("/todo").context["mending"] == []
    assert 'id="mending"' not in client.get("/todo").content.decode()


def test_item_is_reported_with_a_file_and_closed_by_the_reviewer(ledger):
    answer = send(ledger)
    assert (answer.status_code, answer["Location"]) == (302, f"/rectifications/{ledger.first.pk}/")
    filer, reviewer = signed_in(ledger.filer), signed_in(ledger.reviewer)
    page = filer.get(answer["Location"]).context["page"]
    assert (page.row.state, page.reports, page.settles) == ("待审核", False, False)
    [file] = page.entries[0].files.all()
    got = reviewer.get(f"/rectifications/{ledger.first.pk}/files/{file.key}")
    assert (got.content, got["Content-Type"], got["X-Content-Type-Options"]) == (
        paper().data,
        "application/pdf",
        "nosniff",
    )
    assert reviewer.get(answer["Location"]).context["page"].settles
    reviewer.post(f"/rectifications/{ledger.first.pk}/settle", {"version": "2", "then": "close"})
    ledger.first.refresh_from_db()
    assert ledger.first.state == "closed"


def test_file_of_another_item_is_not_there(ledger):
    send(ledger)
    key = ledger.first.entries.get().files.get().key
    client = signed_in(ledger.filer)
    assert client.get(f"/rectifications/{ledger.second.pk}/files/{key}").status_code == 404


def test_refused_report_keeps_the_words_and_says_why(ledger):
    body = {"words": "已编细采购预算。", "version": "1", "then": "send"}
    answer = signed_in(ledger.filer).post(f"/rectifications/{ledger.first.pk}/report", body)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "还没有佐证材料，不能反馈。" in text
    assert ">已编细采购预算。</textarea>" in text


@pytest.mark.parametrize("version", ["", "x", "7"])
def test_report_on_another_version_is_refused(ledger, version):
    assert send(ledger, version=version).status_code == 409


def test_head_reads_and_does_not_write(ledger):
    client = signed_in(ledger.head)
    page = client.get(f"/rectifications/{ledger.first.pk}/").context["page"]
    assert (page.reports, page.settles, page.why) == (
        False,
        False,
        "您的角色不能销号。请联系审核人、绩效管理员。",
    )
    assert client.post(f"/rectifications/{ledger.first.pk}/report", {}).status_code == 404


def test_admin_issues_the_year_and_a_second_time_says_there_is_nothing_new(approved):
    client = signed_in(approved.rubric_admin)

    def issue() -> str:
        return client.post(f"/year/{approved.cycle.pk}/rectifications", follow=True).content.decode()

    assert "已下达整改通知，新列入 3 项。" in issue()
    assert "没有新的问题" in issue()
    assert RectificationItem.objects.count() == 3


def test_opinion_is_ticked_at_approval(office):
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    comment = add_comment(
        actor=office.reviewer, filing=office.filing, opinion=Opinion("fig:财政拨款支出", "请跟踪。")
    )
    adopt_comment(actor=office.reviewer, comment=comment)
    office.filing.refresh_from_db()
    client = signed_in(office.reviewer)
    page = client.get(f"/filings/{office.filing.pk}/approve").content.decode()
    assert 'name="follow" value="1"' in page
    assert "第 1 条　财政拨款支出：请跟踪。" in page
    stale = client.post(f"/filings/{office.filing.pk}/approve", {"revision": "0", "follow": ["1"]})
    assert (stale.status_code, stale.context["approval"].opinions[0].marked) == (409, True)
    body = {"revision": office.filing.revision, "follow": ["1", "x"]}
    assert client.post(f"/filings/{office.filing.pk}/approve", body).status_code == 302
    comment.refresh_from_db()
    assert comment.follow_up is True
