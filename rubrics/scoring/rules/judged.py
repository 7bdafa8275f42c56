"""judged: a person's score from 0 to the points."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent

from .award import Award, Ready, Scene, entered_score
from .base import RowRule
from .entries import Entry, EntryKind
from .place import Place
from .site import Site


@dataclass(frozen=True, slots=True)
class JudgedRule(RowRule):
    kind: ClassVar[str] = "judged"
    guide: str = ""
    """What to weigh, shown beside the box."""

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in: the score (line:X/得分)."""
        return (Entry(place.address("得分"), EntryKind.SCORE, "得分", place.points),)

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready: the score entered. Steps: judged."""
        address, most = place.address("得分"), place.points

        def points(scene: Scene) -> Decimal | Absent:
            return entered_score(scene.entries.get(address), address, most)

        def award(scene: Scene) -> Award:
            score = points(scene)
            if not isinstance(score, Decimal):
                return Award(score, ())
            return Award(score, (Step("judged", {"address": address, "points": most, "award": score}),))

        return Ready(points, award)
