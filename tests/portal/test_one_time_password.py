"""A password that was handed out opens one page only: the one where it is changed."""

import re
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from evaluations.access_table import ANYONE, OPEN_WITH_ONE_TIME_PASSWORD, ROUTES
from evaluations.models import Event, Membership
from evaluations.services import Refused, accounts
from evaluations.workflow import Role
from portal.models import User
from tests import factories
from tests.evaluations.sheets.books import filled
from tests.fingerprint import fingerprint
from tests.planted import DOCUMENTS, plant
from tests.test_access_table import address_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
NEW = "a phrase of my own 42"
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
type Handed = tuple[str, str]


@pytest.fixture
def admin() -> Client:
    browser = Client()
    browser.force_login(factories.member(Role.SYSTEM_ADMIN, username="system"))
    return browser


def by_page(admin: Client) -> Handed:
    answer = admin.post("/accounts/add", {"username": "103009-01", "name": "示例填报人"})
    return "103009-01", answer.context["password"]


def by_reset(admin: Client) -> Handed:
    person = factories.user("103009-02")
    return person.username, admin.post(f"/accounts/{person.pk}/password").context["password"]


def by_spreadsheet(admin: Client) -> Handed:
    factories.department("示例一局", code="900001")
    row = ["900001-01", "示例甲", "填报人", "900001", None, None]
    content = filled(admin.get("/accounts/template").content, [row])
    shown = admin.post("/accounts/import", {"file": SimpleUploadedFile("表.xlsx", content)})
    made = admin.post(shown["Location"]).content.decode()
    return "900001-01", re.findall(r"<code>([^<]+)</code>", made)[0]


def by_command(_: Client) -> Handed:
    Membership.objects.all().delete()
    out = StringIO()
    call_command("create_system_admin", "xitong", "示例管理员", stdout=out)
    return "xitong", out.getvalue().split("一次性密码 ")[1].split("（")[0]


WAYS = {way.__name__: way for way in (by_page, by_reset, by_spreadsheet, by_command)}


@pytest.fixture(params=WAYS)
def handed(request: pytest.FixtureRequest, admin: Client) -> Handed:
    return WAYS[request.param](admin)


def signed_in(handed: Handed) -> tuple[Client, Any]:
    """A browser in which somebody signed in, and the answer to it."""
    browser = Client()
    username, password = handed
    return browser, browser.post("/login", {"username": username, "password": password}, follow=True)


def change(browser: Client, old: str, new: str = NEW) -> Any:
    return browser.post("/password", {"old_password": old, "new_password1": new, "new_password2": new})


def test_first_sign_in_leads_to_the_change_and_says_why(handed: Handed) -> None:
    _, answer = signed_in(handed)
    assert [url for url, _ in answer.redirect_chain] == ["/", "/password"]
    page = answer.content.decode()
    assert "您是用一次性密码登录的。设好新密码以前，其他页面打不开，提交的内容也不会保存。" in page
    assert 'aria-label="主菜单"' not in page


def test_after_the_change_everything_opens_in_the_same_session(handed: Handed) -> None:
    browser, _ = signed_in(handed)
    answer = change(browser, handed[1])
    assert (answer.status_code, answer["Location"]) == (302, "/")
    home = browser.get("/", follow=True)
    assert (home.status_code, home.wsgi_request.user.get_username()) == (200, handed[0])
    assert home.request["PATH_INFO"] != "/password"
    assert "一次性密码登录" not in browser.get("/password").content.decode()
    user = User.objects.get(username=handed[0])
    assert (user.check_password(NEW), user.must_change_password) == (True, False)
    assert signed_in((handed[0], NEW))[1].request["PATH_INFO"] != "/password"


def test_change_is_told_in_the_log_without_any_password(handed: Handed) -> None:
    browser, _ = signed_in(handed)
    change(browser, handed[1])
    user = User.objects.get(username=handed[0])
    event = Event.objects.get(action="change_password")
    assert (event.actor_id, event.data) == (user.pk, {"user": user.pk})
    auditor = Client()
    auditor.force_login(factories.member(Role.AUDITOR))
    log = auditor.get("/log/").content.decode()
    assert "修改密码" in log
    assert [word for word in (NEW, handed[1]) if word in log] == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"old_password": "wrong"}, "现用密码不对，请重新输入。"),
        ({"new_password1": "{old}", "new_password2": "{old}"}, "新密码与现用密码一样。请换一个新密码。"),
        ({"new_password2": "another phrase 77"}, "两次输入的新密码不一样，请重新输入。"),
        ({"new_password1": "short", "new_password2": "short"}, "此密码太短，至少要包含 10 个字符。"),
    ],
)
def test_change_that_fails_says_why_and_keeps_everything_closed(
    admin: Client, fields: dict[str, str], said: str
) -> None:
    handed = by_page(admin)
    browser, _ = signed_in(handed)
    right = {"old_password": handed[1], "new_password1": NEW, "new_password2": NEW}
    posted = right | {name: text.format(old=handed[1]) for name, text in fields.items()}
    page = browser.post("/password", posted).content.decode()
    assert said in page
    assert [word for word in posted.values() if f'value="{word}"' in page] == []
    user = User.objects.get(username=handed[0])
    assert (user.check_password(handed[1]), user.must_change_password) == (True, True)
    assert browser.get("/")["Location"] == "/password"
    assert not Event.objects.filter(action="change_password").exists()


def test_service_refuses_the_old_password_as_the_new_one() -> None:
    user = factories.user(must_change_password=True)
    with pytest.raises(Refused) as refusal:
        accounts.change_password(actor=user, old=factories.PASSWORD, new=factories.PASSWORD)
    user.refresh_from_db()
    assert (refusal.value.reason, user.must_change_password) == (accounts.SAME_PASSWORD, True)


def test_change_after_a_reset_that_came_first_does_not_write_it_over() -> None:
    user = factories.user()
    stale = User.objects.get(pk=user.pk)
    password = accounts.reset_password(actor=factories.member(Role.SYSTEM_ADMIN), user=user)
    with pytest.raises(Refused):
        accounts.change_password(actor=stale, old=factories.PASSWORD, new=NEW)
    user.refresh_from_db()
    assert (user.check_password(password), user.must_change_password) == (True, True)


def test_reset_of_an_account_closes_it_again_until_the_next_change(admin: Client) -> None:
    handed = by_page(admin)
    change(signed_in(handed)[0], handed[1])
    user = User.objects.get(username=handed[0])
    again = admin.post(f"/accounts/{user.pk}/password").context["password"]
    assert signed_in((handed[0], again))[1].request["PATH_INFO"] == "/password"


def test_other_change_of_the_account_leaves_it_closed(admin: Client) -> None:
    handed = by_page(admin)
    user = User.objects.get(username=handed[0])
    admin.post(f"/accounts/{user.pk}/", {"name": "别名", "is_active": "on"})
    user.refresh_from_db()
    assert (user.name, user.must_change_password) == ("别名", True)


@pytest.mark.sqlite  # what the gate lets through does not depend on the database
def test_every_route_and_method_leads_to_the_change_and_does_nothing(
    tmp_path: Any, monkeypatch: Any, rounds: Any
) -> None:
    """In a short run as one person by every method and as two by two, in a soak as everybody."""
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    planted = plant((DOCUMENTS / "longgang-2020.yaml").read_text(encoding="utf-8"))
    User.objects.update(must_change_password=True)
    before, wrong, asked = fingerprint(), [], 0
    for number, (who, person) in enumerate([*planted.people.items()][: rounds(3, None)]):
        browser = Client()
        browser.force_login(person.user)
        before = fingerprint()  # signing in noted the time
        for name, route in ROUTES.items():
            if name in OPEN_WITH_ONE_TIME_PASSWORD or ANYONE in route.methods.values():
                continue
            for method in METHODS if number == 0 else ("get", "post"):  # the gate asks who before it asks how
                answer = getattr(browser, method)(address_of(name, planted))
                asked += 1
                if (answer.status_code, answer.get("Location")) != (302, "/password"):
                    wrong.append((who, name, method, answer.status_code))
    assert (wrong, fingerprint() == before) == ([], True)
    assert asked > 60 * len(METHODS)


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"accept": "application/json"}, (409, None)),
        ({"content-type": "application/json"}, (302, "/password")),
        ({}, (302, "/password")),
    ],
    ids=str,
)
def test_request_of_a_program_is_not_done_either(
    admin: Client, headers: dict[str, str], told: tuple[int, str | None]
) -> None:
    user = factories.member(Role.SYSTEM_ADMIN, username="xitong2")
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    browser = Client()
    browser.force_login(user)
    answer = browser.post("/accounts/add", {"username": "mallory", "name": "示例"}, headers=headers)
    assert (answer.status_code, answer.get("Location")) == told
    assert not User.objects.filter(username="mallory").exists()


def test_part_of_a_page_is_not_filled_with_the_change_but_the_whole_page_goes_there(admin: Client) -> None:
    browser, _ = signed_in(by_page(admin))
    answer = browser.get("/", headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (200, "/password", b"")


def test_signing_out_the_health_page_and_static_files_stay_open(admin: Client) -> None:
    browser, _ = signed_in(by_page(admin))
    assert browser.get("/healthz").status_code == 200
    order = settings.MIDDLEWARE
    assert order.index("whitenoise.middleware.WhiteNoiseMiddleware") < order.index(
        "evaluations.gate.AccessGate"
    )
    assert browser.post("/logout")["Location"] == "/login"
    assert browser.get("/")["Location"] == "/login?next=/"


def test_account_that_chose_its_password_is_not_sent_anywhere() -> None:
    user, password = accounts.create_user(actor=None, username="demo", name="示例", password=NEW)
    assert (password, user.must_change_password) == (NEW, False)
