"""The demonstration as `bin/demo` runs it: real processes on SQLite and a private Valkey."""

import os
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from portal.demo.people import PASSWORD
from tests.portal.demonstration import assert_loaded, assert_loading_again_adds_nothing
from tests.processes import PYTHON, READY_SECONDS, running, wait_for

pytestmark = [pytest.mark.sqlite, pytest.mark.long]
ADDRESS = re.compile(r"网址  (http://127\.0\.0\.1:(\d+)/)")


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.fixture
def environment(
    process_environment: dict[str, str], transactional_db: None, tmp_path: Path, taken_port: int
) -> dict[str, str]:
    """This test's own database; the broker is the launcher's affair, and a port that is taken is asked for."""
    ours = {"PORTAL_DATA_DIR": str(tmp_path), "PORT": str(taken_port)}
    return {name: value for name, value in process_environment.items() if name != "PORTAL_BROKER_URL"} | ours


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def answers(address: str) -> bool:
    try:
        with urlopen(f"{address}healthz", timeout=10) as response:
            return response.read() == b"ok\n"
    except OSError:
        return False


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def test_launcher_loads_the_year_and_serves_on_the_next_free_port_until_it_is_told_to_stop(
    environment: dict[str, str], tmp_path: Path, taken_port: int
) -> None:
    log = tmp_path / "screen"
    command = [PYTHON, "-m", "portal.launcher"]

    def ready() -> bool:
        return "按 Ctrl-C 停止" in log.read_text()

    with running(command, log, ready, environment, first=signal.SIGINT) as launcher:
        address, port = ADDRESS.search(log.read_text()).groups()
        assert int(port) > taken_port
        assert answers(address)
        assert log.read_text().count(PASSWORD) == 1
        assert_loaded()
        children = children_of(launcher.pid)
        names = ["unixsocket", "worker", "beat", "gunicorn"]
        assert [sum(name in command_of(child) for child in children) for name in names] == [1, 1, 1, 1]

        web = next(child for child in children if "gunicorn" in command_of(child))
        os.kill(web, signal.SIGKILL)
        wait_for(lambda: "web 退出了，正在重新启动" in log.read_text() and answers(address), log.read_text)
        last = children_of(launcher.pid)
        launcher.send_signal(signal.SIGINT)
        assert launcher.wait(READY_SECONDS) == 0
        assert [child for child in {*children, *last} if is_running(child)] == []
    assert_loading_again_adds_nothing()
