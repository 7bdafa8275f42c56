"""Reading prints back: the text of HTML and of PDF, as a person with the paper would."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

BLOCKS = {
    "p",
    "div",
    "h1",
    "h2",
    "li",
    "tr",
    "caption",
    "section",
    "table",
    "nav",
    "td",
    "th",
    "title",
    "ol",
    "br",
}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in BLOCKS:
            self.parts.append("\n" if tag not in ("td", "th", "br") else " ")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n" if tag not in ("td", "th") else " ")

    def handle_data(self, data: str) -> None:
        self.parts.append(data.strip("\n"))


def html_lines(html: str) -> list[str]:
    """The lines of an HTML document, without what its head says."""
    reader = _Text()
    reader.feed(html.partition("<body")[2].partition(">")[2] if "<body" in html else html)
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return [line for line in lines if line]


def pdf_text(pdf: bytes, *options: str) -> str:
    """What pdftotext reads, in the order in which it was written."""
    return _run("pdftotext", "-raw", "-enc", "UTF-8", *options, "-", "-", given=pdf).decode()


def pdf_pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    return pdf_text(pdf).removesuffix("\f").split("\f")


def pdf_fonts(pdf: bytes, folder: Path) -> list[list[str]]:
    """Name, type (two words), encoding, embedded, subset, unicode of every font."""
    file = folder / "fonts.pdf"
    file.write_bytes(pdf)
    lines = _run("pdffonts", str(file)).decode().splitlines()[2:]
    return [re.split(r"\s{2,}|\s(?=yes|no)", line.strip()) for line in lines]


def squeezed(text: str) -> str:
    """Text without any white space: what is left when lines are broken elsewhere."""
    return "".join(text.split())


def _run(program: str, *arguments: str, given: bytes = b"") -> bytes:
    found = shutil.which(program)
    if found is None:
        raise RuntimeError(
            f"{program} is missing. Run: sudo apt-get install -y --no-install-recommends poppler-utils"
        )
    return subprocess.run([found, *arguments], input=given, capture_output=True, check=True).stdout
