"""What stands against keeping a PDF: a password, or something in it that acts.

A look, not a proof: a PDF is never shown inside the portal, only handed out to be saved.
"""

import re
import zlib
from collections.abc import Iterator

MOST_INFLATED = 64_000_000
_TAIL = 4_096
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE)(?![A-Za-z0-9])"
)
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_PRINT = "请在阅读器里用“打印为 PDF”另存一份再上传"
_WORDS = {
    b"EmbeddedFile": "PDF 里夹带了别的文件",
    b"EmbeddedFiles": "PDF 里夹带了别的文件",
    b"RichMedia": "PDF 里夹带了多媒体",
    b"Launch": "PDF 里有启动程序的动作",
}


def trouble(data: bytes) -> tuple[str, str] | None:
    """Return what is wrong with a PDF and the way out, None when nothing was found."""
    if b"%%EOF" not in data[-_TAIL:]:
        return "PDF 不完整", "请重新导出或扫描，再上传"
    inflated = 0
    for part in _parts(data):
        if part is None:
            return "PDF 的内容无法检查", _PRINT
        inflated += len(part)
        if inflated > len(data) + MOST_INFLATED:
            return "PDF 展开以后太大", _PRINT
        plain = _ESCAPED.sub(lambda code: bytes((int(code[1], 16),)), part)
        if _ENCRYPTED.search(plain):
            return "PDF 加了密码或限制", "请去掉密码再上传；扫描件请重新扫描"
        found = _ACTIVE.search(plain)
        if found:
            return _WORDS.get(found[1], "PDF 里有脚本或表单动作"), _PRINT
    return None


def _parts(data: bytes) -> Iterator[bytes | None]:
    """Yield what stands outside streams, and the objects packed in streams; None for some that cannot be unpacked."""
    at = 0
    while (start := data.find(b"stream", at)) >= 0:
        outside = data[at:start]
        yield outside
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        head = outside[max(outside.rfind(b" obj"), 0) :][-_TAIL:]
        if b"/ObjStm" in _ESCAPED.sub(lambda code: bytes((int(code[1], 16),)), head):
            yield _unpacked(head, data[start + 6 : end].lstrip(b"\r\n"))
        at = end + len(b"endstream")
    yield data[at:]


def _unpacked(head: bytes, body: bytes) -> bytes | None:
    named = _FILTER.search(head)
    filters = re.findall(rb"/(\w+)", named[1]) if named else []
    if not filters:
        return body
    if filters not in ([b"FlateDecode"], [b"Fl"]):
        return None
    try:
        return zlib.decompressobj().decompress(body, MOST_INFLATED)
    except zlib.error:
        return None
