"""The passes of the suite: which database, short or long counts, and what ran against what at the end.

`pytest` alone is the SQLite pass; `--database postgresql` starts a cluster of its own; `--soak` takes the long
counts. Tests marked for another pass are left out by name of the pass, never skipped.
"""

import gc
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.services import postgresql

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "web", "celery_worker"}
SELDOM = 50_000
"""New objects between two looks for cycles; a site that is served looks every 2,000."""
CLEANUP = ExitStack()
RAN: Counter[str] = Counter()
FIGURES: list[str] = []
SKIPPED: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("portal")
    group.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="what to run on")
    group.addoption("--once", action="store_true", help="what runs on either database: on PostgreSQL only")
    group.addoption("--soak", action="store_true", help="long counts of races, kills and loads")


def is_leader(config: pytest.Config) -> bool:
    """Not one of the processes that share the work of a run."""
    return not hasattr(config, "workerinput")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Prepares the database before Django reads its settings."""
    if "PORTAL_TEST_FOLDER" not in os.environ:
        folder = tempfile.mkdtemp(prefix="portal-tests-")
        CLEANUP.callback(shutil.rmtree, folder, ignore_errors=True)
        os.environ |= {"PORTAL_TEST_FOLDER": folder, "PORTAL_DATA_DIR": folder, "PORTAL_DATABASE_POOL": "0"}
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("PORTAL_BROKER_URL", None)
        if early_config.known_args_namespace.database == "postgresql":
            os.environ["DATABASE_URL"] = CLEANUP.enter_context(postgresql()).url
    if name := os.environ.get(
        "PYTEST_XDIST_WORKER"
    ):  # files go by the numbers of rows, which begin anew for each
        os.environ["PORTAL_DATA_DIR"] = f"{os.environ['PORTAL_TEST_FOLDER']}/{name}"
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    """The same examples in every short run, many new ones in a soak; how fast they come is no finding."""
    unhurried = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
    settings.register_profile("short", derandomize=True, **unhurried)
    settings.register_profile("soak", max_examples=500, **unhurried)
    settings.load_profile("soak" if config.getoption("soak") else "short")


def pytest_unconfigure(config: pytest.Config) -> None:
    if is_leader(config):
        CLEANUP.close()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays to the end: the collector of cycles need not look at it a thousand times."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)


def uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)


def belongs(item: pytest.Item, database: str, *, once: bool) -> bool:
    """Whether a test runs in this pass; what touches no database runs once, in the SQLite pass."""
    only = [name for name in ("sqlite", "postgresql") if item.get_closest_marker(name)]
    if only:
        return database in only
    if database == "postgresql":
        return uses_database(item)
    return not (once and uses_database(item))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what belongs to this pass; what takes minutes begins first, so that no process waits for it at the end."""
    database, once, soak = (config.getoption(name) for name in ("database", "once", "soak"))
    kept = [
        item
        for item in items
        if belongs(item, database, once=once) and (soak or not item.get_closest_marker("soak"))
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    first = [item for item in kept if takes_long(item, soak=soak)]
    rest = [item for item in kept if not takes_long(item, soak=soak)]
    items[:] = dealt(first, rest, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def takes_long(item: pytest.Item, *, soak: bool) -> bool:
    """Whether a test takes a minute or more: it says so, or in a soak it has a count of its own for that."""
    counts = item.get_closest_marker("soak") or "rounds" in getattr(item, "fixturenames", ())
    return bool(item.get_closest_marker("long") or (soak and counts))


def dealt[T](first: list[T], rest: list[T], hands: int) -> list[T]:
    """Return what takes long and all the rest in an order in which each of the processes, who begin with one share
    after the other, begins with its part of what takes long.
    """
    order, left = list[T](), len(first) + len(rest)
    for hand in range(hands):
        size, mine = left // (hands - hand), first[hand::hands]
        others, rest = rest[: max(size - len(mine), 0)], rest[max(size - len(mine), 0) :]
        order += [*mine, *others]
        left -= size
    return order + rest


def database_version() -> str:
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"SQLite {'.'.join(map(str, connection.Database.sqlite_version_info))}"
    return f"PostgreSQL {'.'.join(map(str, divmod(connection.pg_version, 10000)))}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[pytest.TestReport]:
    """Notes on the test's report which servers it ran against; reports also come from other processes."""
    report = yield
    if call.when == "call":
        against = [database_version()] if uses_database(item) else []
        values = getattr(item, "funcargs", {}).values()
        against += sorted(
            {value.version for value in values if isinstance(getattr(value, "version", None), str)}
        )
        report.user_properties.append(("against", against or ["nothing but the code"]))
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    properties = report.user_properties if report.when == "call" else []
    for name, value in properties:
        if name == "against":
            RAN.update(value)
        elif name == "figure":
            FIGURES.append(value)
    if report.skipped and not hasattr(report, "wasxfail"):
        SKIPPED.append(report.nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skipped test is a failure: either it can run on every machine, or bin/test says what to install."""
    if is_leader(session.config) and SKIPPED and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for title, lines in (
        ("what ran against what", [f"{count:6} tests  {name}" for name, count in sorted(RAN.items())]),
        ("figures", FIGURES),
        ("skipped, which fails the run", SKIPPED),
    ):
        if lines:
            terminalreporter.section(title)
            terminalreporter.write_line("\n".join(lines))
    if path := os.environ.get("PORTAL_TEST_REPORT"):
        counts = {name: len(found) for name, found in terminalreporter.stats.items() if name}
        report = {"counts": counts, "ran": RAN, "figures": FIGURES, "skipped": SKIPPED}
        Path(path).write_text(json.dumps(report, ensure_ascii=False))
