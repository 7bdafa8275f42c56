"""What may be kept is found out by content: kinds, pictures cleaned, documents that act or hide refused."""

import io
import warnings

import pytest
from PIL import Image

from evaluations.evidence import Checked, inspect, pages_of, shown_name
from evaluations.evidence.kinds import KINDS
from rubrics.scoring.problems import Problem

from .papers import docx, huge_png, jpeg, ofd, package, packed_object, pdf, png, xlsx

SECRET = b"Canon 22.5431N 114.0579E"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(), "pdf"),
        (docx(), "docx"),
        (xlsx(), "xlsx"),
        (ofd(), "ofd"),
        (png(), "png"),
        (pdf(packed_object(b"<</Type /Font>>")), "pdf"),
        (pdf(packed_object(b"/JS", b"/XObject")), "pdf"),
        (pdf(b"9 0 obj <</Title (JavaScript /Pages)>> endobj"), "pdf"),
    ],
)
def test_good_file_is_kept_as_it_is_under_the_kind_of_its_content(data, kind):
    assert inspect(data) == Checked(KINDS[kind], data)


REFUSED = {
    "empty": (b"", "文件是空的"),
    "SVG": (
        b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>",
        "这是 SVG 图片，不能作为佐证材料",
    ),
    "web page": (b"\n<!DOCTYPE HTML><html><script>1</script>", "这是网页，不能作为佐证材料"),
    "program": (b"MZ\x90\0" + bytes(200), "这是程序，不能作为佐证材料"),
    "script": (b"#!/bin/sh\nrm -rf /", "这是程序，不能作为佐证材料"),
    "text": ("示例".encode() * 20, "这是认不出的文件，不能作为佐证材料"),
    "old office file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "这是旧格式（.doc、.xls、.wps、.et）或加了密码的文件，不能作为佐证材料",
    ),
    "zip": (package({"a.pdf": pdf()}), "压缩包"),
    "rar": (b"Rar!\x1a\x07\x01\0", "这是压缩包，不能作为佐证材料"),
    "gif": (b"GIF89a" + bytes(20), "这是 GIF 图片，不能作为佐证材料"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(20), "这是 WEBP、HEIC 图片或视频，不能作为佐证材料"),
    "macro": (docx(**{"word/vbaProject.bin": b"x"}), "文件里有宏或程序"),
    "macro type": (
        package({"[Content_Types].xml": b"<Types>x.macroEnabled.main+xml</Types>", "word/document.xml": b""}),
        "文件里有宏或程序",
    ),
    "program inside": (docx(**{"word/embeddings/a.EXE": b"MZ"}), "文件里有宏或程序"),
    "path out": (docx(**{"../../etc/passwd": b"x"}), "文件内部的结构不正常"),
    "bomb": (docx(**{"word/media/x": bytes(60_000_000)}), "文件展开以后太大"),
    "broken zip": (docx()[:-30], "文件不完整或已损坏"),
    "PDF behind a page": (b"<html>" + pdf(), "这是网页，不能作为佐证材料"),
    "cut PDF": (pdf()[:60], "PDF 不完整"),
    "encrypted PDF": (pdf(trailer=b"/Encrypt 7 0 R"), "PDF 加了密码或限制"),
    "script in a PDF": (
        pdf(b"4 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj"),
        "PDF 里有脚本或表单动作",
    ),
    "script in disguise": (pdf(b"4 0 obj <</S /J#61vaScript>> endobj"), "PDF 里有脚本或表单动作"),
    "packed script": (pdf(packed_object(b"4 0 <</S /JavaScript>>")), "PDF 里有脚本或表单动作"),
    "packed in disguise": (pdf(packed_object(b"4 0 <</S /JS>>", b"/Obj#53tm")), "PDF 里有脚本或表单动作"),
    "packed twice": (
        pdf(packed_object(b"4 0 <<>>", filters=b"[/ASCIIHexDecode /FlateDecode]")),
        "PDF 的内容无法检查",
    ),
    "launch": (pdf(b"4 0 obj <</S /Launch /F (cmd.exe)>> endobj"), "PDF 里有启动程序的动作"),
    "file in a PDF": (pdf(b"4 0 obj <</Type /EmbeddedFile>> endobj"), "PDF 里夹带了别的文件"),
    "huge picture": (huge_png(30_000, 30_000), "图片有 30,000 × 30,000 点，超过 60 百万点"),
    "no picture": (huge_png(0, 5), "图片不完整或已损坏"),
    "cut picture": (png()[:-20], "图片不完整或已损坏"),
    "spoilt picture": (png().replace(b"IDAT", b"IDAU"), "图片不完整或已损坏"),
    "cut photograph": (jpeg(SECRET)[:-60], "图片不完整或已损坏"),
    "photograph of nothing": (b"\xff\xd8\xff\xd9", "图片不完整或已损坏"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_file_is_refused_with_what_it_is_and_a_way_out(name):
    data, what = REFUSED[name]
    found = inspect(data)
    assert isinstance(found, Problem)
    assert found.what == what
    assert found.todo.startswith(("请", "可以上传", "图片请"))


def test_file_larger_than_the_limit_is_refused(settings):
    settings.EVIDENCE_FILE_MB = 1
    assert isinstance(inspect(pdf(b"%" + b"x" * 1_000_000)), Problem)
    assert isinstance(inspect(pdf(b"%" + b"x" * 999_000)), Checked)


def opened(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = Image.open(io.BytesIO(data))
        picture.load()
    return picture


@pytest.mark.parametrize("data", [png(said=SECRET) + SECRET, jpeg(SECRET)], ids=["png", "jpeg"])
def test_picture_keeps_every_pixel_and_loses_what_it_tells_besides(data):
    checked = inspect(data)
    assert isinstance(checked, Checked)
    before, after = opened(data), opened(checked.data)
    assert (after.size, after.tobytes()) == (before.size, before.tobytes())
    assert SECRET in data
    assert SECRET not in checked.data
    assert b"GPS" not in checked.data
    assert set(after.getexif()) <= {0x0112}
    assert after.getexif().get_ifd(0x8825) == {}


@pytest.mark.parametrize(("turned", "kept"), [(1, None), (6, 6), (8, 8), (99, None)])
def test_photograph_stays_turned_as_it_was(turned, kept):
    checked = inspect(jpeg(SECRET, turned=turned))
    assert opened(checked.data).getexif().get(0x0112) == kept


def test_progressive_photograph_is_kept_whole():
    kept = io.BytesIO()
    noise = Image.effect_noise((90, 60), 80).convert("RGB")
    noise.save(kept, "JPEG", progressive=True, quality=70)
    checked = inspect(kept.getvalue())
    assert opened(checked.data).tobytes() == opened(kept.getvalue()).tobytes()


NAMES = {
    "预算批复.pdf": "预算批复.pdf",
    "../../etc/passwd": "passwd.pdf",
    "..\\..\\windows\\system32\\a.pdf": "a.pdf",
    "/abs/path/甲.PDF": "甲.pdf",
    "C:\\temp\\乙.pdf": "乙.pdf",
    "....//....//x": "x.pdf",
    "..": "佐证材料.pdf",
    "": "佐证材料.pdf",
    "\0\r\n": "佐证材料.pdf",
    "a\r\nSet-Cookie: x=1.pdf": "aSet-Cookie x=1.pdf",
    "CON.pdf": "_CON.pdf",
    "nul": "_nul.pdf",
    "a.xlsx.exe": "a.xlsx.exe.pdf",
    "\u202egpj.exe": "gpj.exe.pdf",
    'a"b;c%d<e>.pdf': "abcde.pdf",
    "字" * 300 + ".pdf": "字" * 76 + ".pdf",
    "e\u0301.pdf": "é.pdf",
}


@pytest.mark.parametrize("given", NAMES)
def test_name_is_safe_to_show_and_to_save(given):
    name = shown_name(given, KINDS["pdf"])
    assert name == NAMES[given]
    assert len(name.encode()) <= 255


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("", ""),
        ("3", "3"),
        ("3-5", "3-5"),
        (" 第 3—5 页 ", "3-5"),
        ("１～３，８", "1-3、8"),
        ("3 至 5; 7、9", "3-5、7、9"),
        ("5-5", "5"),
        ("5-3", None),
        ("0", None),
        ("三", None),
        ("3-", None),
        ("1-2-3", None),
        ("-", None),
        ("1" * 9, None),
        ("、".join(str(page) for page in range(100)), None),
    ],
)
def test_pages_are_understood_or_refused(written, pages):
    assert pages_of(written) == pages
