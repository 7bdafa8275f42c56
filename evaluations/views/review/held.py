"""What the bureau and last year say of what was claimed, as it was when the department sent its filing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.presets import Part, target_of
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.states import Known, Missing, Value
from rubrics.scoring.targets import differences
from rubrics.scoring.types import Field, Table

from .seen import Seen

SAME = "与填报一致"
type Cells = Mapping[str, Known]


def held_at(seen: Seen, where: str) -> tuple[str, ...]:
    """Return 财政数 and 上年数 of a place in words, each with what it comes from and how far the claim is from it.

    Of a row what is held for its cells, each with its column in front.
    """
    place = addresses.parse(where)
    if isinstance(place, Problem):
        return ()
    if place.kind == "row":
        return tuple(_of_row(seen, *place.path))
    field = seen.index.fields.get(place.path[0]) if place.kind == "fig" else None
    if field is None:
        return ()
    return tuple(_lines(seen, field, field.id, seen.answers.figures.get(field.id, Missing(()))))


def _of_row(seen: Seen, name: str, key: str, only: str = "") -> Iterator[str]:
    table = desk_of(seen.document).table(name)
    if isinstance(table, Problem):
        return
    rows = seen.answers.rows.get(name, ())
    cells: Cells = next((row.cells for row in rows if row.key == key), {})
    called, differing = _target(seen, table, key, cells)
    for column in table.columns:
        if only in ("", column.id):
            field = replace(column, label="" if only else f"{column.title}：")
            same = None if differing is None else column.id not in differing
            where = str(Part(name, column.id, called))
            yield from _lines(seen, field, where, cells.get(column.id, Missing(())), same=same)


def _target(seen: Seen, table: Table, key: str, cells: Cells) -> tuple[str, frozenset[str] | None]:
    """Return what a row is called by, and the columns where it is not its target: None for no target."""
    targets = seen.index.targets.get(table.id)
    if targets is None:
        return key, None
    typed = cells.get(targets.name)
    name = typed.strip() if isinstance(typed, str) and typed.strip() else key
    held = target_of(targets, name, seen.answers.presets)
    row = {**cells, targets.name: name}
    return name, frozenset(differences(targets, row, held, seen.index.tables.get(table.id)))


def _lines(seen: Seen, field: Field, key: str, claimed: Known, *, same: bool | None = None) -> Iterator[str]:
    """Yield a line for each that is held under a key; `same` where that is not a matter of equal values."""
    held, last = seen.answers.presets.get(key), seen.answers.previous.get(key)
    if held is not None:
        apart = SAME if same else _apart(field, held, claimed)
        yield _line("财政数", field, held, seen.flat.preset_origins.get(key, ""), apart)
    if isinstance(last, Value.__value__):
        yield _line(
            "上年", field, last, seen.flat.previous_origins.get(key, ""), _apart(field, last, claimed)
        )


def _line(word: str, field: Field, held: Known, origin: str, apart: str) -> str:
    text = f"{field.label if field.label.endswith('：') else ''}{word} "
    text += values.show_with_unit(held, field.unit, field.places) + (f"（{origin}）" if origin else "")
    return f"{text}，{apart}"


def _apart(field: Field, held: Known, claimed: Known) -> str:
    if claimed == held:
        return SAME
    if not isinstance(held, Decimal) or not isinstance(claimed, Decimal):
        return f"填报为{values.show(claimed, field.unit, field.places)}"
    apart = values.show_with_unit(abs(claimed - held), field.unit, field.places)
    return f"填报{'多' if claimed > held else '少'} {apart}"
