"""attachments: the papers that are always asked for, and the places that each of them proves."""

from collections.abc import Mapping

from rubrics.scoring.address import LONGEST, attachment, line
from rubrics.scoring.characters import excerpt
from rubrics.scoring.types import Attachment

from .checks import place_of
from .located import Located
from .reader import Reader
from .shapes import Keys, items, members, said, text

KEYS = Keys(("title",), ("places", "help"))
MOST_LETTERS = 100


def read_attachments(reader: Reader, node: Located) -> tuple[Attachment, ...]:
    """Return the papers in the order of the document; one is a title, or a title with places and help."""
    found: list[Attachment] = []
    for item in items(reader, node):
        one = Attachment(text(reader, item, MOST_LETTERS)) if item.members is None else _read(reader, item)
        if any(one.title == before.title for before in found):
            reader.refuse(item, f"“{excerpt(one.title)}”写了两次", "请删去其中一个")
        elif len(attachment(one.title)) > LONGEST:
            reader.refuse(item, "标题太长", "请缩短")
        elif one.title:
            found.append(one)
    return tuple(found)


def _read(reader: Reader, node: Located) -> Attachment:
    found: Mapping[str, Located] = members(reader, node, KEYS)
    places = (_place(reader, item) for item in items(reader, found["places"])) if "places" in found else ()
    return Attachment(
        said(reader, found, "title", MOST_LETTERS),
        tuple(dict.fromkeys(where for where in places if where)),
        said(reader, found, "help"),
    )


def _place(reader: Reader, node: Located) -> str:
    """Return the address of a place; a name that is an indicator's and a ratio's is the indicator here."""
    name = node.text or ""
    return line(name) if ("criterion", name) in reader.places else place_of(reader, node)
