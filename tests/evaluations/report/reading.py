"""Reading prints back: the text of HTML and of PDF, as a person with the paper would."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

from tests.services import INSTALL

BLOCKS = {"p", "div", "h1", "h2", "li", "tr", "caption", "section", "table", "nav", "ol"}
CELLS = {"td", "th"}


class _Text(HTMLParser):
    """A line for every block, one for every row of a table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._in_cell = tag in CELLS or (self._in_cell and tag != "tr")
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        self._in_cell = self._in_cell and tag not in CELLS

    def handle_data(self, data: str) -> None:
        self.parts.append(data.strip("\n"))

    def _break(self, tag: str) -> None:
        if self._in_cell and tag in BLOCKS | CELLS | {"br"}:
            self.parts.append(" ")
        elif tag in BLOCKS:
            self.parts.append("\n")


def html_lines(html: str) -> list[str]:
    """The lines of an HTML document, without what its head says."""
    reader = _Text()
    reader.feed(html.partition("<body")[2].partition(">")[2] if "<body" in html else html)
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return [line for line in lines if line]


def pdf_text(pdf: bytes, *options: str) -> str:
    """What pdftotext reads, in the order in which it was written."""
    return run("pdftotext", "-raw", "-enc", "UTF-8", *options, "-", "-", given=pdf).decode()


def pdf_pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    return pdf_text(pdf).removesuffix("\f").split("\f")


def pdf_places(pdf: bytes) -> list[list[tuple[float, float, str]]]:
    """Left, top and text of every word, by page, in points from the upper left."""
    given = run("pdftotext", "-bbox", "-enc", "UTF-8", "-", "-", given=pdf).decode()
    word = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">(.*?)</word>')
    return [
        [(float(left), float(top), text) for left, top, text in word.findall(page)]
        for page in given.split("<page ")[1:]
    ]


def pdf_fonts(pdf: bytes, folder: Path) -> list[tuple[str, str, str, str]]:
    """Name, type, whether embedded and whether cut, of every font."""
    file = folder / "fonts.pdf"
    file.write_bytes(pdf)
    line = re.compile(r"(\S+)\s+(\S+(?: \S+)*)\s{2,}\S+\s+(yes|no)\s+(yes|no)\s")
    found = [line.match(text) for text in run("pdffonts", str(file)).decode().splitlines()[2:]]
    return [one.groups() for one in found if one]


def squeezed(text: str) -> str:
    """Text without any white space: what is left when lines are broken elsewhere."""
    return "".join(text.split())


def run(program: str, *arguments: str, given: bytes = b"") -> bytes:
    """What a program of the system writes; one that is missing fails the test and is named."""
    found = shutil.which(program)
    if found is None:
        raise RuntimeError(f"{program} is missing. Run: {INSTALL}")
    return subprocess.run([found, *arguments], input=given, capture_output=True, check=True).stdout
