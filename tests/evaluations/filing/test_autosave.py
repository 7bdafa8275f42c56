"""What an open page sends by itself: stored once, answered in full, and never half where something is out of order."""

import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations.models import Change, Filing
from evaluations.selectors.summaries import summary_of
from evaluations.services.summary import refresh, refresh_stale
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.filing.people import PLANNED, SPENT, Person, stored

pytestmark = pytest.mark.django_db
TEXT = "chapter:预算编制情况"


class Sender(Person):
    """An open page that saves by itself."""

    def __init__(self, user, filing, **client):
        super().__init__(user, filing)
        self.person = user.pk
        self.browser.defaults |= client

    def raw(self, body: bytes):
        address = reverse("evaluations:autosave", args=[self.filing.pk])
        headers = {"Accept": "application/json"}
        return self.browser.post(address, body, content_type="application/json", headers=headers)

    def places(self, *places: dict, request: str = "0123456789abcdef", **more):
        told = {"request": request, "person": self.person, "places": list(places), **more}
        return self.raw(json.dumps(told).encode())


def place(at: str, text: str, base: int = 1, status: str = "filled") -> dict:
    return {"at": at, "text": text, "status": status, "base": base}


@pytest.fixture
def sender(made) -> Sender:
    return Sender(made.filer, made.filing)


def test_changed_places_are_stored_and_answered_with_their_versions(made, sender):
    answer = sender.places(place(SPENT, "１７００.5"), place(PLANNED, "￥1"))

    clock = answer.json()["at"]
    assert (answer.status_code, bool(re.fullmatch(r"[0-2][0-9]:[0-5][0-9]:[0-5][0-9]", clock))) == (200, True)
    assert answer.json() == {
        "at": clock,
        "saved": [{"at": SPENT, "version": 2, "notice": "按 1,700.50 万元 读取"}],
        "problems": [{"at": PLANNED, "what": answer.json()["problems"][0]["what"]}],
        "conflicts": [],
    }
    assert (stored(made, SPENT), stored(made, PLANNED)) == (("1700.5", "filled"), ("1791.71", "filled"))


def test_a_stale_save_is_answered_with_the_other_text_who_and_when(made, sender):
    colleague = factories.member(Role.FILER, made.filing.department, "colleague")
    Sender(colleague, made.filing).places(place(SPENT, "1700"))

    answer = sender.places(place(SPENT, "1800"), request="f" * 16)

    (conflict,) = answer.json()["conflicts"]
    when = made.filing.answers.get(key=SPENT).at.isoformat()
    assert conflict == {
        "at": SPENT,
        "version": 2,
        "text": "1700",
        "status": "filled",
        "by": str(colleague),
        "when": when,
        "own": False,
    }
    assert stored(made, SPENT) == ("1700", "filled")
    again = sender.places(place(SPENT, "1800", base=2), request="e" * 16)
    assert again.json()["saved"] == [{"at": SPENT, "version": 3, "notice": ""}]


def test_a_clash_with_ones_own_other_window_says_so(made, sender):
    sender.places(place(SPENT, "1700"))

    (conflict,) = sender.places(place(SPENT, "1800"), request="f" * 16).json()["conflicts"]

    assert conflict["own"] is True


def test_the_same_request_again_is_answered_the_same_and_does_nothing_twice(made, sender):
    sent = [
        place(SPENT, "1700"),
        place(TEXT, "一段新的话", base=made.filing.narratives.get(chapter=TEXT[8:]).version),
    ]
    first = sender.places(*sent)
    factories_changes = Change.objects.count()

    again = sender.places(*sent)

    assert first.status_code == again.status_code == 200
    assert again.json()["saved"] == first.json()["saved"]
    assert len(first.json()["saved"]) == 2
    assert Change.objects.count() == factories_changes == 2


def test_the_same_request_again_after_a_colleague_went_on_changes_nothing(made, sender):
    first = sender.places(place(SPENT, "1700"))
    colleague = factories.member(Role.FILER, made.filing.department, "colleague")
    Sender(colleague, made.filing).places(place(SPENT, "1800", base=2), request="c" * 16)

    again = sender.places(place(SPENT, "1700"))

    assert again.json()["saved"] == first.json()["saved"]
    assert stored(made, SPENT) == ("1800", "filled")


def test_the_same_request_with_another_text_is_refused(made, sender):
    sender.places(place(SPENT, "1700"))

    answer = sender.places(place(SPENT, "1800", base=2))

    assert [one["at"] for one in answer.json()["problems"]] == [SPENT]
    assert "同一次保存送来了两种内容" in answer.json()["problems"][0]["what"]
    assert stored(made, SPENT) == ("1700", "filled")


def test_nothing_is_saved_after_sending(made, sender):
    Filing.objects.update(state="submitted")

    answer = sender.places(place(SPENT, "1700"))

    assert answer.status_code == 409
    assert "不能填写" in answer.json()["reason"]
    assert stored(made, SPENT) == ("1973.09", "filled")


def test_after_signing_out_nothing_is_saved_and_the_page_is_told(made, sender):
    sender.browser.logout()

    answer = sender.places(place(SPENT, "1700"))

    assert (answer.status_code, answer.json()) == (401, {"reason": "登录已过期，请重新登录。"})
    assert stored(made, SPENT) == ("1973.09", "filled")


def test_a_page_of_another_account_does_not_save_under_the_one_that_is_signed_in(made, sender):
    colleague = factories.member(Role.FILER, made.filing.department, "colleague")
    sender.person = colleague.pk

    answer = sender.places(place(SPENT, "1700"))

    assert answer.status_code == 409
    assert list(answer.json()) == ["stranger"]
    assert stored(made, SPENT) == ("1973.09", "filled")


def test_another_departments_filing_does_not_exist(made):
    stranger = Sender(factories.member(Role.FILER, factories.department()), made.filing)

    assert stranger.places(place(SPENT, "1")).status_code == 404
    assert stored(made, SPENT) == ("1973.09", "filled")


def body(**parts: str) -> bytes:
    """The request as text, so that parts can be what no JSON library writes."""
    told = {"request": '"0123456789abcdef"', "person": "PERSON", "places": f"[{one()}]", **parts}
    return ("{" + ", ".join(f'"{key}": {value}' for key, value in told.items()) + "}").encode()


def one(at: str = SPENT, **parts: str) -> str:
    told = {"at": json.dumps(at), "text": '"1"', "status": '"filled"', "base": "1", **parts}
    return "{" + ", ".join(f'"{key}": {value}' for key, value in told.items()) + "}"


HOSTILE = {
    "NUL": (body(places=f"[{one(text=chr(34) + '1' + chr(92) + 'u0000' + chr(34))}]"), SPENT),
    "lone surrogate": (body(places=f"[{one(text=chr(34) + chr(92) + 'ud800' + chr(34))}]"), SPENT),
    "NaN": (body(places=f"[{one(text='NaN')}]"), SPENT),
    "Infinity as version": (body(places=f"[{one(base='Infinity')}]"), SPENT),
    "1e400": (body(places=f"[{one(text='1e400')}]"), SPENT),
    "number for a text": (body(places=f"[{one(text='1')}]"), SPENT),
    "version below 0": (body(places=f"[{one(base='-1')}]"), SPENT),
    "version beyond the database": (body(places=f"[{one(base='99999999999')}]"), SPENT),
    "version of 5,000 digits": (body(places=f"[{one(base='9' * 5000)}]"), SPENT),
    "true as version": (body(places=f"[{one(base='true')}]"), SPENT),
    "null for a text": (body(places=f"[{one(text='null')}]"), SPENT),
    "unknown status": (body(places=f"[{one(status=chr(34) + 'to_confirm' + chr(34))}]"), SPENT),
    "list as status": (body(places=f"[{one(status='[]')}]"), SPENT),
    "deep nesting": (body(places="[" * 5000 + "]" * 5000), ""),
    "nesting of objects": (body(places='[{"at": {"at": {}}}]'), "places.0.text"),
    "unfinished text of escapes": (b'{"request": "' + b'\\"' * 200_000, ""),
    "key twice": (body(places='[{"at": "fig:x", "at": "fig:y"}]'), "places.0"),
    "place twice": (body(places=f"[{one()}, {one()}]"), SPENT),
    "unknown key": (body(places=f"[{one(admin='true')}]"), "places.0.admin"),
    "unknown key beside": (body(state='"approved"'), "state"),
    "surrogate in a key": (body(**{"\\ud800": "1"}), "?"),
    "missing version": (body(places='[{"at": "fig:x", "text": "", "status": "filled"}]'), "places.0.base"),
    "unknown address": (body(places=f"[{one('fig:没有')}]"), "fig:没有"),
    "no address": (body(places=f"[{one('DROP TABLE')}]"), "DROP TABLE"),
    "endless address": (body(places=f"[{one('fig:' + '长' * 500)}]"), "places.0.at"),
    "computed ratio": (body(places=f"[{one('fig:预算执行率')}]"), "fig:预算执行率"),
    "request that is no name": (body(request='"x"'), "request"),
    "no places": (body(places="[]"), "places"),
    "too many places": (body(places="[" + ",".join(["1"] * 2001) + "]"), "places"),
    "text for places": (body(places='"[]"'), "places"),
    "empty body": (b"", ""),
    "list": (b"[]", ""),
    "no JSON": (b"request=1&person=2", ""),
    "byte order mark": (b"\xef\xbb\xbf" + body(), ""),
    "invalid UTF-8": (body().replace(b"filled", b"\xff\xfe"), ""),
    "GB18030": ("填".encode("gb18030"), ""),
}


def test_hostile_json_is_400_with_the_field_named_and_nothing_is_stored(made, sender):
    sound = place(PLANNED, "1")
    answers = {}
    for name, (hostile, _) in HOSTILE.items():
        told = hostile.replace(b"PERSON", str(made.filer.pk).encode())
        if told.count(b'"places": [{'):
            told = told.replace(b'"places": [', b'"places": [' + json.dumps(sound).encode() + b", ").replace(
                b"places.0", b"places.1"
            )
        answers[name] = sender.raw(told)
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(HOSTILE, 400)
    named = {name: answer.json()["problems"][0]["at"] for name, answer in answers.items()}
    assert named == {name: where.replace("places.0", "places.1") for name, (_, where) in HOSTILE.items()}
    said = answers["unknown status"].json()["problems"][0]["what"]
    assert said == "性质只能是“已填”或“无此事项”。请刷新页面，核对后重新填写。"
    assert Change.objects.count() == 0
    assert Filing.objects.get().revision == 0


def test_more_than_a_request_may_hold_is_explained(made, sender, monkeypatch):
    monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", 1000)

    answer = sender.places(place(TEXT, "长" * 1000))

    assert answer.status_code == 413
    assert "分段填写" in answer.json()["problems"][0]["what"]


SAVING = 12
"""Session, person, roles, filing; clock, filing held, roles, what stands there, written, its change; the session's age.
A cell of a table whose unit is chosen asks for the unit."""


def queries(sender: Sender, *places: dict) -> int:
    with CaptureQueriesContext(connection) as caught:
        answer = sender.places(*places, request="a" * 20 + str(places[0]["base"]))
        assert (answer.status_code, answer.json()["conflicts"], answer.json()["problems"]) == (200, [], [])
    control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return len([one for one in caught.captured_queries if not one["sql"].startswith(control)])


def test_a_save_makes_at_most_twelve_queries_whatever_the_size_of_the_filing(made, sender):
    rows = made.filing.table_rows.filter(table="项目")
    cell = f"row:项目/{rows.first().key}/项目支出数"
    text = made.filing.narratives.get(chapter=TEXT[8:])
    made_now = {
        "first save": queries(sender, place("fig:上年结转", "1", base=0)),
        "figure": queries(sender, place(SPENT, "1700")),
        "cell": queries(sender, place(cell, "12")),
        "text": queries(sender, place(TEXT, "新的话", base=text.version)),
    }
    first = rows.first()
    for number in range(500):
        first.pk, first.key, first.position = None, f"r{number}", 100 + number
        first.save(force_insert=True)
    made_now["cell among 500 rows"] = queries(sender, place(cell, "13", base=2))
    assert made_now == {
        "first save": SAVING - 1,
        "figure": SAVING - 1,
        "cell": SAVING,
        "text": SAVING - 1,
        "cell among 500 rows": SAVING,
    }


def test_the_summary_follows_when_it_is_looked_at_or_swept(made, sender):
    refresh(made.filing)
    before = made.filing.summary
    sender.places(place(SPENT, "1700"))
    filing = Filing.objects.get()
    assert (filing.summary, filing.summary_stale) == (before, True)

    seen = summary_of(filing)

    assert seen != before
    assert (refresh_stale(), refresh_stale()) == (1, 0)
    filing = Filing.objects.get()
    assert (filing.summary, filing.summary_stale) == (seen, False)
    assert summary_of(filing) == seen
