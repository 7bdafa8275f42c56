"""What happens to a whole when some of its members (items, parts) have no points."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from rubrics.scoring.formulas.absence import strongest
from rubrics.scoring.results import Step
from rubrics.scoring.states import Absent, NotApplicable, Undefined

from .award import Scene

type Member = Callable[[Scene], tuple[Decimal | Absent, Step]]
"""One item made ready: its points or absence, and its step."""


def added(absences: Sequence[tuple[str, Absent]], members: int) -> Absent:
    """Return the absence of a whole of `members` from the absent ones (name, absence).

    All not applicable: the whole is not. Only some: the document should have said what they are worth, so it blocks.
    """
    together = strongest(absence for _, absence in absences) or Undefined("没有内容")
    if isinstance(together, NotApplicable) and len(absences) < members:
        names = "、".join(name for name, _ in absences)
        return Undefined(f"“{names}”不适用，评分标准没有写明这时怎么计分", together.addresses)
    return together
