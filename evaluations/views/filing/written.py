"""What stands below the box of a text: how it will be printed, its typed numbers beside the figures, 建议表述."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from evaluations.report.numbering import Counter
from evaluations.report.titled import chapters_in
from rubrics.scoring import narrative
from rubrics.scoring.checks.compared import Told, compared
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import Figure
from rubrics.scoring.types import Field, PartKind
from rubrics.scoring.values import show_with_unit

from .content import Content
from .marks import figure_of
from .previews import Line, Preview, lines_of, preview_of
from .text_places import TextPlace


@dataclass(frozen=True, slots=True)
class Offer:
    """A figure that a typed number equals: `token` quotes it."""

    name: str
    token: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A typed number; without `offers` it equals no figure of the filing."""

    quote: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted text: `text` is its text form, `preview` what it says with the figures of now."""

    text: str
    preview: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """The text as stored and what is said of it; hints and drafts only for who may write."""

    preview: Preview | None
    hints: tuple[Hint, ...] = ()
    drafts: tuple[Draft, ...] = ()
    printed: tuple[Line, ...] = ()
    """What the report prints of itself in the same chapter, with the figures of now: not to be written again."""


def written_of(
    content: Content, field: Field, stored: str, figures: tuple[Told, ...], place: TextPlace
) -> Written:
    """Return what stands below the box of a text; `figures`: `figures_told`, made once for a page."""
    preview = preview_of(content, stored, place)
    alone = replace(place, counter=Counter())
    if not content.editing.ok:
        return Written(preview)
    return Written(
        preview,
        tuple(_hints(content, stored, figures)),
        tuple(_drafts(content, field, alone)),
        tuple(_printed(content, field, alone)),
    )


def figures_told(content: Content) -> tuple[Told, ...]:
    """Return the numbers of the filing: what a text can quote first, then cells and the document's own numbers."""
    marks = desk_of(content.document).marks
    quoted = ((name, title, figure_of(content, name)) for name, title in marks.items())
    cells = (("", figure.title, figure) for figure in content.sheet.cells.values())
    told = [one for name, title, figure in (*quoted, *cells) if (one := _told(name, title, figure))]
    for name, value in content.document.constants.items():
        named = content.index.named(name)
        told.append(Told("", name, value, named.unit, named.places))
    return tuple(told)


def _told(name: str, title: str, figure: Figure | None) -> Told | None:
    if figure is None or not isinstance(figure.value, Decimal):
        return None
    return Told(name, title, figure.value, figure.unit, figure.places)


def _hints(content: Content, stored: str, figures: tuple[Told, ...]) -> Iterator[Hint]:
    blocks = narrative.read_stored(stored) if stored else ()
    if isinstance(blocks, list):
        return
    for one in compared(blocks, figures, content.document.nouns):
        yield Hint(one.quote, tuple(_offer(figure) for figure in one.equals))


def _offer(figure: Told) -> Offer:
    text = show_with_unit(figure.value, figure.unit, figure.places)
    return Offer(figure.name, "{{" + figure.name + "}}", figure.title, text)


def _drafts(content: Content, field: Field, place: TextPlace) -> Iterator[Draft]:
    for text in field.drafts:
        blocks = narrative.read_text_form(text)
        if not isinstance(blocks, list):
            yield Draft(text, lines_of(content, blocks, place))


def _printed(content: Content, field: Field, place: TextPlace) -> Iterator[Line]:
    """Yield the bound sentences of the chapter that a text stands in."""
    for chapter in chapters_in(content.document.outline):
        texts = [part.body for part in chapter.parts if part.kind is PartKind.NARRATIVE]
        bound = [part.body for part in chapter.parts if part.kind is PartKind.TEXT and part.when is None]
        for body in bound if field.id in texts else ():
            blocks = narrative.read_text_form(body)
            if not isinstance(blocks, list):
                yield from lines_of(content, blocks, place)
