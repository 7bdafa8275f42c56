"""A form that is posted after its session has ended: its words come along over the sign-in, to their writer alone."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.urls.converters import IntConverter, PathConverter, StringConverter

from evaluations import carrying
from evaluations.access_table import ANYONE, ROUTES
from evaluations.carrying import Carried, unpack
from evaluations.models import Answer, StageOffice
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.evidence.papers import pdf
from tests.evaluations.filing.browsing import forms_of
from tests.test_access_table import patterns

pytestmark = pytest.mark.django_db
WORDS = "办公室、财务科，由\n王科长牵头"
SPENT = "fig:财政拨款支出"


class Browser(Client):
    """A browser without script that holds to the tokens, and tells where a post comes from."""

    def __init__(self):
        super().__init__(enforce_csrf_checks=True)
        self.at = ""

    def open(self, path: str) -> dict[str, str]:
        """Return what the largest form of a page would send."""
        self.at = path
        return self.filled(self.get(path))

    def filled(self, answer) -> dict[str, str]:
        return max(forms_of(answer.content.decode()), key=lambda form: len(form.values)).values

    def send(self, path: str, fields, origin: str = "http://testserver"):
        headers = {"origin": origin, "referer": f"{origin}{self.at}"}
        return self.post(path, fields, headers=headers)

    def sign_in(self, person, password: str = factories.PASSWORD, page=None):
        form = self.filled(page or self.get("/login"))
        return self.send("/login", {**form, "username": person.username, "password": password})

    def expire(self):
        del self.cookies["sessionid"]


@pytest.fixture
def browser(office):
    browser = Browser()
    assert browser.sign_in(office.filer).status_code == 302
    return browser


@pytest.fixture
def duties(office) -> str:
    return f"/filings/{office.filing.pk}/duties"


def written(browser, duties) -> dict[str, str]:
    return {**browser.open(duties), "office-1": WORDS.replace("\n", ""), "office-2": ""}


def stored() -> list[str]:
    return list(StageOffice.objects.values_list("office", flat=True))


def shows(answer) -> bool:
    return "王科长" in answer.content.decode()


def test_words_come_along_over_a_sign_in_that_fails_first_and_are_stored_by_one_press(
    office, browser, duties
):
    form = written(browser, duties)
    browser.expire()

    asked = browser.send(duties, form)
    assert (asked.status_code, stored(), asked["Cache-Control"]) == (401, [], NEVER)
    wrong = browser.sign_in(office.filer, "wrong", page=asked)
    assert (wrong.status_code, "登录后接着提交" in wrong.content.decode()) == (200, True)
    back = browser.sign_in(office.filer, page=wrong)
    assert (back.status_code, stored(), shows(back), back["Cache-Control"]) == (200, [], True, NEVER)
    again = next(each for each in forms_of(back.content.decode()) if each.action == duties)
    token = again.values.pop("csrfmiddlewaretoken")
    assert token != form.pop("csrfmiddlewaretoken")
    assert again.values == form

    answer = browser.send(again.action, {**again.values, "csrfmiddlewaretoken": token})
    assert (answer.status_code, answer["Location"], stored()) == (302, duties, [form["office-1"]])


NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"


def test_filing_form_with_text_of_several_lines_and_empty_boxes_is_carried_to_the_letter(office, browser):
    path = f"/filings/{office.filing.pk}/stages/2"
    form = {**browser.open(path), SPENT: "95", "then": "next"}
    browser.expire()
    back = browser.sign_in(office.filer, page=browser.send(path, form))
    again = browser.filled(back)
    assert {**again, "csrfmiddlewaretoken": ""} == {**form, "csrfmiddlewaretoken": ""}
    assert browser.send(path, again).status_code == 303
    assert Answer.objects.get(filing=office.filing, key=SPENT).value == "95"


def test_another_person_who_signs_in_sees_and_sends_nothing_of_it(office, browser, duties):
    form = written(browser, duties)
    browser.expire()
    answer = browser.sign_in(office.head, page=browser.send(duties, form))
    assert (answer.status_code, shows(answer), stored()) == (409, False, [])
    assert "另一个账号填写的" in answer.content.decode()
    assert not any(each.action == duties for each in forms_of(answer.content.decode()))


def test_what_was_written_is_listed_with_numbers_and_without_what_the_page_fills_in_by_itself():
    fields = (
        ("fig:年初预算数", "95.5"),
        ("fig:年初预算数~base", "1.x"),
        ("row:项目/3f9a/支出", "12"),
        ("pages", "3-5"),
        ("then", "add:项目/5"),
        ("once", "3f9a"),
        ("words", "请补充说明。"),
    )
    carried = Carried(1, "/duties", "", fields)
    assert carried.written == [
        ("年初预算数", "95.5"),
        ("支出", "12"),
        ("", "3-5"),
        ("", "请补充说明。"),
    ]


def test_page_of_one_person_posted_in_the_session_of_another_is_neither_shown_nor_stored(
    office, browser, duties
):
    other = factories.member(Role.FILER, office.department, "colleague")
    form = written(browser, duties)
    browser.expire()
    browser.sign_in(other)
    answer = browser.send(duties, form)
    assert (answer.status_code, shows(answer), stored()) == (409, False, [])


@pytest.mark.parametrize("ended", [False, True])
def test_page_made_before_the_same_person_signed_in_elsewhere_goes_on(office, browser, duties, ended):
    form = written(browser, duties)
    browser.expire()
    browser.sign_in(office.filer)
    answer = browser.send(duties, form)
    if ended:  # and that session is over by now as well
        browser.expire()
        answer = browser.sign_in(office.filer, page=browser.send(duties, form))
    assert (answer.status_code, stored()) == (200, [])
    browser.send(duties, browser.filled(answer))
    assert stored() == [form["office-1"]]


def test_sign_in_page_left_open_while_signing_in_elsewhere_still_goes_on(office, browser, duties):
    form = written(browser, duties)
    browser.expire()
    asked = browser.send(duties, form)
    browser.sign_in(office.filer)
    answer = browser.sign_in(office.filer, page=asked)  # its token is an old one by now
    browser.send(duties, browser.filled(answer))
    assert stored() == [form["office-1"]]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://testserver"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_form_of_another_site_is_never_offered_to_be_sent(office, browser, duties, origin, signed_in):
    form = written(browser, duties)
    if not signed_in:
        browser.expire()
    answer = browser.send(duties, {**form, "csrfmiddlewaretoken": "x" * 64}, origin=origin)
    assert (answer.status_code, shows(answer), stored()) == (403, False, [])
    assert "页面打开太久" in answer.content.decode()


def test_token_that_no_sign_in_made_is_nobodys_and_is_only_shown_to_be_copied(office, browser, duties):
    form = written(browser, duties)
    answer = browser.send(duties, {**form, "csrfmiddlewaretoken": "x" * 64})
    assert (answer.status_code, shows(answer), stored()) == (200, True, [])
    assert not any(each.action == duties for each in forms_of(answer.content.decode()))

    browser.expire()
    del browser.cookies[carrying.WRITERS]
    answer = browser.send(duties, form)
    assert (answer.status_code, shows(answer), 'name="carried"' in answer.content.decode()) == (
        401,
        True,
        False,
    )


def test_more_than_a_sign_in_can_carry_is_shown_to_be_copied(browser, duties, monkeypatch):
    monkeypatch.setattr(carrying, "LONGEST", 100)
    form = written(browser, duties)
    browser.expire()
    answer = browser.send(duties, form)
    assert (answer.status_code, shows(answer), 'name="carried"' in answer.content.decode()) == (
        401,
        True,
        False,
    )
    assert "内容太多" in answer.content.decode()


def test_files_stay_behind_and_it_is_said_so(office, browser):
    path = f"/filings/{office.filing.pk}/evidence"
    form = {**browser.open(path), "pages": "第三页"}
    browser.expire()
    asked = browser.send(path, {**form, "files": SimpleUploadedFile("决算.pdf", pdf())})
    assert "选好的文件带不过去" in asked.content.decode()
    text = browser.sign_in(office.filer, page=asked).content.decode()
    assert ("决算.pdf" in text, "第三页" in text, f'href="{path}"' in text) == (True, True, True)
    assert path not in [each.action for each in forms_of(text)]


def test_password_is_never_carried(browser):
    form = browser.open("/password")
    browser.expire()
    answer = browser.send("/password", {**form, "old_password": "a", "new_password1": "b"})
    assert (answer.status_code, answer["Location"]) == (302, "/login?next=/password")


def test_words_posted_to_any_page_come_along(browser):
    """The gate answers before any view: whatever the address names need not be there."""
    names = {name: route for name, route in ROUTES.items() if route.who("POST") not in {None, ANYONE}}
    token = browser.open("/password")["csrfmiddlewaretoken"]
    form = {"csrfmiddlewaretoken": token, "words": "这是写了很久的理由。"}
    browser.expire()
    came_along = {}
    for name in names:
        path = reverse(name, kwargs={each: EXAMPLES[type(kind)] for each, kind in converters(name).items()})
        packed = browser.filled(browser.send(path, form)).get("carried", "")
        came_along[name] = unpack(packed) and unpack(packed).path == path
    assert came_along == dict.fromkeys(names, True)


EXAMPLES = {IntConverter: 1, StringConverter: "x", PathConverter: "x"}


def converters(name: str):
    return patterns()[name].pattern.converters


def test_button_without_words_leads_back_to_its_page(office, browser, duties):
    form = browser.open(duties)
    browser.expire()
    token = {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"]}
    answer = browser.send(f"/filings/{office.filing.pk}/units/open", token)
    assert answer["Location"] == f"/login?next={duties}"


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example/login", "/no/such/page", "/healthz", "javascript:1"]
)
def test_form_for_no_page_of_ours_is_not_taken(path):
    assert unpack(Carried(1, path, "", (("a", "b"),)).packed) is None


def test_form_comes_back_as_it_was_unless_it_is_old_or_was_touched(monkeypatch):
    carried = Carried(7, "/filings/1/duties", "/todo", (("a", "一\r\n二"), ("a", "")), ("三.pdf",))
    assert unpack(carried.packed) == carried
    assert unpack(carried.packed[:-1] + "!") is None
    monkeypatch.setattr(carrying, "KEEPS", timedelta(seconds=-1))
    assert unpack(carried.packed) is None


def test_one_time_password_is_changed_before_the_form_goes_on(office, browser, duties):
    form = written(browser, duties)
    browser.expire()
    type(office.filer).objects.update(must_change_password=True)
    answer = browser.sign_in(office.filer, page=browser.send(duties, form))
    assert "在新窗口修改密码" in answer.content.decode()
    changed = browser.filled(browser.get("/password")) | {"old_password": factories.PASSWORD}
    new = {"new_password1": "another long phrase 8", "new_password2": "another long phrase 8"}
    assert browser.send("/password", changed | new).status_code == 302
    browser.send(duties, browser.filled(answer))
    assert stored() == [form["office-1"]]


def test_script_is_told_why_in_words_it_can_show(office, browser, duties):
    form = written(browser, duties)
    asked = {"accept": "application/json", "origin": "http://testserver"}
    stale = browser.post(duties, {**form, "csrfmiddlewaretoken": "x" * 64}, headers=asked)
    assert (stale.status_code, stale.json()["stale"]) == (403, True)
    denied = browser.post("/year/open", form, headers=asked)
    assert (denied.status_code, list(denied.json())) == (403, ["reason"])
