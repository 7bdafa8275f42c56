"""import-export's Resource for a sheet of any layout: each cell is cleaned by the one parser, nothing is stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from import_export.fields import Field as Column
from import_export.resources import Resource
from import_export.results import Result, RowResult
from import_export.widgets import Widget
from tablib import Dataset

from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Field
from rubrics.scoring.values import Parsed

from .book import Cell
from .layout import Layout
from .records import Record

type Clean = Callable[[Field, str], Parsed | Problem]
"""What a text means in a column, or why it means nothing."""


@dataclass(slots=True)
class Taken:
    """What becomes of one row: column id -> what was understood."""

    values: dict[str, Parsed] = field(default_factory=dict)


class CellWidget(Widget):
    """Cleans one cell. A ValueError carries the sentence for the person, as import-export wants it."""

    def __init__(self, column: Field, clean: Clean) -> None:
        super().__init__()
        self.column, self.clean_text = column, clean

    def clean(self, value: Cell | None, row: Any = None, **_: Any) -> Parsed | None:
        """Return what a cell means, None for an empty one."""
        if value is None:
            return None
        if value.trouble:
            raise ValueError(f"{value.trouble}。{value.todo}。")
        outcome = self.clean_text(self.column, value.text)
        if isinstance(outcome, Problem):
            raise ValueError(f"{outcome.what}。{outcome.todo}。" if outcome.todo else f"{outcome.what}。")  # noqa: TRY004
        return outcome


class CellColumn(Column):
    """Puts what a cell means into the row that is taken."""

    def save(self, instance: Taken, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Keep what was understood; an empty cell is 未填."""
        meant = self.widget.clean(row[self.column_name], row)
        if meant is not None:
            instance.values[self.column_name] = meant


class Nothing:
    """Looks no row up: rows of a file are new, or replace all there are."""

    def __init__(self, resource: Resource, dataset: Dataset) -> None:
        self.resource, self.dataset = resource, dataset


class SheetResource(Resource):
    """Rows are understood and given back; storing them is for the service, after the person agreed."""

    class Meta:
        import_id_fields: Sequence[str] = ()
        instance_loader_class = Nothing
        skip_diff = True
        use_transactions = False
        using_db = "default"

    def import_row(
        self, row: Mapping[str, Cell | None], instance_loader: Nothing, **kwargs: Any
    ) -> RowResult:
        """Understand one row. None is an old one and none is stored: looking up, comparing and saving fall away."""
        result, errors = self.get_row_result_class()(), {}
        result.instance = taken = Taken()
        for name, column in self.fields.items():
            try:
                column.save(taken, row)
            except ValueError as error:
                errors[name] = ValidationError(str(error))
        result.validation_error = ValidationError(errors) if errors else None
        result.import_type = RowResult.IMPORT_TYPE_INVALID if errors else RowResult.IMPORT_TYPE_NEW
        return result

    def get_import_fields(self) -> list[Column]:
        """Return the columns in the order of the layout."""
        return list(self.fields.values())


def resource_for(layout: Layout, clean: Clean) -> SheetResource:
    """Return a Resource whose columns are those of the layout."""
    columns = {
        column.id: CellColumn(attribute=column.id, column_name=column.id, widget=CellWidget(column, clean))
        for column in layout.columns
    }
    kind = type("LayoutResource", (SheetResource,), columns)
    resource: SheetResource = kind()
    return resource


def understand(layout: Layout, records: Sequence[Record], clean: Clean) -> Result:
    """Return import-export's result of a dry run over the rows: what each cell means, or the sentence against it."""
    dataset = Dataset(headers=[column.id for column in layout.columns])
    for record in records:
        dataset.append([record.cells.get(column.id) for column in layout.columns])
    return resource_for(layout, clean).import_data(dataset, dry_run=False, use_transactions=False)
