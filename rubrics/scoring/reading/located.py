"""A document as written, before anything is understood: texts, lists, mappings, each with path, line, column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rubrics.scoring.problems import Problem, Severity

type Content = str | tuple["Located", ...] | Mapping[str, "Located"]


@dataclass(frozen=True, slots=True)
class Located:
    """One node. Every scalar is text; `path` is like criteria.部门管理.points, list items count from 1: examples[3].

    `line` and `column` count from 1; `key_line` and `key_column` are those of the name it stands under. `offset` is how
    many characters stand between `column` and the text's first (1 for a quote), -1 where the text spans lines.
    """

    content: Content
    path: str = ""
    line: int = 0
    column: int = 0
    key_line: int = 0
    key_column: int = 0
    offset: int = 0

    @property
    def text(self) -> str | None:
        """The text of a scalar, else None."""
        return self.content if isinstance(self.content, str) else None

    @property
    def items(self) -> tuple["Located", ...] | None:
        """The members of a list, else None."""
        return self.content if isinstance(self.content, tuple) else None

    @property
    def members(self) -> Mapping[str, "Located"] | None:
        """The members of a mapping by name, else None."""
        return self.content if isinstance(self.content, Mapping) else None

    def child(self, name: str) -> "Located | None":
        """The member called `name`, or None."""
        return (self.members or {}).get(name)


def problem_at(node: Located, what: str, todo: str = "", severity: Severity = Severity.BLOCK) -> Problem:
    """Return a problem of the node's value."""
    return Problem(node.path, what, todo, severity, node.line, node.column)


def problem_at_key(node: Located, what: str, todo: str = "", severity: Severity = Severity.BLOCK) -> Problem:
    """Return a problem of the name that the node stands under."""
    line, column = (node.key_line, node.key_column) if node.key_line else (node.line, node.column)
    return Problem(node.path, what, todo, severity, line, column)


def problem_inside(node: Located, position: int, what: str, todo: str = "") -> Problem:
    """Return a problem of the character at `position` (from 1) of the node's text, as exactly as the source allows."""
    column = node.column + node.offset + position - 1 if node.offset >= 0 and position else node.column
    return Problem(node.path, what, todo, line=node.line, column=column)


def nodes(tree: Located) -> Iterator[Located]:
    """Yield the node and all below it."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack += reversed(node.items or tuple((node.members or {}).values()))


def plain(node: Located) -> object:
    """Return the tree as dicts, lists and texts, places left out."""
    if node.members is not None:
        return {name: plain(member) for name, member in node.members.items()}
    if node.items is not None:
        return [plain(item) for item in node.items]
    return node.text
