"""Fixtures for every test: the real servers (started when first asked for), a browser, counts and figures."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from celery import current_app
from django.db import connection
from kombu import pools

from tests import services
from tests.processes import PYTHON, ROOT

pytest.register_assert_rewrite("tests.e2e")  # the steps of a walk say what they found, like a test
pytest_plugins = ["tests.browsers", "tests.kept_rows"]
pytest.register_assert_rewrite("tests.e2e")  # the steps assert, too, and are to say what they found


@pytest.fixture(scope="session")
def redis_server() -> Iterator[services.Service]:
    """A Redis of this run: `.url`, `.version`, `.pid`."""
    with services.redis_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[services.Service]:
    """A PostgreSQL cluster beside the one of the pass, for tests that need a database of their own."""
    with services.postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def process_environment(
    django_db_setup: None, redis_server: services.Service, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """What a process needs in order to work on the same database, broker and files as the test."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{facts['NAME']}"
    else:
        url = f"postgresql://{facts['USER']}@/{facts['NAME']}?host={facts['HOST']}"
    return {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": url,
        "PORTAL_BROKER_URL": redis_server.url,
        "PORTAL_DATA_DIR": os.environ["PORTAL_DATA_DIR"],
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }


@pytest.fixture(scope="session")
def worker_process(process_environment: dict[str, str]) -> Iterator[services.Service]:
    with services.celery_worker(process_environment, f"tests-{os.getpid()}") as worker:
        yield worker


@pytest.fixture
def real_broker(redis_server: services.Service, transactional_db: None) -> Iterator[services.Service]:
    """Has this test's own `.delay()` send to the real Redis."""
    with sending_to(redis_server.url):
        yield redis_server


@contextmanager
def sending_to(url: str) -> Iterator[None]:
    """Has this process's `.delay()` send to another broker for a while."""
    before = current_app.conf.broker_url
    switch_broker(url)
    try:
        yield
    finally:
        switch_broker(before)


def switch_broker(url: str) -> None:
    """Points the Celery application of this process at another broker and forgets its connections."""
    current_app.conf.broker_url = current_app.conf.broker_write_url = current_app.conf.broker_read_url = url
    pools.reset()
    current_app._after_fork()  # noqa: SLF001 - what Celery itself does in a process that must connect anew


@pytest.fixture
def celery_worker(real_broker: services.Service, worker_process: services.Service) -> services.Service:
    """A real worker process on this test's database; the test's data must be committed (transactional)."""
    return worker_process


@pytest.fixture(scope="session")
def web_process(process_environment: dict[str, str]) -> Iterator[services.Service]:
    with services.web_server(process_environment) as web:
        yield web


@pytest.fixture
def web(web_process: services.Service, transactional_db: None) -> services.Service:
    """A real web server on this test's database: `.url`."""
    return web_process


@pytest.fixture
def run_python(
    process_environment: dict[str, str], transactional_db: None
) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts `python -c CODE ARGUMENTS…` on this test's database, Django set up; ends what is left running."""
    with ExitStack() as stack:

        def run(code: str, *arguments: str) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [PYTHON, "-c", f"import django; django.setup()\n{code}", *arguments],
                cwd=ROOT,
                env={**os.environ, **process_environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield run


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """`rounds(short, soak)`: how often to try, by whether this is a soak run."""
    return lambda short, soak: soak if request.config.getoption("soak") else short


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str, object], None]:
    """`figure(name, value)`: a number to print at the end of the run."""

    def note(name: str, value: object) -> None:
        request.node.user_properties.append(("figure", f"{name}: {value}"))

    return note


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT
