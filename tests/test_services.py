"""The servers that the other tests rely on are real, and work on the test's own database."""

from collections.abc import Callable
from subprocess import Popen
from urllib.request import urlopen

import pytest
from celery import current_app
from django.contrib.auth import get_user_model
from playwright.sync_api import Page

from tests.services import Service

COUNT_USERS = "from django.contrib.auth import get_user_model; print(get_user_model().objects.count())"


def test_web_on_the_tests_database_answers_ok(web: Service) -> None:
    with urlopen(f"{web.url}/healthz") as response:
        assert (response.status, response.read()) == (200, b"ok\n")


def test_worker_on_the_tests_broker_answers_its_ping(celery_worker: Service) -> None:
    answers = current_app.control.ping(timeout=10, limit=1)
    assert [list(answer.values()) for answer in answers] == [[{"ok": "pong"}]]


def test_process_on_the_tests_database_sees_what_the_test_committed(
    run_python: Callable[..., Popen[str]],
) -> None:
    get_user_model().objects.create_user("someone")
    output, errors = run_python(COUNT_USERS).communicate()
    assert (output, errors) == ("1\n", "")


def test_page_of_the_real_server_in_chromium_shows_its_text(web: Service, page: Page) -> None:
    page.goto(f"{web.url}/healthz")
    assert page.inner_text("body").strip() == "ok"


@pytest.mark.postgresql
def test_postgresql_pass_sorts_and_stores_utf8(run_python: Callable[..., Popen[str]]) -> None:
    code = "from django.db import connection as c; k=c.cursor(); k.execute('SHOW server_encoding'); print(k.fetchone())"
    assert run_python(code).communicate() == ("('UTF8',)\n", "")
