"""Short constructors for the Python syntax that the fast path is built of."""

import ast


def name(identifier: str) -> ast.Name:
    """Return a look-up of one of our own names; never of a word of the document."""
    return ast.Name(identifier, ast.Load())


def constant(value: str | bool) -> ast.Constant:
    return ast.Constant(value)


def item(container: str, key: ast.expr) -> ast.Subscript:
    """Return container[key]."""
    return ast.Subscript(name(container), key, ast.Load())


def call(function: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(name(function), list(arguments), [])


def compare(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> ast.Compare:
    return ast.Compare(left, [operator], [right])


def list_of(element: ast.expr, variable: str, source: ast.expr, condition: ast.expr | None) -> ast.ListComp:
    """Return [element for variable in source if condition]."""
    conditions = [] if condition is None else [condition]
    loop = ast.comprehension(ast.Name(variable, ast.Store()), source, conditions, is_async=0)
    return ast.ListComp(element, [loop])
