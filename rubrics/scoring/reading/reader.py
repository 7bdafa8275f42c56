"""What the reader of a document carries along: the problems so far, where each id is declared, what names mean."""

from dataclasses import dataclass, field

from rubrics.scoring.formulas import Names
from rubrics.scoring.problems import Problem

from .located import Located, problem_at, problem_at_key


@dataclass(slots=True)
class Reader:
    """`names` and `early` are None on the first pass, which only collects declarations.

    `early` is what ratios, row formulas and rules see: everything but the scores, which are computed from them.
    """

    names: Names | None = None
    early: Names | None = None
    nouns: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], Located] = field(default_factory=dict)
    """(kind, id) -> the node that declares it."""

    def refuse(self, node: Located, what: str, todo: str = "") -> None:
        """Note a problem of the node's value."""
        self.problems.append(problem_at(node, what, todo))

    def refuse_key(self, node: Located, what: str, todo: str = "") -> None:
        """Note a problem of the name that the node stands under."""
        self.problems.append(problem_at_key(node, what, todo))

    def declare(self, kind: str, name: str, node: Located) -> None:
        """Note that `name` is declared here; twice in one kind is a problem."""
        first = self.places.setdefault((kind, name), node)
        if first is not node:
            line = first.key_line or first.line
            self.refuse_key(node, f"“{name}”用了两次（第一次在第 {line} 行）", "请改名：同一类里名称不能重复")

    def place(self, kind: str, name: str) -> Located:
        """Return the node that declares `name`, or a node without place."""
        return self.places.get((kind, name), Located("", name))
