"""The file as an archive: told by its content what it is, and opened only when its directory can be believed."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from . import limits
from .refusal import SAVE_AGAIN, USE_TEMPLATE, UnreadableError

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
)
MARKUP = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"mime-version:")
BROKEN = "文件已损坏，打不开"


class Package:
    """The parts of a workbook by name; each is read in chunks and counted while it is read."""

    def __init__(self, data: bytes) -> None:
        _refuse_other_kinds(data)
        try:
            self._archive = ZipFile(BytesIO(data))
            infos = self._archive.infolist()
        except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError, UnicodeError):
            raise UnreadableError(BROKEN) from None
        _check(infos)
        self._names = {info.filename.lower().lstrip("/"): info for info in infos}
        self._left = limits.MOST_UNPACKED

    def __contains__(self, name: str) -> bool:
        return name.lower().lstrip("/") in self._names

    def names(self) -> list[str]:
        """Return the names of all parts, in small letters."""
        return list(self._names)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part piece by piece. Raises UnreadableError when it is broken or larger than it says."""
        info = self._names.get(name.lower().lstrip("/"))
        if info is None:
            raise UnreadableError(f"文件里缺少“{name}”，不是完整的表格文件")
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(limits.CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise UnreadableError("文件解开以后太大", USE_TEMPLATE)
                    yield chunk
        except (BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError, RuntimeError):
            raise UnreadableError(BROKEN) from None


def _refuse_other_kinds(data: bytes) -> None:
    """Refuse what is no archive, by its first bytes: the ending of a name says nothing."""
    if not data:
        raise UnreadableError("文件是空的", "请检查文件，重新保存后再上传")
    if len(data) > limits.MOST_BYTES:
        most = limits.MOST_BYTES // 1_000_000
        raise UnreadableError(f"文件超过 {most} MB", USE_TEMPLATE)
    if data.startswith(ZIP):
        return
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise UnreadableError("文件设有打开密码", "请取消密码，另存为“Excel 工作簿（.xlsx）”后再上传")
        raise UnreadableError("这是旧格式（.xls）的文件")
    raise UnreadableError(f"这是{_kind(data)}，不是 Excel 工作簿")


def _kind(data: bytes) -> str:
    for start, name in KINDS:
        if data.startswith(start):
            return name
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "网页或 XML 文件" if head.startswith(MARKUP) else "文本或其他文件"


def _check(infos: list[ZipInfo]) -> None:
    """Refuse an archive whose directory is odd: too much, twice, outside, encrypted, packed too tightly."""
    if len(infos) > limits.MOST_ENTRIES:
        raise UnreadableError(f"文件里的部件太多（{len(infos)} 个）", USE_TEMPLATE)
    names = [info.filename.lower().lstrip("/") for info in infos]
    if len(names) != len(set(names)):
        raise UnreadableError("文件里有重名的部件，可能被改动过")
    if sum(info.file_size for info in infos) > limits.MOST_UNPACKED:
        raise UnreadableError("文件解开以后太大", USE_TEMPLATE)
    for info in infos:
        _check_entry(info)


def _check_entry(info: ZipInfo) -> None:
    parts = info.filename.replace("\\", "/").split("/")
    if ".." in parts or ":" in info.filename or "\0" in info.filename or "\\" in info.filename:
        raise UnreadableError("文件里有不正常的路径，可能被改动过")
    if info.flag_bits & 0x1:
        raise UnreadableError("文件设有密码", "请取消密码，另存为“Excel 工作簿（.xlsx）”后再上传")
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise UnreadableError("文件用了不常见的压缩方式", SAVE_AGAIN)
    if info.file_size > limits.RATIO_FROM and info.file_size > limits.MOST_RATIO * max(info.compress_size, 1):
        raise UnreadableError("文件压缩得不正常，解开以后太大", USE_TEMPLATE)
