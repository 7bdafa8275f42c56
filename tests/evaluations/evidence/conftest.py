"""A folder of its own for the files of each test, and a clamd that a test speaks for."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.evaluations.evidence.papers import EICAR


@pytest.fixture
def kept(settings, tmp_path) -> Callable[[], list[str]]:
    """Names of everything that lies in the store, whole or not."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    return lambda: sorted(
        str(path.relative_to(settings.EVIDENCE_ROOT))
        for path in Path(settings.EVIDENCE_ROOT).rglob("*")
        if path.is_file()
    )


class Clamd(socketserver.ThreadingTCPServer):
    """Speaks INSTREAM as clamd does; `says` stands for its answer when a test sets it, None: it hangs."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.says: bytes | None = b""
        self.seen: list[bytes] = []
        self.over = threading.Event()


class Conversation(socketserver.StreamRequestHandler):
    server: Clamd

    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        data = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            data += self.rfile.read(length)
        self.server.seen.append(data)
        if self.server.says is None:
            self.server.over.wait(10)
            return
        found = b"stream: Eicar-Signature FOUND\0" if EICAR in data else b"stream: OK\0"
        self.wfile.write(self.server.says or found)


@pytest.fixture
def clamd(settings) -> Iterator[Clamd]:
    with Clamd() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        settings.CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
        settings.CLAMD_SECONDS = 1
        yield server
        server.over.set()
        server.shutdown()
        thread.join()
