"""The virus scanner: clamd over its INSTREAM command. Where one is set and gives no clear answer, nothing passes."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

CHUNK = 64 * 1024
LONGEST_REPLY = 4_096


class NoAnswer(Exception):
    """The scanner that is set did not say whether a file is clean."""


def infection(data: bytes) -> str:
    """Return the name of what was found in a file, '' when it is clean or no scanner is set. Raises NoAnswer."""
    if not settings.CLAMD_ADDRESS:
        return ""
    deadline = time.monotonic() + settings.CLAMD_SECONDS
    try:
        with _connected(settings.CLAMD_ADDRESS, deadline) as link:
            _send(link, data, deadline)
            reply = _reply(link, deadline)
    except (OSError, ValueError) as trouble:
        raise NoAnswer(str(trouble)) from trouble
    return _verdict(reply)


def _verdict(reply: str) -> str:
    said = reply.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise NoAnswer(reply[:200])


@contextmanager
def _connected(address: str, deadline: float) -> Iterator[socket.socket]:
    """Open a path (/run/clamav/clamd.ctl) as a unix socket, anything else as host:port."""
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with link:
            link.settimeout(_left(deadline))
            link.connect(address)
            yield link
        return
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=_left(deadline)) as link:
        yield link


def _send(link: socket.socket, data: bytes, deadline: float) -> None:
    link.sendall(b"zINSTREAM\0")
    for at in range(0, len(data), CHUNK):
        piece = data[at : at + CHUNK]
        link.settimeout(_left(deadline))
        link.sendall(len(piece).to_bytes(4, "big") + piece)
    link.sendall(bytes(4))


def _reply(link: socket.socket, deadline: float) -> str:
    """Return what the scanner says up to its NUL or the end of the connection."""
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_REPLY:
        link.settimeout(_left(deadline))
        piece = link.recv(LONGEST_REPLY)
        if not piece:
            break
        said += piece
    return said.decode("utf-8", "replace").strip("\0\r\n ")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
