"""Which units a department still waits for: what stands against sending its own filing."""

from dataclasses import dataclass

from evaluations.models import Department, Filing
from evaluations.workflow import FILER_WORDS, WITH_BUREAU, State
from rubrics.scoring.problems import Problem

from .cycles import units_in

WHERE = "units:"
"""Begins the address of what is said about a unit; its code follows."""
PLEASE = "请催报；确实不计入汇总的，请在“所属单位汇总”页写明原因"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit, or the department's own share, whose figures are not there; `part` is None before it is opened."""

    code: str
    name: str
    state: State
    part: Filing | None

    @property
    def words(self) -> str:
        """Where it stands."""
        return FILER_WORDS[self.state]

    @property
    def own(self) -> bool:
        """Whether it is the department's own share."""
        return self.part is not None and bool(self.part.subject_key)

    @property
    def todo(self) -> str:
        """What to do."""
        if self.own:
            return "请填报本级的数，点“报送上级部门”"
        return "请先在“所属单位汇总”页开通填报" if self.part is None else PLEASE


def waiting_in(parts: list[Filing], units: list[Department]) -> tuple[Waiting, ...]:
    """Return what is not sent, of opened parts and of registered units."""
    opened = {part.department_id for part in parts if not part.subject_key}
    late = [part for part in parts if not part.left_out and part.state != State.SENT_UP]
    found = [Waiting(part.department.code, part.whose, State(part.state), part) for part in late]
    fresh = [unit for unit in units if unit.pk not in opened]
    return (*found, *(Waiting(unit.code, unit.name, State.NOT_STARTED, None) for unit in fresh))


def parts_of(filing: Filing) -> list[Filing]:
    """Return what a department sums up: its own share first, then its units by code. One query."""
    found = filing.parts.select_related("cycle", "department__parent", "version", "part_of")
    return sorted(found, key=lambda part: (not part.subject_key, part.department.code))


def missing_units(filing: Filing) -> tuple[Problem, ...]:
    """Return a blocking problem for each unit that is missing; none, and no query, where nothing is summed up."""
    if filing.part_of_id is not None or State(filing.state) in WITH_BUREAU or not filing.sums_up:
        return ()
    waiting = waiting_in(parts_of(filing), list(units_in(filing.cycle, filing.department)))
    return tuple(
        Problem(f"{WHERE}{one.code}", f"{one.name}{one.words}，还没有报送", one.todo) for one in waiting
    )
