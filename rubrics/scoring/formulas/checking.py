"""What the modules of the check share: the list of problems, and the way back to visit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from rubrics.scoring.problems import Problem

from .dimensions import TRUTH, UNKNOWN
from .refusal import refused
from .scope import Scope
from .tree import Tree


class Checked(NamedTuple):
    tree: Tree
    dimension: str


@dataclass(slots=True)
class Checking:
    """One check of one formula. `condition_depth` counts conditions on rows inside one another."""

    text: str
    visitor: "Callable[[Checking, Tree, Scope], Checked]"
    problems: list[Problem] = field(default_factory=list)
    condition_depth: int = 0

    def visit(self, tree: Tree, scope: Scope) -> Checked:
        return self.visitor(self, tree, scope)

    def refuse(self, at: int, what: str, todo: str) -> None:
        self.problems.append(refused(at, what, todo))

    def condition(self, tree: Tree, scope: Scope) -> Tree:
        """Return the checked tree of what must be a condition (是否)."""
        checked = self.visit(tree, scope)
        if checked.dimension not in (TRUTH, UNKNOWN):
            self.refuse(
                tree.at,
                f"这里要写条件，“{checked.dimension}”不是条件",
                "请写比较，如“支出 > 0”，或一个是否项",
            )
        return checked.tree
