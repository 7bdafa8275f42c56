"""The kinds of files that are kept, and the words for the usual ones that are not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`endings`: the first is given to a name that has none of them. `shown`: a browser may show it in the page's
    place; everything else is only handed out to be saved.
    """

    id: str
    word: str
    endings: tuple[str, ...]
    media_type: str
    shown: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind("pdf", "PDF", (".pdf",), "application/pdf"),
        Kind("jpeg", "JPEG 图片", (".jpg", ".jpeg"), "image/jpeg", shown=True),
        Kind("png", "PNG 图片", (".png",), "image/png", shown=True),
        Kind("docx", "Word 文档", (".docx",), f"{_OFFICE}.wordprocessingml.document"),
        Kind("xlsx", "Excel 工作簿", (".xlsx",), f"{_OFFICE}.spreadsheetml.sheet"),
        Kind("ofd", "OFD 版式文件", (".ofd",), "application/ofd"),
    )
}
ACCEPTED = "PDF、JPEG、PNG、DOCX、XLSX、OFD"
_WAY_OUT = f"可以上传 {ACCEPTED}"

_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "旧格式（.doc、.xls、.wps、.et）或加了密码的文件",
        "请去掉密码，另存为 .docx、.xlsx 或 PDF",
    ),
    (b"Rar!\x1a\x07", "压缩包", "请解压后逐个上传"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包", "请解压后逐个上传"),
    (b"\x1f\x8b", "压缩包", "请解压后逐个上传"),
    (b"MZ", "程序", _WAY_OUT),
    (b"\x7fELF", "程序", _WAY_OUT),
    (b"#!", "程序", _WAY_OUT),
    (b"GIF8", "GIF 图片", "请另存为 PNG 或 JPEG"),
    (b"BM", "BMP 图片", "请另存为 PNG 或 JPEG"),
    (b"II*\x00", "TIFF 图片", "请另存为 PDF、PNG 或 JPEG"),
    (b"MM\x00*", "TIFF 图片", "请另存为 PDF、PNG 或 JPEG"),
    (b"{\\rtf", "RTF 文档", "请另存为 .docx 或 PDF"),
)
_TEXTUAL: tuple[tuple[bytes, str, str], ...] = (
    (b"<svg", "SVG 图片", "请另存为 PNG 或 PDF"),
    (b"<html", "网页", "请打印为 PDF 再上传"),
    (b"<!doctype html", "网页", "请打印为 PDF 再上传"),
    (b"<script", "网页", "请打印为 PDF 再上传"),
)


def foreign(data: bytes) -> tuple[str, str]:
    """Return what a file that is of no kept kind is, and the way out."""
    for mark, word, todo in _FOREIGN:
        if data.startswith(mark):
            return word, todo
    if data[8:12] == b"WEBP" or data[4:8] == b"ftyp":
        return "WEBP、HEIC 图片或视频", "图片请另存为 JPEG 或 PNG，视频请刻盘线下报送"
    head = data[:4_096].lower()
    for mark, word, todo in _TEXTUAL:
        if mark in head:
            return word, todo
    return "认不出的文件", _WAY_OUT
