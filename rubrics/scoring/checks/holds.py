"""form holds: a condition that must be true, for the whole filing or for each row."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rubrics.scoring.formulas import Compiled, Environment
from rubrics.scoring.formulas.evaluate_calls import is_filled
from rubrics.scoring.results import Outcome, Step
from rubrics.scoring.states import Known, Missing, NotApplicable, Undefined
from rubrics.scoring.types import Check

from .context import Case, Context
from .each import cases
from .found import Found
from .message import Message
from .sides import Side, told


@dataclass(frozen=True, slots=True)
class Holding:
    """The check made ready; `sides` are both sides of the comparison where it is one."""

    check: Check
    message: Message
    holds: Compiled
    when: Compiled | None
    explained_by: Compiled | None
    sides: tuple[Compiled, Compiled] | None
    comparisons: tuple[tuple[str, Compiled, Compiled], ...]
    """Operator and sides of every comparison inside, for the hints."""
    compared: tuple[Side, Side] | None
    """The same two sides as they are told to a person."""
    minimum: Compiled | int
    """How many rows the table must have: with none the check has nothing to look at, or not its data."""

    def examine(self, context: Context) -> Iterator[Found]:
        """Yield what was found in every case."""
        none = True
        for case in cases(self.check.each, context):
            none = False
            yield self.examine_case(case)
        if none:
            yield self._no_rows(context)

    def examine_case(self, case: Case) -> Found:
        """Return what was found in one case."""
        environment = case.environment
        state = self._optional(environment)
        if state is not None:
            return Found(state[0], case, needs=state[1])
        result = self._result(environment)
        if isinstance(result, bool):
            return Found(Outcome.HOLDS, case) if result else self._fails(case)
        return self._undecided(result, case)

    def count_failing(self, context: Context) -> int:
        """Return in how many cases it fails, without a word about any of them."""
        return sum(self._is_failing(case.environment) for case in cases(self.check.each, context))

    def _is_failing(self, environment: Environment) -> bool:
        if self._optional(environment) is not None:
            return False
        result = self._result(environment)
        return isinstance(result, Undefined) or (result is False and not self._is_explained(environment))

    def _result(self, environment: Environment) -> Known:
        """Return whether it holds, or why that cannot be said."""
        applies = True if self.when is None else self.when(environment)
        if applies is False:
            return NotApplicable()
        return self.holds(environment) if applies is True else applies

    def _is_explained(self, environment: Environment) -> bool:
        return self.explained_by is not None and self.explained_by(environment) is True

    def _undecided(self, result: Known, case: Case) -> Found:
        """缺数 never counts as 相符; what cannot be computed (x/0) is no better."""
        match result:
            case Missing():
                return Found(Outcome.NO_DATA, case, needs=result.addresses)
            case NotApplicable():
                return Found(Outcome.NOT_APPLICABLE, case)
            case Undefined():
                return Found(Outcome.FAILS, case, message=self._say(case), undefined=result)
            case _:
                raise TypeError(f"{self.check.id} gives {type(result).__name__}")

    def _optional(self, environment: Environment) -> tuple[Outcome, tuple[str, ...]] | None:
        """All optional members empty: not applicable; some: the empty ones are wanted."""
        group = self.check.optional_group
        if not group:
            return None
        found = [environment.values.get(name, Missing((name,))) for name in group]
        empty = [
            value for value in found if isinstance(value, Missing) or not (is_filled(value) or _said(value))
        ]
        if not empty:
            return None
        if len(empty) == len(found):
            return Outcome.NOT_APPLICABLE, ()
        return Outcome.NO_DATA, tuple(
            address for one in empty if isinstance(one, Missing) for address in one.addresses
        )

    def _no_rows(self, context: Context) -> Found:
        table, whole = self.check.each, Case(context.environment)
        if table in context.environment.absent_tables:
            return Found(Outcome.NOT_APPLICABLE, whole)
        minimum = self.minimum if isinstance(self.minimum, int) else self.minimum(context.environment)
        if minimum is True or (isinstance(minimum, int) and minimum > 0):
            return Found(Outcome.NO_DATA, whole, needs=(f"table:{table}",))
        return Found(Outcome.NOT_APPLICABLE, whole)

    def _fails(self, case: Case) -> Found:
        sides = () if self.compared is None else told(self.compared, case)
        outcome = Outcome.EXPLAINED if self._is_explained(case.environment) else Outcome.FAILS
        return Found(outcome, case, message=self._say(case), sides=sides)

    def _say(self, case: Case) -> tuple[Step, ...]:
        return self.message.steps(case, self._sides(case.environment))

    def _sides(self, environment: Environment) -> dict[str, Known]:
        """Return 左, 右, 差额 and 倍数."""
        if self.sides is None:
            return {}
        left, right = (side(environment) for side in self.sides)
        found: dict[str, Known] = {"左": left, "右": right}
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            found["差额"] = abs(left - right)
            found["倍数"] = left / right if right else Undefined("右边为 0")
        return {"差额": left, "倍数": left, **found}


def _said(value: Known) -> bool:
    """Whether 无此事项 was answered."""
    return isinstance(value, NotApplicable)
