"""Order of formulas that need one another, and the circle when there is none."""

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter

from rubrics.scoring.problems import Problem

from .phrasing import names_in
from .refusal import refused
from .tree import Formula


def in_order(needs: Mapping[str, Collection[str]]) -> tuple[str, ...] | None:
    """Return the keys so that each comes after those it needs (others are ignored); None when they go in a circle."""
    own = {key: [need for need in wanted if need in needs] for key, wanted in needs.items()}
    try:
        return tuple(TopologicalSorter(own).static_order())
    except CycleError:
        return None


def find_cycle(needs: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return a circle as its path, first key repeated at the end (甲, 乙, 甲); () when there is none."""
    own = {key: [need for need in wanted if need in needs] for key, wanted in needs.items()}
    sorter = TopologicalSorter(own)
    try:
        sorter.prepare()
    except CycleError as error:
        path = tuple(reversed(error.args[1]))
        place = {key: index for index, key in enumerate(needs)}
        first = min(range(len(path) - 1), key=lambda index: place[path[index]])
        turned = path[first:-1] + path[:first]
        return (*turned, turned[0])
    return ()


def cycle_problem(formulas: Mapping[str, Formula], needs: Mapping[str, Collection[str]]) -> Problem | None:
    """Return the Problem of formulas that need one another: `where` is the id of the first, with its column."""
    path = find_cycle(needs)
    if not path:
        return None
    first, following = path[0], path[1]
    at = next((name.at for name in names_in(formulas[first].tree) if name.dotted == following), 0)
    problem = refused(at, f"公式互相引用，算不出来：{' → '.join(path)}", "请改其中一个公式，使它不再用到自己")
    return Problem(first, problem.what, problem.todo, column=problem.column)
