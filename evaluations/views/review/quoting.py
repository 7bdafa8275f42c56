"""Whether words that an opinion points at stand in the text that it is pinned to, as the page prints it."""

from .paper import LINES, address_of
from .printed import Walker, source_of_seen
from .seen import Seen


def stands_in(seen: Seen, address: str, quote: str) -> bool:
    """Return whether one line of a text has the words; blanks at the ends do not count."""
    whole = address.partition("#")[0]
    return any(
        quote in "".join(run.text + run.marks for run in block.runs)
        for chapter in Walker(source_of_seen(seen)).chapters()
        for part in chapter.parts
        if address_of(part.part) == whole
        for block in part.blocks
        if isinstance(block, LINES)
    )
