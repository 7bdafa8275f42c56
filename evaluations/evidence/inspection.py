"""A file that was brought: found out by its content, cleaned of what it tells besides, or refused with a way out."""

from dataclasses import dataclass

from rubrics.scoring.problems import Problem

from . import jpeg, packages, pdf, png
from .kinds import KINDS, Kind, foreign
from .limits import MB, most_bytes, most_pixels

EMPTY = ("文件是空的", "请检查文件，重新保存后再上传")


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be kept: the kind, and the bytes to keep."""

    kind: Kind
    data: bytes


def inspect(data: bytes) -> Checked | Problem:
    """Return what may be kept of a file, or why none of it may."""
    if not data:
        return Problem("", *EMPTY)
    if len(data) > most_bytes():
        return too_large()
    if data.startswith(b"%PDF-"):
        found = pdf.trouble(data)
        return Problem("", *found) if found else Checked(KINDS["pdf"], data)
    if data.startswith(b"\xff\xd8\xff"):
        return _picture(data, "jpeg")
    if data.startswith(png.SIGNATURE):
        return _picture(data, "png")
    return _package(data) if data.startswith(b"PK\x03\x04") else _refused(data)


def too_large() -> Problem:
    """Say that a file is larger than one may be."""
    return Problem("", f"文件超过 {most_bytes() // MB} MB", "请压缩扫描件的分辨率，或分成几个文件上传")


def _package(data: bytes) -> Checked | Problem:
    kind = packages.kind_of(data)
    return Checked(KINDS[kind], data) if isinstance(kind, str) else Problem("", *kind)


def _refused(data: bytes) -> Problem:
    word, todo = foreign(data)
    space = " " if word[0].isascii() else ""
    return Problem("", f"这是{space}{word}，不能作为佐证材料", todo)


def _picture(data: bytes, kind: str) -> Checked | Problem:
    """Judge the size by what the head says, before anything of the picture is gone through."""
    reader = jpeg if kind == "jpeg" else png
    try:
        width, height = reader.size_of(data)
        if width * height > most_pixels():
            most = most_pixels() // 1_000_000
            return Problem(
                "", f"图片有 {width:,} × {height:,} 点，超过 {most} 百万点", "请缩小图片，或降低扫描分辨率"
            )
        return Checked(KINDS[kind], reader.cleaned(data))
    except jpeg.Broken:
        return Problem("", jpeg.BROKEN, "请重新扫描或导出，再上传")
