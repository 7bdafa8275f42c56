"""The step that says why there are no points."""

from rubrics.scoring.results import Step
from rubrics.scoring.states import Known, Missing, NotApplicable, Undefined


def absence_steps(value: Known) -> tuple[Step, ...]:
    """Return the explanation of an absence; () for a value. Steps: missing, undefined, does_not_apply."""
    match value:
        case Missing():
            return (Step("missing", {"addresses": value.addresses}),)
        case Undefined():
            return (Step("undefined", {"why": value.why, "addresses": value.addresses}),)
        case NotApplicable():
            return (Step("does_not_apply", {"reason": value.reason, "addresses": value.addresses}),)
        case _:
            return ()
