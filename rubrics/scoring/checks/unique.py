"""form unique: no two rows of a table with the same values in the columns of the key."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rubrics.scoring import address
from rubrics.scoring.formulas.evaluate_calls import is_filled
from rubrics.scoring.results import Outcome
from rubrics.scoring.row_names import row_title
from rubrics.scoring.states import Known
from rubrics.scoring.types import Check

from .context import Case, Context
from .found import Found
from .message import Message

type _Key = tuple[Known | None, ...]


@dataclass(frozen=True, slots=True)
class Unique:
    """The check made ready. An empty cell is a value of its own, a key that is all empty is none."""

    check: Check
    table: str
    columns: tuple[str, ...]
    message: Message

    def examine(self, context: Context) -> Iterator[Found]:
        """Yield each group of equal rows, or one result for the whole table."""
        groups = self._groups(context)
        whole = Case(context.environment)
        if not groups:
            yield Found(Outcome.NOT_APPLICABLE, whole)
            return
        twice = [group for group in groups.values() if len(group) > 1]
        yield from (self._found(group, context) for group in twice)
        if not twice:
            yield Found(Outcome.HOLDS, whole)

    def _groups(self, context: Context) -> dict[_Key, list[int]]:
        """Return key -> places of its rows."""
        groups: dict[_Key, list[int]] = {}
        for place, row in enumerate(context.environment.rows[self.table]):
            key = tuple(row[column] if is_filled(row[column]) else None for column in self.columns)
            if any(part is not None for part in key):
                groups.setdefault(key, []).append(place)
        return groups

    def _found(self, group: list[int], context: Context) -> Found:
        keys, rows = context.keys[self.table], context.environment.rows[self.table]
        first, table = group[0], context.index.tables[self.table]
        built_in: dict[str, Known] = {
            "行号": "、".join(str(place + 1) for place in group),
            "行名": row_title(table, keys[first], first + 1, rows[first]),
        }
        case = Case(context.environment, keys[first], built_in=built_in)
        places = tuple(
            address.cell(self.table, keys[place], column) for place in group for column in self.columns
        )
        return replace(Found(Outcome.FAILS, case, self.message.steps(case, {})), places=places)
