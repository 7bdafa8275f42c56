"""What a racing process does to samples and second looks; `barrier` is handed in by who runs it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from evaluations.models import Filing, SecondLook
from evaluations.sampling import Method
from evaluations.services import samples, second_scores
from evaluations.services.second_scores import Entered

type Barrier = Callable[[], None]


def without_queue(barrier: Barrier) -> None:
    """Read the list without queueing up behind another draw, and wait until everybody has read it."""
    read = samples.candidates

    def listed(cycle: Any) -> Any:
        found = read(cycle)
        barrier()
        return found

    samples.hold_chain, samples.candidates = lambda name: None, listed


def without_look_lock(barrier: Barrier) -> None:
    """Judge what was given without holding it, and wait before anything is written."""

    def read(look: SecondLook) -> SecondLook:
        found = SecondLook.objects.select_related(
            "sample__cycle", "filing__department", "filing__cycle", "snapshot"
        ).get(pk=look.pk)
        barrier()
        return found

    second_scores.hold_look = read


def guards(barrier: Barrier) -> dict[str, Callable[[], None]]:
    """Name -> what switches the guard off."""
    return {"queue": partial(without_queue, barrier), "look": partial(without_look_lock, barrier)}


def draw(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    sample = samples.draw(actor=user, cycle=target.cycle, method=Method.RANDOM, share=words["share"])
    return {"drawn": sample.drawn}


def give_points(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    entered = [Entered(words["line"], words["points"], "另一个窗口", words["based_on"])]
    result = second_scores.save_scores(actor=user, look=target.second_looks.get(), entered=entered)
    return {"saved": len(result.saved), "conflicts": len(result.conflicts)}


def end(user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    return {"second": second_scores.finish(actor=user, look=target.second_looks.get()).result["second"]}


ACTS = {"draw": draw, "give points": give_points, "end": end}
