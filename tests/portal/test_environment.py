"""Settings out of the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import environment


@pytest.mark.parametrize(
    ("raw", "value"), [("1", True), ("yes", True), (" On ", True), ("0", False), ("", False)]
)
def test_switch_with_a_known_word_gives_its_value(monkeypatch, raw: str, value: bool) -> None:
    monkeypatch.setenv("THING", raw)
    assert environment.switch("THING", default=not value) is value


@pytest.mark.parametrize(
    "read", [lambda name: environment.switch(name, default=False), lambda name: environment.number(name, 1)]
)
def test_value_that_cannot_be_read_names_its_variable(monkeypatch, read) -> None:
    monkeypatch.setenv("THING", "maybe")
    with pytest.raises(ImproperlyConfigured, match="THING"):
        read("THING")


def test_words_with_blanks_drops_them(monkeypatch) -> None:
    monkeypatch.setenv("THING", " a.example, ,b.example,")
    assert environment.words("THING", "") == ["a.example", "b.example"]


def test_database_of_sqlite_waits_at_the_beginning_of_a_write(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/a%20b.sqlite3")
    assert environment.database("DATABASE_URL", "") == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "/srv/a b.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def test_database_of_postgresql_has_a_pool_and_health_checks(monkeypatch) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_POOL", "3")
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:p%40ss@host:5433/name?sslmode=require")
    assert environment.database("DATABASE_URL", "") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "name",
        "USER": "user",
        "PASSWORD": "p@ss",
        "HOST": "host",
        "PORT": "5433",
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 3}, "sslmode": "require"},
    }


def test_database_of_postgresql_on_a_socket_takes_its_folder_as_host(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user@/name?host=/run/postgresql")
    database = environment.database("DATABASE_URL", "")
    assert (database["HOST"], database["PORT"]) == ("/run/postgresql", "")


def test_database_of_another_kind_is_refused(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://host/name")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must begin with sqlite:// or postgresql://"):
        environment.database("DATABASE_URL", "")
