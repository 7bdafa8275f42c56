"""Which figures and tables a chapter tells of: the places of its texts, the figure marks of its narratives."""

import re

from evaluations.selectors.places import place_title
from rubrics.scoring import address as addresses
from rubrics.scoring import narrative
from rubrics.scoring.types import ChapterPart, FieldType, PartKind

from .places import PlaceLink
from .printed import PrintedChapter
from .seen import Seen

_PLACE = re.compile(r"\{\{([^{}|]+)(?:\|[^{}|]*)?\}\}")


def mentioned(seen: Seen, chapter: PrintedChapter) -> frozenset[str]:
    """Return the names of figures, ratios and tables that a chapter tells of."""
    names: set[str] = set()
    for part in chapter.parts:
        names |= set(_names(seen, part.part))
    return frozenset(names)


def figures_of(seen: Seen, part: ChapterPart) -> tuple[PlaceLink, ...]:
    """Return the figures of a text or narrative as places, with what the sheet shows of them."""
    if part.kind not in {PartKind.TEXT, PartKind.NARRATIVE}:
        return ()
    links = []
    for name in dict.fromkeys(_names(seen, part)):
        field = seen.index.fields.get(name)
        if (field is not None and field.type is not FieldType.NARRATIVE) or name in seen.index.ratios:
            where = addresses.figure(name)
            links.append(PlaceLink(where, place_title(seen.document, seen.flat, where)))
    return tuple(links)


def _names(seen: Seen, part: ChapterPart) -> tuple[str, ...]:
    match part.kind:
        case PartKind.TEXT:
            return tuple(name.strip() for name in _PLACE.findall(part.body))
        case PartKind.TABLE:
            return (part.body,)
        case PartKind.NARRATIVE:
            blocks = narrative.read_stored(seen.flat.narratives.get(part.body, ""))
            inside = () if isinstance(blocks, list) else narrative.figure_ids(blocks)
            return (part.body, *inside)
    return ()
