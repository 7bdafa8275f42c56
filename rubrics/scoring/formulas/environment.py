"""What a formula is evaluated against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rubrics.scoring.states import Known, NotApplicable


@dataclass(slots=True)
class Environment:
    """The figures of one scoring, filled in as they become known.

    `values`: dotted name -> value or absence (编外人数, 得分.合计, 勾选.X.Y, 季度.支出[四季度]). `rows`: table -> its
    rows, each with every column of the table as a key. `row`: the row that a row formula or an `each` check is in.
    `outer`: 本行 inside the condition of an aggregate; the interpreter sets it.
    """

    values: dict[str, Known]
    rows: dict[str, Sequence[Mapping[str, Known]]] = field(default_factory=dict)
    row: Mapping[str, Known] | None = None
    outer: Mapping[str, Known] | None = None
    absent_tables: Mapping[str, NotApplicable] = field(default_factory=dict)

    def inside(self, row: Mapping[str, Known]) -> "Environment":
        """Return the environment of a condition on `row`."""
        return Environment(self.values, self.rows, row, self.row, self.absent_tables)
