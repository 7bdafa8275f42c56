"""A JPEG picture copied without what it tells of camera, place and time; its pixels stay as they are."""

import re
import struct
from collections.abc import Iterator

BROKEN = "图片不完整或已损坏"
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_KEPT = frozenset({0xC4, 0xDB, 0xDD, _SCAN}) | frozenset(range(0xC0, 0xD0)) - {0xC8, 0xCC}
"""Tables, frames and scans; every APPn and every comment is left out but those named below."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_UPRIGHT = 1


class Broken(Exception):
    """The bytes are no whole picture."""


def size_of(data: bytes) -> tuple[int, int]:
    """Return width and height. Raises Broken."""
    for marker, body in _segments(data):
        if marker in _FRAMES:
            if len(body) < 9:
                raise Broken
            height, width = struct.unpack(">HH", body[3:7])
            if height and width:
                return width, height
    raise Broken


def cleaned(data: bytes) -> bytes:
    """Return the picture with its pixels and the way it is turned, and nothing else. Raises Broken."""
    kept = [b"\xff\xd8"]
    turned = _UPRIGHT
    rest = []
    for marker, body in _segments(data):
        if marker == 0xE1 and body[2:8] == b"Exif\x00\x00":
            turned = _orientation(body[8:]) or turned
        elif marker in _KEPT or _names_the_colours(marker, body):
            rest.append(bytes((0xFF, marker)) + body)
    if turned != _UPRIGHT:
        kept.append(_turned(turned))
    return b"".join([*kept, *rest, b"\xff\xd9"])


def _names_the_colours(marker: int, body: bytes) -> bool:
    """Whether an APPn segment is one without which the colours would come out wrong."""
    return (marker == 0xE0 and body[2:7] == b"JFIF\x00" and len(body) == 16) or (
        marker == 0xEE and body[2:7] == b"Adobe"
    )


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and bytes of each segment, a scan with its data, up to the end of the picture."""
    if data[:2] != b"\xff\xd8":
        raise Broken
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if len(data) < at + 2 or data[at] != 0xFF:
            raise Broken
        marker = data[at + 1]
        if marker == _END:
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise Broken
        if marker == _SCAN:
            after = _MARKER.search(data, end)
            if after is None:
                raise Broken
            end = after.start()
        yield marker, data[at + 2 : end]
        at = end


def _orientation(tiff: bytes) -> int:
    """Return the EXIF orientation 1..8, 0 where there is none."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return 0
    at = struct.unpack(f"{order}I", tiff[4:8])[0]
    if at + 2 > len(tiff):
        return 0
    count = struct.unpack(f"{order}H", tiff[at : at + 2])[0]
    for entry in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 11), 12):
        tag, kind = struct.unpack(f"{order}HH", tiff[entry : entry + 4])
        if (tag, kind) == (0x0112, 3):
            value = struct.unpack(f"{order}H", tiff[entry + 8 : entry + 10])[0]
            return value if 1 <= value <= 8 else 0
    return 0


def _turned(orientation: int) -> bytes:
    """Return an EXIF segment that says nothing but how the picture is turned."""
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
