"""Starts, watches and ends the processes of a run; used by the launcher, knows nothing of Django."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
RESTARTS = 5
WITHIN_SECONDS = 60
PATIENCE_SECONDS = 10


def end_with_parent() -> None:
    """Has the kernel end this child when the launcher itself is killed, so that nothing is left behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(slots=True)
class Child:
    """One process and how it is started; started anew when it ends by itself."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Starts it in a session of its own: Ctrl-C reaches the launcher alone, which ends all in order."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,  # noqa: PLW1509 - nothing but one system call in it
            )
        self.starts.append(time.monotonic())

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def keeps_ending(self) -> bool:
        """Whether it was started too often of late for another try to make sense."""
        recent = [start for start in self.starts if start > time.monotonic() - WITHIN_SECONDS]
        return len(recent) > RESTARTS

    def stop(self) -> None:
        """Asks it to end, waits, then ends whatever is left of its session."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE_SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
