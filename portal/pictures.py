"""Pictures made from data: positions in an SVG, computed here so that templates only print them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from portal import formatting

LEFT, RIGHT = 40, 616
CROWDED = 44
"""Ticks nearer than this many units are written in a second row."""
FILLS = ("f1", "f2", "f0")


@dataclass(frozen=True, slots=True)
class Segment:
    x: str
    width: str
    middle: str
    fill: str
    text: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A boundary: `closed` says that the value itself belongs to the band on its left."""

    x: str
    y: int
    text: str
    closed: bool


@dataclass(frozen=True, slots=True)
class NumberLine:
    """What templates/partials/number_line.html prints; `said` is the whole picture in words."""

    segments: tuple[Segment, ...]
    edges: tuple[Edge, ...]
    value_x: str
    value_anchor: str
    value_text: str
    said: str


def number_line(bands: Iterable[Any], value: object, *, label: str, unit: str) -> NumberLine:
    """One value on bands in rising order, each with start, end (None = open), start_closed, end_closed, points."""
    rows = [_band(band) for band in bands]
    place = formatting.exact(value)
    scale = _scale(rows, place)
    x = "" if place is None else scale.at(place)
    text = f"{label} {_shown(place, unit)}"
    said = "；".join([*(f"{_range_text(row, unit)} 得 {row.points} 分" for row in rows), text])
    return NumberLine(
        segments=tuple(_segment(row, position, scale) for position, row in enumerate(rows)),
        edges=tuple(_edges(rows, scale, unit)),
        value_x=x,
        value_anchor=_anchor(x),
        value_text=text,
        said=f"数轴：{said}",
    )


@dataclass(frozen=True, slots=True)
class Band:
    start: Fraction | None
    end: Fraction | None
    start_closed: bool
    end_closed: bool
    points: str


@dataclass(frozen=True, slots=True)
class Scale:
    low: Fraction
    high: Fraction

    def at(self, number: Fraction) -> str:
        spot = LEFT + (number - self.low) / (self.high - self.low) * (RIGHT - LEFT)
        return f"{float(max(Fraction(LEFT), min(Fraction(RIGHT), spot))):.1f}"


def _band(band: Any) -> Band:
    def read(name: str) -> Any:
        return band.get(name) if isinstance(band, dict) else getattr(band, name, None)

    ends = [None if read(name) is None else formatting.exact(read(name)) for name in ("start", "end")]
    closed = (bool(read("start_closed")), bool(read("end_closed")))
    return Band(ends[0], ends[1], *closed, formatting.points_short(read("points")))


def _scale(rows: Sequence[Band], place: Fraction | None) -> Scale:
    known = [end for row in rows for end in (row.start, row.end) if end is not None]
    known += [place] if place is not None else []
    low, high = (min(known), max(known)) if known else (Fraction(0), Fraction(1))
    room = (high - low) / 6 or Fraction(1)
    if low > 0 and low <= high / 2:
        low = Fraction(0)
    elif any(row.start is None for row in rows) and low != 0:
        low -= room
    return Scale(low, high + room)


def _segment(row: Band, position: int, scale: Scale) -> Segment:
    start = float(scale.at(scale.low if row.start is None else row.start))
    end = float(scale.at(scale.high if row.end is None else row.end))
    fill = FILLS[2] if row.points == "0" else FILLS[position % 2]
    return Segment(f"{start:.1f}", f"{end - start:.1f}", f"{(start + end) / 2:.1f}", fill, f"{row.points} 分")


def _anchor(x: str) -> str:
    """Keeps the words at the value inside the picture."""
    spot = float(x or LEFT)
    if spot > RIGHT - 2 * CROWDED:
        return "end"
    return "start" if spot < LEFT + 2 * CROWDED else "middle"


def _edges(rows: Sequence[Band], scale: Scale, unit: str) -> Iterable[Edge]:
    last, lowered = -1000.0, False
    for left in rows:
        if left.end is None:
            continue
        x = scale.at(left.end)
        lowered = float(x) - last < CROWDED and not lowered
        last = float(x)
        yield Edge(x, 84 if lowered else 70, _shown(left.end, unit), left.end_closed)


def _shown(number: Fraction | None, unit: str) -> str:
    if number is None:
        return formatting.DASH
    if unit == "%":
        return f"{formatting.points_short(number * 100)}%"
    return f"{formatting.points_short(number)}{unit}"


def _range_text(row: Band, unit: str) -> str:
    parts = []
    if row.start is not None:
        parts.append(f"{'不低于' if row.start_closed else '高于'} {_shown(row.start, unit)}")
    if row.end is not None:
        parts.append(f"{'不高于' if row.end_closed else '低于'} {_shown(row.end, unit)}")
    return "、".join(parts) or "全部"
