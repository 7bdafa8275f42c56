"""The opinions of a return, on the filer's pages: each with its place, what is asked for, how far it is mended."""

from dataclasses import dataclass

from evaluations.access import TO_MEND
from evaluations.models import Comment, Filing
from evaluations.selectors.review import comments_of
from evaluations.selectors.stages import stage_of
from evaluations.workflow import State
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.selectors.programs import document_for

from .anchors import url_of_place


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """One opinion of a return: where it is pinned, what it says, how far it is mended."""

    number: int
    category: str
    stage: int
    place: str
    text: str
    state: str
    url: str

    @property
    def open(self) -> bool:
        """Whether it is still to be mended."""
        return self.state in TO_MEND


def items_on(filing: Filing, stage: int) -> tuple[ReturnedItem, ...]:
    """Return the opinions that are to be mended on a stage; none unless the filing was returned."""
    if State(filing.state) is not State.RETURNED:
        return ()
    return tuple(item for item in returned_items(filing) if item.stage == stage)


def returned_items(filing: Filing) -> tuple[ReturnedItem, ...]:
    """Return the opinions of a filing, each with its place and how far it is mended. Two queries."""
    return tuple(_item(filing, comment) for comment in comments_of(filing))


def _item(filing: Filing, comment: Comment) -> ReturnedItem:
    number = stage_of(filing.version, comment.address)
    entries = [entry for entry in comment.entries.all() if entry.kind != "answer"]
    return ReturnedItem(
        number=comment.number,
        category=comment.category,
        stage=0 if number is None else number + 1,
        place=place_name(filing, comment.address),
        text=entries[-1].text if entries else "",
        state=comment.state,
        url=url_of_place(filing, comment.address),
    )


def place_name(filing: Filing, where: str) -> str:
    """Return what a person calls the place that an opinion is pinned to."""
    address = addresses.parse(where)
    if isinstance(address, Problem):
        return where
    field = desk_of(document_for(filing.version)).field_at(address)
    return address.path[0] if isinstance(field, Problem) or address.kind in {"row", "line"} else field.title
