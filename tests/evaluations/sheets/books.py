"""Workbooks for tests: plain ones by openpyxl, odd ones by writing their parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook, load_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
HEADS = ("名称", "预算（元）", "支出（元）", "按期完成")
ROWS = (("甲项目", 100, 90, "是"), ("乙项目", 200, 200, "否"))


def book(
    rows: Sequence[Sequence[object]], *, title: str = "项目支出表", heads: Sequence[str] = HEADS
) -> Workbook:
    """A workbook with heads in the first row."""
    made = Workbook()
    made.active.title = title
    for row in (heads, *rows):
        made.active.append(list(row))
    return made


def saved(made: Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def plain(rows: Sequence[Sequence[object]] = ROWS, heads: Sequence[str] = HEADS) -> bytes:
    return saved(book(rows, heads=heads))


def filled(template: bytes, rows: Sequence[Sequence[object]], first: int = 4) -> bytes:
    """A template of ours with rows typed into it."""
    made = load_workbook(io.BytesIO(template))
    for number, row in enumerate(rows, start=first):
        for at, value in enumerate(row, start=1):
            made.worksheets[0].cell(number, at, value)
    return saved(made)


@dataclass
class Parts:
    """A workbook by its parts; what is not given is as small as it can be."""

    sheet: str = ""
    strings: str = ""
    styles: str = ""
    types: str = SHEET_TYPE
    more: Mapping[str, bytes] = field(default_factory=dict)
    state: str = ""

    def parts(self) -> dict[str, bytes]:
        state = f' state="{self.state}"' if self.state else ""
        texts = {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" '
            f'ContentType="{self.types}"/></Types>',
            "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="项目支出表" '
            f'sheetId="1"{state} r:id="s1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                {
                    "s1": ("worksheet", "worksheets/sheet1.xml"),
                    "s2": ("sharedStrings", "sharedStrings.xml"),
                    "s3": ("styles", "styles.xml"),
                }
            ),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{self.sheet}</worksheet>',
        }
        if self.strings:
            texts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{self.strings}</sst>'
        if self.styles:
            texts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{self.styles}</styleSheet>'
        return {name: text.encode() for name, text in texts.items()} | dict(self.more)

    def saved(self) -> bytes:
        return packed(self.parts())


def relations(found: Mapping[str, tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for id, (kind, target) in found.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def cells(rows: Sequence[Sequence[str]], first: int = 1) -> str:
    """Rows of cells given as markup: '' for none."""
    lines = "".join(f'<row r="{number}">{"".join(row)}</row>' for number, row in enumerate(rows, start=first))
    return f"<sheetData>{lines}</sheetData>"


def text(at: str, words: str) -> str:
    return f'<c r={quoteattr(at)} t="inlineStr"><is><t>{escape(words)}</t></is></c>'


def number(at: str, value: str, style: int | None = None) -> str:
    look = "" if style is None else f' s="{style}"'
    return f"<c r={quoteattr(at)}{look}><v>{value}</v></c>"


def heads() -> tuple[str, ...]:
    """The heads of the table, as markup of the first row."""
    return tuple(text(f"{letter}1", head) for letter, head in zip("ABCD", HEADS, strict=True))
