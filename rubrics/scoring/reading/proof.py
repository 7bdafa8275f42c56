"""A document read and proved in one go: strict reading first, then its worked examples, every problem on its line."""

from dataclasses import replace

from rubrics.scoring.problems import Problem

from .document import Load, ReadResult, nothing_to_load, read_document
from .examples import prove
from .located import Located, nodes


def read_and_prove(tree: Located, *, load: Load = nothing_to_load) -> ReadResult:
    """Return what read_document does, and what the examples show. Publishing asks for no problem at all."""
    result = read_document(tree, load=load)
    if result.document is None:
        return result
    problems = [placed(tree, problem) for problem in prove(result.document)]
    return replace(result, problems=(*result.problems, *sorted(problems, key=lambda one: one.line)))


def placed(tree: Located, problem: Problem) -> Problem:
    """Return a problem of examples.<name>, ratios.<id> or criteria.<id> with the line of that node."""
    section, _, name = problem.where.partition(".")
    inside = tree.child(section)
    node = _named(inside, section, name) if inside else None
    if node is None:
        return problem
    line, column = (node.key_line, node.key_column) if node.key_line else (node.line, node.column)
    return replace(problem, where=node.path or problem.where, line=line, column=column)


def _named(inside: Located, section: str, name: str) -> Located | None:
    if section == "examples":
        return next((one for one in inside.items or () if _text(one.child("name")) == name), None)
    if section == "criteria":
        return next((node for node in nodes(inside) if node.path.endswith(f".{name}")), None)
    return inside.child(name)


def _text(node: Located | None) -> str | None:
    return node.text if node else None
