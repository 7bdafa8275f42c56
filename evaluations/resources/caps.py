"""Work on a file that anybody may have made: done in a process of its own, with memory and time capped."""

import resource
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
MOST_MEMORY = 256 * 1024 * 1024
"""Of addresses, in bytes; more is refused by the system itself."""
MOST_SECONDS = 20
"""Of computing. Waiting is cut off after as long again."""


class GaveUpError(Exception):
    """The process did not come to an end by itself: out of memory, out of time, or crashed."""


def cap() -> None:
    """Cap the present process by its arguments. Called by the child before it looks at anything."""
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run_apart(module: str, data: bytes, seconds: int = MOST_SECONDS) -> bytes:
    """Return what a module writes when it is given `data`. Raises GaveUpError; the caller's process is untouched."""
    command = [sys.executable, "-m", module, str(MOST_MEMORY), str(seconds)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, cwd=BASE, timeout=2 * seconds, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise GaveUpError from error
    return done.stdout
