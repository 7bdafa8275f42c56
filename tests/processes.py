"""Child processes of the tests: started alone, waited for until they are ready, ended by their own number."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
READY_SECONDS = 300
"""For a machine that is busy with other work; whoever waits goes on as soon as it can."""
PR_SET_PDEATHSIG = 1


def free_port() -> int:
    """A port of the loopback address that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def die_with_parent() -> None:
    """Has the kernel end this child when the tests themselves are killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def start(
    command: Sequence[str | os.PathLike[str]],
    log: Path,
    environment: Mapping[str, str] | None = None,
    user: int | None = None,
) -> subprocess.Popen[bytes]:
    """Starts a command in its own session, its output in `log`."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [os.fspath(part) for part in command],
            cwd=ROOT if user is None else "/",
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - nothing but one system call in it
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )


def stop(process: subprocess.Popen[bytes], first: signal.Signals = signal.SIGTERM) -> None:
    """Asks the process to end and, should it not within half a minute, ends its whole session."""
    if process.poll() is None:
        process.send_signal(first)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(30)
    with contextlib.suppress(ProcessLookupError):  # what a killed process left behind in its session
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns once `ready()` is true; raises with the end of the log when the process ends or never gets there."""
    deadline = time.monotonic() + READY_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            stop(process)
            raise RuntimeError(
                f"{process.args} did not get ready:\n{log.read_text(errors='replace')[-4000:]}"
            )
        time.sleep(0.05)


def accepts(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def wait_for(reached: Callable[[], bool], what: Callable[[], object] = str) -> None:
    """Return once `reached()` is true; fail with `what()` when minutes have gone by."""
    deadline = time.monotonic() + READY_SECONDS
    while not reached():
        assert time.monotonic() < deadline, what()
        time.sleep(0.05)


@contextlib.contextmanager
def running(
    command: Sequence[str | os.PathLike[str]],
    log: Path,
    ready: Callable[[], bool],
    environment: Mapping[str, str] | None = None,
    user: int | None = None,
    first: signal.Signals = signal.SIGTERM,
) -> Iterator[subprocess.Popen[bytes]]:
    """The command, running and ready, until the block ends."""
    process = start(command, log, environment, user)
    try:
        wait_until(ready, process, log)
        yield process
    finally:
        stop(process, first)
