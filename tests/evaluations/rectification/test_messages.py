"""Who is told of what happens in the ledger."""

import pytest
from django.test import Client

from evaluations.models import Assignment, Message
from evaluations.selectors.messages import said_of, whole_messages
from evaluations.services.rectification import close, list_items, mend_further, report
from tests import factories
from tests.evaluations.messages.conftest import tell_all
from tests.evaluations.rectification.conftest import paper


def told(kind: str) -> list[tuple[str, str, bool]]:
    tell_all()
    found = whole_messages().filter(kind=kind).order_by("pk")
    return [(one.user.username, said_of(one).title, said_of(one).waits) for one in found]


@pytest.fixture
def reported(ledger):
    tell_all()
    return report(
        actor=ledger.filer, item=ledger.first, version=1, words="已改。", send=True, offered=paper()
    )


def test_listing_is_told_to_the_filers(approved):
    list_items(actor=approved.rubric_admin, filing=approved.filing)
    assert told("list_items") == [("filer", "整改通知", False)]


def test_report_is_told_to_who_reviews_the_department_then_or_now(ledger):
    later = factories.cycle(factories.version("later", year=2021))
    factories.reviewer_of(later, ledger.department, "reviewer now")
    elsewhere = factories.department()
    factories.reviewer_of(later, elsewhere, "reviewer elsewhere")
    report(actor=ledger.filer, item=ledger.first, version=1, words="已改。", send=True, offered=paper())
    assert sorted(told("rectify_report")) == [
        ("reviewer", "整改情况待审核", True),
        ("reviewer now", "整改情况待审核", True),
    ]


def test_report_that_was_judged_meanwhile_is_told_to_nobody(ledger, reported):
    close(actor=ledger.rubric_admin, item=reported, version=reported.version)
    assert told("rectify_report") == []
    assert told("rectify_close") == [("filer", "已销号", False)]


def test_note_is_told_to_nobody(ledger):
    tell_all()
    before = Message.objects.count()
    report(actor=ledger.filer, item=ledger.first, version=1, words="在改。", send=False)
    tell_all()
    assert Message.objects.count() == before


def test_asking_for_more_waits_for_the_filer_until_he_reports_again(ledger, reported):
    mend_further(actor=ledger.reviewer, item=reported, version=reported.version, words="再改。")
    assert told("rectify_further") == [("filer", "继续整改", True)]
    reported.refresh_from_db()
    report(actor=ledger.filer, item=reported, version=reported.version, words="改了。", send=True)
    assert told("rectify_further") == [("filer", "继续整改", False)]
    read = dict(Message.objects.filter(user=ledger.filer).values_list("kind", "read_at"))
    assert (read["rectify_further"] is not None, read["list_items"]) == (True, None)


def test_message_leads_to_the_item(ledger, reported):
    tell_all()
    message = Message.objects.get(kind="rectify_report")
    client = Client()
    client.force_login(ledger.reviewer)
    answer = client.post(f"/messages/{message.pk}/open")
    assert answer["Location"] == f"/rectifications/{reported.pk}/"
    assert client.get(answer["Location"]).status_code == 200


def test_reviewer_without_the_department_is_not_told(ledger, reported):
    Assignment.objects.all().delete()
    assert told("rectify_report") == []
