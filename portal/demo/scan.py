"""A scan as a department would bring it: one page drawn here, with a few lines and a seal that is plainly none."""

from collections.abc import Sequence
from math import cos, pi, sin

WIDTH, HEIGHT = 595, 842
LEFT, TOP, LEADING, SIZE = 90, 700, 40, 20
MIDDLE, RADIUS = (420, 260), 80
ROUND = 0.5523
"""How far the handles of a quarter of a circle are from its ends."""
SEAL = "示例印章"
FONT = (
    "<</Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<<"
    "/Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]"
    " /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 2>>"
    " /FontDescriptor <</Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900]"
    " /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 90>> >>] >>"
)
"""The Chinese serif that every viewer knows by name; nothing is embedded."""


def scan_of(lines: Sequence[str]) -> bytes:
    """Return a PDF of one page with these lines and the seal."""
    page = f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R"
    content = "\n".join((*_texts(lines), *_seal()))
    return _file(
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Count 1 /Kids [3 0 R]>>",
        f"{page} /Resources <</Font <</F 5 0 R>> >> >>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        FONT,
    )


def _texts(lines: Sequence[str]) -> list[str]:
    return [_text(line, LEFT, TOP - LEADING * number, SIZE) for number, line in enumerate(lines)]


def _text(text: str, x: float, y: float, size: int) -> str:
    return f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _seal() -> list[str]:
    (x, y), size = MIDDLE, 16
    below = _text(SEAL, x - size * len(SEAL) / 2, y - RADIUS / 2 - size, size)
    return ["0.8 0.1 0.1 RG 0.8 0.1 0.1 rg 4 w", _ring(), _star(), below]


def _ring() -> str:
    """Return the four quarters of the ring."""
    (x, y), r = MIDDLE, RADIUS
    path = [f"{x + r} {y} m"]
    for quarter in range(4):
        (a, b), (c, d) = ((cos(at), sin(at)) for at in (quarter * pi / 2, (quarter + 1) * pi / 2))
        points = ((a - ROUND * b, b + ROUND * a), (c + ROUND * d, d - ROUND * c), (c, d))
        path.append(" ".join(f"{x + r * one:.2f} {y + r * other:.2f}" for one, other in points) + " c")
    return " ".join((*path, "s"))


def _star() -> str:
    (x, y), r = MIDDLE, RADIUS * 0.4
    turns = [pi / 2 + 4 * pi / 5 * number for number in range(5)]
    points = [f"{x + r * cos(at):.2f} {y + r * sin(at):.2f}" for at in turns]
    return " ".join([f"{points[0]} m", *(f"{one} l" for one in points[1:]), "f"])


def _file(*objects: str) -> bytes:
    """Return the file of numbered objects, with the table of where each begins."""
    parts, places = ["%PDF-1.4\n"], []
    for number, body in enumerate(objects, start=1):
        places.append(sum(map(len, parts)))
        parts.append(f"{number} 0 obj\n{body}\nendobj\n")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count, begins = len(objects) + 1, sum(map(len, parts))
    parts.append(f"xref\n0 {count}\n0000000000 65535 f \n{table}")
    parts.append(f"trailer <</Size {count} /Root 1 0 R>>\nstartxref\n{begins}\n%%EOF\n")
    return "".join(parts).encode("ascii")
