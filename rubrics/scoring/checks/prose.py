"""The narratives a check reads: inputs, or the cells of a table's narrative column."""

from collections.abc import Iterator
from dataclasses import dataclass

from rubrics.scoring import address
from rubrics.scoring.states import Known, Missing, Prose

from .context import Context


@dataclass(frozen=True, slots=True)
class Written:
    """One narrative: where it stands, what it is called, what it says."""

    address: str
    title: str
    value: Known


def written(name: str, context: Context) -> Iterator[Written]:
    """Yield the narrative input called `name`, or the cells of 表.列."""
    table, dot, column = name.partition(".")
    if not dot:
        named = context.index.named(name)
        yield Written(
            named.address, named.title, context.environment.values.get(name, Missing((named.address,)))
        )
        return
    title = context.index.tables[table].title
    for key, row in zip(context.keys[table], context.environment.rows[table], strict=True):
        yield Written(address.cell(table, key, column), title, row[column])


def filled(names: tuple[str, ...], context: Context) -> tuple[list[tuple[Written, Prose]], tuple[str, ...]]:
    """Return the narratives that say something, and the addresses of those that are missing."""
    texts: list[tuple[Written, Prose]] = []
    missing: list[str] = []
    for name in names:
        for one in written(name, context):
            if isinstance(one.value, Prose) and one.value.plain.strip():
                texts.append((one, one.value))
            elif isinstance(one.value, Missing | Prose):
                missing.append(one.address)
    return texts, tuple(missing)
