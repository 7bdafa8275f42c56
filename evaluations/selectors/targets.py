"""Targets that the bureau set for rows which the filer names: those that no row is called by, and what they say."""

from collections.abc import Iterable

from rubrics.scoring.index import walk
from rubrics.scoring.presets import Targets, names_of, target_of, targets_in
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.rules import OwnRule
from rubrics.scoring.types import Document


def targets_of(document: Document, table: str) -> Targets | None:
    """Return what the bureau may set for the rows of a table, None where it sets nothing."""
    return targets_in(document.tables, walk(document.criteria)).get(table)


def given_names(document: Document, table: str) -> frozenset[str]:
    """Return the indicators that every department has under a row of the tree: they are there unasked."""
    rule = next((one.rule for one in walk(document.criteria) if one.id == table), None)
    return frozenset(one.name for one in rule.given) if isinstance(rule, OwnRule) else frozenset()


def untaken(
    document: Document, targets: Targets, held: Iterable[str], called: Iterable[str]
) -> tuple[str, ...]:
    """Return the targets among the keys that are `held` that no row is `called` by."""
    present = {*called, *given_names(document, targets.id)}
    return tuple(name for name in names_of(targets, dict.fromkeys(held)) if name not in present)


def untaken_in(document: Document, targets: Targets, flat: Flat) -> tuple[str, ...]:
    """Return the targets that no row of a filing is called by."""
    rows = flat.rows.get(targets.id, ())
    called = [row.cells[targets.name].text.strip() for row in rows if targets.name in row.cells]
    return untaken(document, targets, flat.presets, called)


def said_of(targets: Targets, name: str, flat: Flat) -> tuple[tuple[str, str], ...]:
    """Return column and text of everything that the bureau set for a row."""
    return tuple(target_of(targets, name, flat.presets).items())
