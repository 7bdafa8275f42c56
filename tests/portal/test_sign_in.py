"""Signing in and out, the password, and where one comes out."""

import re
from typing import Any

import pytest
from django.test import Client

from portal.forms import WRONG
from portal.models import SignInFailure, User

PASSWORD = "a long enough phrase 7"

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user("示例01", PASSWORD, name="示例填报人")


def sign_in(client: Client, password: str = PASSWORD, **fields: Any) -> Any:
    return client.post("/login", {"username": "示例01", "password": password, **fields})


def troubles(response: Any) -> list[str]:
    return response.context["form"].non_field_errors()


def test_sign_in_with_the_right_password_leads_home(client: Client, user: User) -> None:
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")


def test_sign_in_gives_the_session_a_new_name(client: Client, user: User) -> None:
    client.get("/login")
    session = client.session
    session["before"] = "kept by a stranger"
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize("case", ["wrong password", "no such account", "closed account"])
def test_sign_in_that_fails_says_the_same_whatever_the_cause(client: Client, user: User, case: str) -> None:
    if case == "closed account":
        User.objects.update(is_active=False)
    name = "示例99" if case == "no such account" else "示例01"
    password = "wrong" if case == "wrong password" else PASSWORD
    response = sign_in(client, password, username=name)
    assert (response.status_code, troubles(response)) == (200, [WRONG])
    assert SignInFailure.objects.get().count == 1


def without_names(response: Any) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return re.sub(r"示例\d\d", "", page)


def test_sign_in_page_of_unknown_and_known_account_is_the_same_to_the_letter(user: User) -> None:
    known = sign_in(Client(), "wrong")
    unknown = sign_in(Client(), "wrong", username="示例99")
    assert without_names(known) == without_names(unknown)


def test_sixth_attempt_is_refused_even_with_the_right_password(client: Client, user: User) -> None:
    for _ in range(5):
        sign_in(client, "wrong")
    response = sign_in(client)
    assert response.status_code == 429
    assert re.fullmatch(
        r"这个账号在本机连续输错 5 次，暂停登录。请在 \d\d:\d\d:\d\d 以后再试；忘记密码的，请联系系统管理员重置。",
        troubles(response)[0],
    )
    assert "_auth_user_id" not in client.session


def test_refusal_says_the_same_of_an_account_that_does_not_exist(client: Client) -> None:
    statuses = [sign_in(client, "wrong", username="示例99").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]


def test_refusal_of_one_account_leaves_its_neighbour_at_the_same_address(client: Client, user: User) -> None:
    for _ in range(6):
        sign_in(client, "wrong", username="示例99")
    assert sign_in(client).status_code == 302


def test_success_clears_the_count(client: Client, user: User) -> None:
    for _ in range(4):
        sign_in(client, "wrong")
    sign_in(client)
    assert list(SignInFailure.objects.all()) == []


def test_empty_form_counts_nothing(client: Client) -> None:
    response = client.post("/login", {"username": "", "password": ""})
    assert (response.status_code, SignInFailure.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/password", "/password"),
        ("/a?b=1", "/a?b=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http:evil.example", "/"),
        ("", "/"),
    ],
)
def test_sign_in_goes_on_to_own_addresses_only(client: Client, user: User, asked: str, given: str) -> None:
    assert sign_in(client, next=asked)["Location"] == given


def test_sign_in_page_keeps_where_one_wanted_to_go(client: Client, user: User) -> None:
    response = client.get("/password", follow=True)
    assert response.redirect_chain == [("/login?next=/password", 302)]
    assert '<input type="hidden" name="next" value="/password">' in response.content.decode()


def test_person_who_is_signed_in_does_not_see_the_sign_in_page(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get("/login")["Location"] == "/"


def test_sign_out_by_link_is_refused(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get("/logout").status_code == 405
    assert client.session["_auth_user_id"] == str(user.pk)


def test_sign_out_ends_the_session(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.post("/logout")["Location"] == "/login"
    assert client.get("/")["Location"] == "/login?next=/"


def test_password_change_ends_other_sessions_and_keeps_this_one(client: Client, user: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(user)
    client.force_login(user)
    fields = {
        "old_password": PASSWORD,
        "new_password1": "another phrase 88",
        "new_password2": "another phrase 88",
    }
    assert client.post("/password", fields)["Location"] == "/"
    assert client.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"old_password": "wrong"}, {"old_password": ["现用密码不对，请重新输入。"]}),
        ({"new_password2": "other phrase 99"}, {"new_password2": ["两次输入的新密码不一样，请重新输入。"]}),
    ],
)
def test_password_change_that_fails_says_what_to_do(
    client: Client, user: User, fields: dict[str, str], said: dict[str, list[str]]
) -> None:
    client.force_login(user)
    right = {
        "old_password": PASSWORD,
        "new_password1": "another phrase 88",
        "new_password2": "another phrase 88",
    }
    assert client.post("/password", right | fields).context["form"].errors == said


def test_part_of_a_page_asked_for_after_the_session_ended_has_the_whole_page_come_again(
    client: Client,
) -> None:
    response = client.get("/login?next=/", headers={"hx-request": "true"})
    assert (response.status_code, response["HX-Refresh"], response.content) == (200, "true", b"")


def test_home_of_a_person_without_role_says_whom_to_ask(client: Client, user: User) -> None:
    client.force_login(user)
    response = client.get("/")
    assert response.status_code == 200
    assert "这个账号还没有岗位" in response.content.decode()
