"""Prints measured: every character where MuPDF, a strict viewer, finds it, with its font and size."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from tempfile import NamedTemporaryFile

from defusedxml.ElementTree import fromstring

from .reading import run

POINTS = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A character; `left`, `right` and `base` in millimetres from the page's left and upper edge, `size` in points."""

    text: str
    left: float
    right: float
    base: float
    font: str
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """The characters of one baseline, from left to right."""

    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        return "".join(sign.text for sign in self.signs)

    @property
    def base(self) -> float:
        return self.signs[0].base

    @property
    def left(self) -> float:
        return self.signs[0].left

    @property
    def right(self) -> float:
        return self.signs[-1].right

    @property
    def fonts(self) -> set[tuple[str, float]]:
        """The fonts that Chinese characters and their punctuation are set in, and their sizes."""
        return {(sign.font, sign.size) for sign in self.signs if not sign.text.isascii()}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: how large it is, in millimetres, and its lines from the top."""

    width: float
    height: float
    lines: tuple[Line, ...]


def sheets(pdf: bytes) -> list[Sheet]:
    """Return every page of a print."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        document = fromstring(run("mutool", "draw", "-q", "-F", "stext", "-o", "-", file.name))
    return [
        Sheet(float(page.get("width")) / POINTS, float(page.get("height")) / POINTS, tuple(_lines(page)))
        for page in document.iter("page")
    ]


def _lines(page) -> Iterator[Line]:
    signs = sorted(_signs(page), key=lambda sign: (round(sign.base, 1), sign.left))
    for _, found in groupby(signs, key=lambda sign: round(sign.base, 1)):
        yield Line(tuple(found))


def _signs(page) -> Iterable[Sign]:
    for font in page.iter("font"):
        for char in font.iter("char"):
            quad = [float(one) / POINTS for one in char.get("quad").split()]
            yield Sign(
                char.get("c"),
                left=float(char.get("x")) / POINTS,
                right=quad[2],
                base=float(char.get("y")) / POINTS,
                font=font.get("name"),
                size=round(float(font.get("size")), 2),
            )
