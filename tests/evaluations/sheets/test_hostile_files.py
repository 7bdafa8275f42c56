"""Files that no honest program writes, or that are something else: each is refused with what it is and the way out."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest

from evaluations.resources.book import limits
from evaluations.resources.book.opening import open_book
from evaluations.resources.book.reading import read_book
from evaluations.resources.book.refusal import UnreadableError
from rubrics.scoring.problems import Problem

from .books import SHEET_TYPE, Parts, cells, heads, number, packed, plain, text
from .layouts import problems, read, rows, understood

BROKEN, AGAIN = "文件已损坏，打不开", "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传"
TEMPLATE = "请下载模板，把内容粘贴到模板里再上传"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DATA = cells([heads(), (text("A2", "甲"), number("B2", "1"))])


def parts(**changes: bytes) -> dict[str, bytes]:
    return Parts(DATA).parts() | {name.replace("__", "/"): content for name, content in changes.items()}


def with_sheet(markup: str) -> bytes:
    return packed(Parts(DATA).parts() | {"xl/worksheets/sheet1.xml": markup.encode()})


def of_type(content_type: str) -> bytes:
    return Parts(DATA, types=content_type).saved()


def twice() -> bytes:
    whole = io.BytesIO(packed(Parts(DATA).parts()))
    with zipfile.ZipFile(whole, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    return whole.getvalue()


def flagged_as_encrypted() -> bytes:
    data = bytearray(plain())
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(start)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(start, at + 1)
    return bytes(data)


def lying_about_its_size() -> bytes:
    """The directory says 100 bytes, the part unpacks to 40 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(b" " * 40_000_000) + packer.flush()
    name = b"xl/worksheets/sheet1.xml"
    local = (
        struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(body), 100, len(name), 0)
        + name
        + body
    )
    other = packed({key: value for key, value in Parts(DATA).parts().items() if key.encode() != name})
    stream = io.BytesIO(other)
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo(name.decode())
        info.compress_type, info.file_size, info.compress_size, info.CRC = 8, 100, len(body), 0
        info.header_offset = archive.start_dir
        archive.fp.seek(archive.start_dir)
        archive.fp.write(local)
        archive.start_dir = archive.fp.tell()
        archive.filelist.append(info)
        archive.NameToInfo[info.filename] = info
        archive._didModify = True  # noqa: SLF001 - an honest writer cannot lie
    return stream.getvalue()


def bomb() -> bytes:
    return packed(Parts(DATA).parts() | {"xl/sharedStrings.xml": b"<sst>" + b" " * 50_000_000 + b"</sst>"})


def large_together() -> bytes:
    more = {f"xl/media/{n}.bin": bytes(900_000) for n in range(70)}
    return packed(Parts(DATA).parts() | more)


ENTITY = (
    '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>&secret;</t></is></c></row></sheetData></worksheet>'
)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><worksheet>&c;</worksheet>"
)
Made = bytes | Callable[[], bytes]
"""What is large is made by the test that wants it."""
REFUSED: dict[str, tuple[Made, str | None, str]] = {
    "an empty file": (b"", "文件是空的", "请检查文件，重新保存后再上传"),
    "a text": ("名称,预算\n甲,1".encode("gb18030"), "这是文本或其他文件，不是 Excel 工作簿", AGAIN),
    "a web page that is called .xls": (
        b"\n<HTML><table><tr><td>1</td></tr></table>",
        "这是网页或 XML 文件，不是 Excel 工作簿",
        AGAIN,
    ),
    "XML of 2003": (b'<?xml version="1.0"?><Workbook/>', "这是网页或 XML 文件，不是 Excel 工作簿", AGAIN),
    "a PDF": (b"%PDF-1.7 ...", "这是PDF 文件，不是 Excel 工作簿", AGAIN),
    "a picture": (b"\x89PNG\r\n\x1a\n", "这是图片，不是 Excel 工作簿", AGAIN),
    "a RAR": (b"Rar!\x1a\x07", "这是RAR 压缩包，不是 Excel 工作簿", AGAIN),
    "an old .xls": (OLE + bytes(512), "这是旧格式（.xls）的文件", AGAIN),
    "a workbook with a password": (
        OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
        "文件设有打开密码",
        "请取消密码，另存为“Excel 工作簿（.xlsx）”后再上传",
    ),
    "an archive with a password": (
        flagged_as_encrypted(),
        "文件设有密码",
        "请取消密码，另存为“Excel 工作簿（.xlsx）”后再上传",
    ),
    "half a file": (plain()[: len(plain()) // 2], BROKEN, AGAIN),
    "an archive without its end": (plain()[:-30], BROKEN, AGAIN),
    "an ordinary ZIP": (packed({"a.txt": b"x"}), "这是压缩包，不是 Excel 工作簿", AGAIN),
    "a macro workbook": (
        of_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "这是带宏的文件（.xlsm）",
        AGAIN,
    ),
    "macros under an honest name": (
        packed(parts(xl__vbaProject_bin=b"x") | {"xl/vbaProject.bin": b"x"}),
        "这是带宏的文件（.xlsm）",
        AGAIN,
    ),
    "a binary workbook": (of_type("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), None, AGAIN),
    "a template": (
        of_type(SHEET_TYPE.replace("sheet.main", "template.main")),
        "这是模板格式（.xltx）的文件",
        AGAIN,
    ),
    "a Word document": (
        of_type("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
        "这是 Word 文档，不是 Excel 工作簿",
        AGAIN,
    ),
    "an .ods": (
        packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
        "这是 OpenDocument 格式（.ods）的文件",
        AGAIN,
    ),
    "a name twice": (twice(), "文件里有重名的部件，可能被改动过", AGAIN),
    "a part outside": (
        packed(parts() | {"../../evil.xml": b"x"}),
        "文件里有不正常的路径，可能被改动过",
        AGAIN,
    ),
    "a part of Windows": (
        packed(parts() | {"C:evil.xml": b"x"}),
        "文件里有不正常的路径，可能被改动过",
        AGAIN,
    ),
    "a part that is not there": (
        packed({name: part for name, part in parts().items() if "sheet1" not in name}),
        "文件里缺少“xl/worksheets/sheet1.xml”，不是完整的表格文件",
        AGAIN,
    ),
    "too many parts": (
        packed(parts() | {f"x/{n}": b"" for n in range(limits.MOST_ENTRIES)}),
        f"文件里的部件太多（{limits.MOST_ENTRIES + 5} 个）",
        TEMPLATE,
    ),
    "a bomb": (bomb, "文件压缩得不正常，解开以后太大", TEMPLATE),
    "much in many parts": (large_together, "文件解开以后太大", TEMPLATE),
    "a directory that lies about a size": (lying_about_its_size, BROKEN, AGAIN),
    "more bytes than any table": (b"PK\x03\x04" + bytes(limits.MOST_BYTES), "文件超过 5 MB", TEMPLATE),
    "a rare compression": (
        packed(parts(), zipfile.ZIP_LZMA),
        "文件用了不常见的压缩方式",
        AGAIN,
    ),
    "an entity that reads a file": (
        with_sheet(ENTITY),
        "文件里有外部引用或实体声明，不是正常的表格文件",
        TEMPLATE,
    ),
    "a billion laughs": (with_sheet(LAUGHS), "文件里有外部引用或实体声明，不是正常的表格文件", TEMPLATE),
    "deep markup": (
        with_sheet("<worksheet>" + "<a>" * 400 + "</a>" * 400 + "</worksheet>"),
        "文件里的标记套得太深，不是正常的表格文件",
        TEMPLATE,
    ),
    "broken markup": (with_sheet("<worksheet><sheetData><row>"), "文件已损坏，内容读不完整", AGAIN),
    "a cell at the far end": (
        Parts(cells([heads(), (number("XFD1048576", "1"),)])).saved(),
        "工作表太大：单元格 XFD1048576 有内容，超出能读取的范围",
        "请只保留这张表的内容，或下载模板后粘贴",
    ),
    "a million empty rows": (
        Parts("<sheetData>" + "<row/>" * 70_000 + "</sheetData>").saved(),
        f"工作表太大：超过 {limits.MOST_EMPTY_ROWS:,} 行",
        "请只保留这张表的内容，或下载模板后粘贴",
    ),
    "too many formatted cells": (
        packed(
            Parts(f"<sheetData><row>{'<c s="1"/>' * (limits.MOST_CELLS + 1)}</row></sheetData>").parts(), 0
        ),
        f"工作表太大：超过 {limits.MOST_CELLS:,} 个单元格",
        "请只保留这张表的内容，或下载模板后粘贴",
    ),
    "an endless text": (
        Parts(cells([heads(), (text("A2", "甲" * 40_000),)])).saved(),
        f"有的单元格超过 {limits.MOST_IN_A_CELL:,} 个字",
        TEMPLATE,
    ),
    "only a hidden sheet": (Parts(DATA, state="veryHidden").saved(), "文件里没有能看见的工作表", TEMPLATE),
    "no heads": (plain(heads=("x", "y", "z", "w")), "文件里没有找到表头（名称、预算、支出……）", TEMPLATE),
}


def data_of(kind: str) -> bytes:
    made = REFUSED[kind][0]
    return made() if callable(made) else made


@pytest.mark.parametrize("kind", REFUSED)
def test_file_that_is_no_honest_workbook_is_refused_with_the_way_out(kind):
    _, what, todo = REFUSED[kind]
    found = read(data_of(kind))
    assert isinstance(found, Problem)
    assert (found.what if what else None, found.todo) == (what, todo)


def test_refused_kinds_are_many():
    assert len(REFUSED) >= 35


def test_refusal_never_repeats_what_an_entity_would_read():
    found = read(with_sheet(ENTITY))
    assert isinstance(found, Problem)
    assert "root:" not in f"{found.what}{found.todo}"


@pytest.mark.parametrize("kind", ["a bomb", "a directory that lies about a size", "a cell at the far end"])
def test_hostile_file_takes_little_memory(kind):
    """Of the code that the reading process runs; the process itself is capped (test_caps)."""
    data = data_of(kind)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableError):
            _read_all(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert 0 < peak < 32_000_000


def _read_all(data):
    opened = open_book(data)
    return [opened.grid(sheet) for sheet in opened.workbook.sheets]


@pytest.mark.parametrize("cut", range(0, 3000, 37))
def test_file_cut_anywhere_is_refused_and_never_crashes(cut):
    assert isinstance(read_book(plain()[:cut]), Problem)


@pytest.mark.parametrize("seed", range(60))
def test_file_with_flipped_bytes_is_refused_or_read(seed):
    """Whatever is flipped: a problem, or cells; never an exception."""
    data = bytearray(plain())
    for step in range(5):
        data[(seed * 7919 + step * 104_729) % len(data)] ^= 1 << (seed % 8)
    found = read(bytes(data))
    assert isinstance(found, Problem) or found.rows is not None


def test_honest_workbook_beside_all_these_is_read():
    """The control: what the others are changed from has no problem."""
    found = understood(Parts(DATA).saved())
    assert (rows(found), problems(found)) == ([{"名称": "甲", "预算": "1"}], [])
