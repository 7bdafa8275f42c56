"""A PNG picture copied without its texts, times and EXIF; its pixels stay as they are."""

import struct
import zlib
from collections.abc import Iterator

from .jpeg import Broken

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs"})


def size_of(data: bytes) -> tuple[int, int]:
    """Return width and height. Raises Broken."""
    if data[12:16] != b"IHDR" or len(data) < 33:
        raise Broken
    width, height = struct.unpack(">II", data[16:24])
    if not width or not height:
        raise Broken
    return width, height


def cleaned(data: bytes) -> bytes:
    """Return the picture with its pixels and nothing else. Raises Broken."""
    return SIGNATURE + b"".join(whole for name, whole in _chunks(data) if name in _KEPT)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and bytes of each chunk up to the end of the picture."""
    at, name = len(SIGNATURE), b""
    while name != b"IEND":
        length = int.from_bytes(data[at : at + 4], "big")
        name, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise Broken
        if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise Broken
        yield name, data[at:end]
        at = end
