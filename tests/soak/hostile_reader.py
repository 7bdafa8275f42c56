"""Processes of the portal that read one file each, and the readers that they start: how much memory each took at most.

Run as a module with paths of files: a line of figures for each. Run by one of those processes (`caps.run_apart`): its
reader.
"""

import atexit
import json
import os
import resource
import sys
from pathlib import Path

CHILD = "tests.soak.hostile_reader"
NOTED = "HOSTILE_READER_PEAK"
STATUS = Path("/proc/self/status")


def peak() -> int:
    """Return the most memory that this process held since it began, in bytes.

    Not `ru_maxrss`: a process inherits that from the one that started it.
    """
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def read(path: Path) -> dict[str, int]:
    """Read a file as the portal does, mark it where it can be read, and return the peaks in bytes.

    They are its own, the reader's, and what the system says of all that it started, which is never less than theirs.
    """
    from evaluations.resources.book import reading
    from evaluations.resources.marking import Mark, marked

    reading.CHILD = CHILD
    noted = path.with_suffix(".peak")
    os.environ[NOTED] = str(noted)
    found = reading.read_book(path.read_bytes())
    if isinstance(found, reading.Book):
        try:
            names = [grid.name for grid in found.sheets()]
        except reading.UnreadableError:
            names = []
        marked(path.read_bytes(), [Mark(name, "A1", "不对", "请改") for name in names])
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    reader = int(noted.read_text()) if noted.exists() else children  # one that was killed says nothing
    return {"portal": peak(), "reader": reader, "children": children}


def read_all(paths: list[Path]) -> None:
    """Load the portal once, and read each file in a fresh process of it."""
    from django.core.wsgi import get_wsgi_application  # not for the reader, which loads nothing of it
    from django.urls import get_resolver

    get_wsgi_application()
    assert get_resolver().url_patterns  # every page's code is there, as in a portal that serves
    for path in paths:
        if not os.fork():
            os.write(1, json.dumps(read(path)).encode() + b"\n")
            os._exit(0)
        os.wait()


def main() -> None:
    """Act as the reader where a process of the portal started it, else as the portal."""
    if NOTED not in os.environ:
        read_all([Path(path) for path in sys.argv[1:]])
        return
    from evaluations.resources.book import child

    atexit.register(lambda: Path(os.environ[NOTED]).write_text(str(peak())))
    child.main()


if __name__ == "__main__":
    main()
