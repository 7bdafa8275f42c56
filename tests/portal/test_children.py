"""Starting, watching and ending the processes of a run."""

import socket
import sys
import threading
from pathlib import Path

import pytest

from portal.children import Child
from portal.launcher import free_port, watch

SLEEP = "import time; print('up', flush=True); time.sleep(600)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"
PARENT = f"import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {SLEEP!r}]).pid, flush=True); {SLEEP}"


def child(tmp_path: Path, code: str) -> Child:
    return Child("child", [sys.executable, "-c", code], {}, tmp_path / "log" / "child.log")


def first_line(one: Child) -> str:
    """What the child printed first, once it has."""
    while "\n" not in (text := one.log.read_text()):
        assert not one.has_ended()
    return text.splitlines()[0]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_child_that_is_stopped_has_ended(tmp_path: Path) -> None:
    one = child(tmp_path, SLEEP)
    one.start()
    assert not one.has_ended()
    one.stop()
    assert one.has_ended()


def test_stop_without_a_start_does_nothing(tmp_path: Path) -> None:
    child(tmp_path, SLEEP).stop()


def test_child_that_ignores_the_request_is_ended_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.children.PATIENCE_SECONDS", 0.2)
    one = child(tmp_path, STUBBORN)
    one.start()
    first_line(one)
    one.stop()
    assert one.has_ended()


def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    one = child(tmp_path, PARENT)
    one.start()
    grandchild = int(first_line(one))
    assert is_running(grandchild)
    one.stop()
    while is_running(grandchild):
        pass
    assert one.has_ended()


def test_watch_of_a_child_that_keeps_ending_gives_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = child(tmp_path, "pass")
    one.start()
    assert watch([one], threading.Event()) == 1
    lines = capsys.readouterr().out.splitlines()
    again, given_up = (
        f"child 退出了，正在重新启动。日志：{one.log}",
        f"child 反复退出，已停止。日志：{one.log}",
    )
    assert lines == [*[again] * 5, given_up]


def test_free_port_that_is_taken_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port
