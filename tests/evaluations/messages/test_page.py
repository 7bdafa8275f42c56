"""消息: the page, and the count in the top bar."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from evaluations.models import Filing, Message
from evaluations.services import amendments, review
from tests import factories
from tests.evaluations.messages.conftest import give_back, tell_all

QUERIES = 9
"""Session, its new end, person, menu with the count among it, the count of the pager and the list."""


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def returned(accepted):
    """The filer was told of acceptance and return, the reviewer of a submission that he has accepted since."""
    tell_all()
    give_back(accepted)
    tell_all()
    return accepted


def rows(client):
    return [
        (row.said.title, row.said.words, row.unread, row.said.waits)
        for row in client.get("/messages/").context["rows"]
    ]


def test_page_lists_the_latest_first_with_what_waits(returned):
    due = timezone.localtime(Message.objects.filter(kind="return").first().due)
    until = f" {due.month} 月 {due.day} 日 {due:%H:%M} "
    words = f"示例一局的自评已退回整改。请逐条整改、答复，于{until}前重新提交。"
    accepted = "示例一局的自评已受理，正在审核。受理后不能撤回。"
    assert rows(signed_in(returned.filer)) == [
        ("退回整改", words, True, True),
        ("已受理", accepted, True, False),
    ]


def test_page_lists_the_unread_before_the_read(returned):
    client = signed_in(returned.filer)
    Message.objects.filter(user=returned.filer, kind="return").update(read_at=timezone.now())
    assert [title for title, *_ in rows(client)] == ["已受理", "退回整改"]


def test_page_lists_the_read_the_latest_first(returned):
    client = signed_in(returned.filer)
    for kind in ("return", "accept"):
        Message.objects.filter(user=returned.filer, kind=kind).update(read_at=timezone.now())
    assert [title for title, *_ in rows(client)] == ["退回整改", "已受理"]


def test_request_for_an_amendment_waits_until_it_is_decided(accepted):
    filing = Filing.objects.get(pk=accepted.filing.pk)
    review.approve(actor=accepted.reviewer, filing=filing, revision=filing.revision)
    amendments.ask(actor=accepted.filer, filing=filing, asked=amendments.Asked("决算有调整", "示例文号"))
    tell_all()
    client = signed_in(accepted.rubric_admin)
    assert [(title, waits) for title, _, _, waits in rows(client)] == [("更正申请", True)]
    filing = Filing.objects.get(pk=filing.pk)
    amendments.refuse(actor=accepted.rubric_admin, filing=filing, words="依据不足。")
    assert [(title, waits) for title, _, _, waits in rows(client)] == [("更正申请", False)]


def test_opening_a_message_marks_it_as_read_and_leads_to_its_page(returned):
    client = signed_in(returned.filer)
    message = Message.objects.get(user=returned.filer, kind="return")
    answer = client.post(f"/messages/{message.pk}/open")
    assert (answer.status_code, answer["Location"]) == (302, f"/filings/{returned.filing.pk}/returned")
    assert client.get(answer["Location"]).status_code == 200
    first = Message.objects.get(pk=message.pk).read_at
    client.post(f"/messages/{message.pk}/open")
    assert first is not None
    assert Message.objects.get(pk=message.pk).read_at == first


def test_message_of_another_person_is_as_one_that_never_was(returned):
    message = Message.objects.get(user=returned.head, kind="return")
    client = signed_in(returned.filer)
    assert client.post(f"/messages/{message.pk}/open").status_code == 404
    assert client.post("/messages/987654321/open").status_code == 404
    assert Message.objects.get(pk=message.pk).read_at is None


def test_marking_all_as_read_leaves_what_came_after_the_page_and_what_is_anothers(returned):
    client = signed_in(returned.filer)
    early, late = Message.objects.filter(user=returned.filer).order_by("pk")
    client.post("/messages/", {"until": early.pk})
    unread = Message.objects.filter(read_at=None).values_list("user__username", "kind")
    assert set(unread) == {("filer", "return"), ("head", "accept"), ("head", "return")}
    client.post("/messages/", {"until": late.pk})
    assert not Message.objects.filter(user=returned.filer, read_at=None).exists()


@pytest.mark.parametrize("until", ["", "x", "-1"])
def test_marking_all_as_read_without_a_page_marks_nothing(returned, until):
    client = signed_in(returned.filer)
    assert client.post("/messages/", {"until": until}).status_code == 302
    assert Message.objects.filter(user=returned.filer, read_at=None).count() == 2


def test_top_bar_counts_the_unread_of_the_person(returned):
    assert signed_in(returned.filer).get("/messages/").context["unread"] == 2
    page = signed_in(returned.filer).get("/todo").content.decode()
    assert '<span class="bell-count">2<span class="visually-hidden"> 条未读</span></span>' in page
    assert "bell-count" not in signed_in(returned.rubric_admin).get("/messages/").content.decode()


def test_page_costs_the_same_for_two_messages_as_for_twenty(returned, django_assert_num_queries):
    client = signed_in(returned.filer)
    with django_assert_num_queries(QUERIES):
        client.get("/messages/")
    one = Message.objects.filter(user=returned.filer).first()
    now = timezone.now()
    for number in range(20):
        department = factories.department()
        filing = factories.filing(returned.cycle, department)
        Message.objects.create(
            user=returned.filer,
            key=f"more/{number}",
            kind=one.kind,
            role=one.role,
            cycle=returned.cycle,
            department=department,
            filing=filing,
            event=one.event,
            at=now + timedelta(seconds=number),
        )
    with django_assert_num_queries(QUERIES):
        assert len(client.get("/messages/").context["rows"]) == 22


def test_page_of_who_was_told_nothing_says_so(db):
    page = signed_in(factories.user()).get("/messages/").content.decode()
    assert ("没有消息" in page, "全部已读" in page) == (True, False)
