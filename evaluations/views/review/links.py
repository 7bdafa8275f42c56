"""From an address to the department's page on which it is filled in."""

from dataclasses import dataclass

from evaluations.selectors.stages import stage_of
from evaluations.views.filing.anchors import place_url
from evaluations.views.filing.content import Content

from .rail import PAPERS


@dataclass(frozen=True, slots=True)
class Links:
    """Links into one filing."""

    content: Content

    def url(self, where: str) -> str:
        """Return the link to a place, '' for one on no page."""
        return place_url(self.content, where.partition("#")[0])

    def stage(self, where: str) -> str:
        """Return the name of the page, '' for a place on none."""
        if where.startswith("attachment:"):
            return PAPERS
        number = stage_of(self.content.filing.version, where)
        return "" if number is None else self.content.document.stages[number].id
