"""Zip packages: which office format one is, by what is inside; looked at through the directory, never unpacked."""

import io
import zipfile

MOST_ENTRIES = 5_000
MOST_UNPACKED = 400_000_000
MOST_TYPES = 2_000_000
HIGHEST_RATIO = 300
"""Unpacked bytes per packed byte of the whole package."""
TYPES = "[Content_Types].xml"
_MAINS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_ACTIVE = ("vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1")
_SAVE_AGAIN = "请在 Word、Excel 或 WPS 里打开，另存为 .docx、.xlsx 或 PDF 再上传"


def kind_of(data: bytes) -> str | tuple[str, str]:
    """Return docx, xlsx or ofd; else what is wrong and the way out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _trouble(package, len(data)) or _kind(package)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "文件不完整或已损坏", _SAVE_AGAIN


def _trouble(package: zipfile.ZipFile, size: int) -> tuple[str, str] | None:
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > HIGHEST_RATIO * size:
        return "文件展开以后太大", _SAVE_AGAIN
    if len(set(names)) != len(names) or any(_leads_out(name) for name in names):
        return "文件内部的结构不正常", _SAVE_AGAIN
    if any(entry.flag_bits & 1 for entry in entries):
        return "文件加了密码", "请去掉密码再上传"
    if any(name.lower().endswith(_ACTIVE) for name in names):
        return "文件里有宏或程序", "请另存为不带宏的 .docx、.xlsx 或 PDF 再上传"
    return None


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def _kind(package: zipfile.ZipFile) -> str | tuple[str, str]:
    names = set(package.namelist())
    if "OFD.xml" in names:
        return "ofd"
    main = next((kind for name, kind in _MAINS.items() if name in names and TYPES in names), "")
    if not main:
        return "压缩包", "请解压后逐个上传"
    if package.getinfo(TYPES).file_size > MOST_TYPES or b"macroEnabled" in package.read(TYPES):
        return "文件里有宏或程序", "请另存为不带宏的 .docx、.xlsx 或 PDF 再上传"
    return main
