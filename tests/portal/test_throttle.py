"""Counting sign-in attempts: five per account and address, in a quarter of an hour."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory

from portal import throttle
from portal.models import SignInFailure

NOW = datetime(2026, 3, 18, 1, 0, tzinfo=UTC)
PAIR: dict[str, Any] = {"username": "示例01", "address": "10.1.1.9"}


def attempts(count: int, *, now: datetime = NOW, **pair: Any) -> list[bool]:
    return [throttle.reserve(**{**PAIR, **pair}, now=now) for _ in range(count)]


@pytest.mark.django_db
def test_attempts_up_to_the_limit_are_allowed_and_then_closed() -> None:
    assert attempts(7) == [True] * 5 + [False] * 2


@pytest.mark.django_db
def test_closed_pair_leaves_others_at_the_address_and_the_account_elsewhere_open() -> None:
    attempts(6)
    assert (attempts(1, username="示例02"), attempts(1, address="10.1.1.10")) == ([True], [True])


@pytest.mark.django_db
def test_closed_pair_opens_after_a_quarter_of_an_hour_from_the_last_counted_attempt() -> None:
    attempts(5)
    attempts(1, now=NOW + timedelta(minutes=14))  # refused, does not prolong
    assert throttle.opens_again(**PAIR, now=NOW) == NOW + throttle.CLOSED_FOR
    assert attempts(1, now=NOW + timedelta(minutes=14, seconds=59)) == [False]
    assert attempts(6, now=NOW + throttle.CLOSED_FOR) == [True] * 5 + [False]


@pytest.mark.django_db
def test_success_forgets_the_failures_of_its_pair_only() -> None:
    attempts(4)
    attempts(4, address="10.1.1.10")
    throttle.forgive(**PAIR)
    assert attempts(6) == [True] * 5 + [False]
    assert attempts(2, address="10.1.1.10") == [True, False]


@pytest.mark.django_db
def test_account_written_in_full_width_is_the_same_account() -> None:
    attempts(5, username="ａｂ１")
    assert attempts(1, username=" ab1 ") == [False]


@pytest.mark.django_db
def test_old_rows_are_swept_when_a_new_pair_appears() -> None:
    attempts(1)
    attempts(1, username="示例02", now=NOW + throttle.CLOSED_FOR)
    assert list(SignInFailure.objects.values_list("account", flat=True)) == ["示例02"]


def at_once(count: int, attempt: Any) -> int:
    """How many of `count` threads that start together are let through."""
    start, allowed = threading.Barrier(count), []

    def run() -> None:
        try:
            start.wait()
            allowed.append(attempt())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(allowed) == count
    return sum(allowed)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_hundred_attempts_at_once_let_five_through() -> None:
    assert at_once(40, lambda: throttle.reserve(**PAIR, now=NOW)) == throttle.ALLOWED


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_hundred_attempts_at_once_without_the_guard_let_more_through() -> None:
    """The control: reading first and counting afterwards is what the conditional update avoids."""
    SignInFailure.objects.create(account=PAIR["username"], address=PAIR["address"], count=0, last_at=NOW)
    reading = threading.Barrier(40)

    def unguarded() -> bool:
        row = SignInFailure.objects.get()
        reading.wait()
        SignInFailure.objects.filter(pk=row.pk).update(count=row.count + 1)
        return row.count < throttle.ALLOWED

    assert at_once(40, unguarded) > throttle.ALLOWED


def test_address_without_proxy_ignores_what_the_browser_claims(rf: RequestFactory) -> None:
    request = rf.get("/login", REMOTE_ADDR="10.1.1.9", headers={"x-forwarded-for": "1.2.3.4"})
    assert throttle.address_of(request) == "10.1.1.9"


def test_address_behind_the_proxy_is_what_the_proxy_wrote_last(rf: RequestFactory, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = rf.get("/login", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "6.6.6.6, 10.1.1.9"})
    assert throttle.address_of(request) == "10.1.1.9"
