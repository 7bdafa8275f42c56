"""What every kind of rule can say about itself; the engine and the reader ask nothing else."""

from typing import ClassVar

from rubrics.scoring.formulas.tree import Formula

from .award import Ready
from .boundary import Boundary
from .entries import Entry
from .place import Place
from .site import Site


class RowRule:
    """A rule of any kind. All are frozen dataclasses built by the reader from the document."""

    __slots__ = ()
    kind: ClassVar[str]
    """The kind's name in the document."""

    def formulas(self) -> tuple[Formula, ...]:
        """Every formula of the rule, in the order of its fields."""
        return ()

    def entries(self, place: Place) -> tuple[Entry, ...]:
        """What a person fills in on the line."""
        return ()

    def boundaries(self) -> tuple[Boundary, ...]:
        """Edges that need an example on each side."""
        return ()

    def prepare(self, place: Place, site: Site) -> Ready:
        """Return the rule made ready for many scorings."""
        raise NotImplementedError
