"""佐证材料清单: which file of the snapshot proves which place, on which pages, with the beginning of its digest."""

from collections.abc import Iterable

from evaluations.selectors.evidence import File, own_names_in, title_of
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.types import Document

from .blocks import Grid, Run
from .grid import laid_out, one_line
from .source import Proof, Source

EVIDENCE_TITLE = "佐证材料清单"
NOWHERE, WHOLE, SHORT_DIGEST = "（没有写明证明什么）", "—", 12
HEADS, SIDES = ["证明的内容", "文件名", "页码", "校验码"], ["start", "start", "middle", "middle"]
PUBLIC = 2
"""How many of the columns the public reads."""


def proofs_of(document: Document, files: Iterable[File], flat: Flat) -> tuple[Proof, ...]:
    """Return a line for every file and place: the papers that are asked for first; one for a file without place."""
    names, found = own_names_in(document, flat), []
    for file in files:
        for where, pages in file.places or (("", ""),):
            place = title_of(document, where, names) if where else NOWHERE
            asked = where.startswith("attachment:")
            found.append((not asked, Proof(place or where, file.name, pages, file.sha[:SHORT_DIGEST])))
    return tuple(proof for _, proof in sorted(found, key=lambda one: one[0]))


def evidence_grid(caption: str, source: Source) -> Grid:
    """Return the list as a grid; the digest tells the file that was sent from any other of its name.

    The public reads which files there are, and no more of them.
    """
    shown = PUBLIC if source.edition else len(HEADS)
    rows = tuple(
        (
            one_line(Run(one.place)),
            one_line(Run(one.name)),
            one_line(Run(one.pages or WHOLE), "middle"),
            one_line(Run(one.digest), "middle"),
        )[:shown]
        for one in source.proofs
    )
    return laid_out(caption, HEADS[:shown], SIDES[:shown], rows)
