"""The two ways of the benchmark of imports, and the file that both are given."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tablib
from django.db import connection, models
from import_export.resources import ModelResource
from openpyxl import Workbook

from evaluations.resources.tables import cleaner
from evaluations.resources.understanding import Understood, read_file
from evaluations.selectors.imports import state_of_table
from evaluations.services.imports import TableImport, import_table, keep
from evaluations.views.sheets.kept import kept, texts_of
from evaluations.views.sheets.subject import Subject, subject_or_404
from tests.evaluations.conftest import EXAMPLE
from tests.evaluations.filing.made import opened

TABLE, UNIT = "项目", "元"
COLUMNS = """    columns:
      编号: text
      名称: text
      科室: text
      预算: {type: amount, unit: 万元}
      支出: {type: amount, unit: 万元}
      开始日期: date
      备注: {type: text, required: 否}
    maximum: 10000
"""
PLAIN = "    columns: {名称: text, 支出: {type: amount, unit: 万元, required: 否}}\n"
HEADS = ("编号", "名称", "科室", "预算", "支出", "开始日期", "备注")
EVERY = 97
"""Every so many rows of the spoiled file have a bad cell."""
BAD = {"预算": "约三百万", "支出": "12..5", "开始日期": "2020-13-41"}


def spreadsheet(rows: int, *, spoiled: bool = False) -> bytes:
    """Return a workbook with so many projects."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("项目支出表")
    sheet.append(HEADS)
    for number in range(rows):
        row: list[object] = [
            *(f"P{number:06d}", f"专项项目{number}", f"第{number % 40}科室"),
            *(2570000.25 + number, 2566250.75 + number, f"2020-01-{number % 28 + 1:02d}", "无"),
        ]
        if spoiled and number % EVERY == 0:
            head = tuple(BAD)[number // EVERY % len(BAD)]
            row[HEADS.index(head)] = BAD[head]
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@dataclass
class Ours:
    """A filing whose table takes ten thousand rows."""

    subject: Subject
    filer: Any

    @classmethod
    def made(cls) -> "Ours":
        made = opened(EXAMPLE.replace(PLAIN, COLUMNS))
        return cls(subject_or_404(made.filing, TABLE), made.filer)

    def read(self, data: bytes) -> Understood:
        subject = self.subject
        found = read_file(
            data, subject.layout(UNIT), cleaner(subject.document, subject.table, subject.unit(UNIT))
        )
        if not isinstance(found, Understood):
            raise SystemExit(found.what)
        return found

    def errors(self, data: bytes) -> set[tuple[int, str]]:
        """Return row of the file and column of every cell that cannot be taken."""
        rows = self.read(data).rows
        return {(row.number, id) for row in rows for id, cell in row.cells.items() if cell.problem}

    def take(self, data: bytes, rows: int) -> None:
        """Import a file in the place of what is there."""
        filing = self.subject.filing
        filing.refresh_from_db()
        content = kept(self.read(data), "项目.xlsx")
        pending = keep(actor=self.filer, filing=filing, subject=TABLE, content=content)
        taken = TableImport(texts_of(content), {"fig:金额单位": UNIT}, True, state_of_table(filing, TABLE))
        result = import_table(actor=self.filer, pending=pending, taken=taken)
        stored = filing.table_rows.filter(table=TABLE, deleted_at__isnull=True).count()
        if not result.ok or stored != rows:
            raise SystemExit(f"stored {stored} rows: {result.problems[:3]}")
        filing.table_rows.filter(table=TABLE).delete()


class Project(models.Model):
    """The yardstick's own table."""

    code = models.CharField("编号", max_length=20, unique=True)
    name = models.CharField("名称", max_length=100)
    office = models.CharField("科室", max_length=60)
    budget = models.DecimalField("预算", max_digits=14, decimal_places=2)
    paid = models.DecimalField("支出", max_digits=14, decimal_places=2)
    start = models.DateField("开始日期")
    remark = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        app_label = "contenttypes"  # any app that is installed

    def __str__(self) -> str:
        return self.code


NAMES = dict(zip(HEADS, ("code", "name", "office", "budget", "paid", "start", "remark"), strict=True))


class ProjectResource(ModelResource):
    """As import-export's own documentation writes one."""

    class Meta:
        model = Project
        import_id_fields = ("code",)
        fields = tuple(NAMES.values())


class Yardstick:
    """import-export as it comes."""

    @classmethod
    def made(cls) -> "Yardstick":
        with connection.schema_editor() as editor:
            editor.create_model(Project)
        return cls()

    def errors(self, data: bytes) -> set[tuple[int, str]]:
        """Return row of the file and column of what cannot be taken; '' where the library does not say the column."""
        result = ProjectResource().import_data(_dataset(data), dry_run=True)
        heads = {name: head for head, name in NAMES.items()}
        named = {
            (row.number + 1, heads[name]) for row in result.invalid_rows for name in row.error.message_dict
        }
        return named | {(number + 1, "") for number, _ in result.row_errors()}

    def take(self, data: bytes, rows: int) -> None:
        """Import a file into an empty table, after the dry run that its preview makes."""
        Project.objects.all().delete()
        ProjectResource().import_data(_dataset(data), dry_run=True)
        result = ProjectResource().import_data(_dataset(data), dry_run=False, raise_errors=True)
        if result.totals["new"] != rows:
            raise SystemExit(f"imported {result.totals['new']} rows")


def _dataset(data: bytes) -> tablib.Dataset:
    found = tablib.Dataset().load(data, format="xlsx")
    found.headers = _english(found.headers)
    return found


def _english(heads: Sequence[str]) -> list[str]:
    return [NAMES[head] for head in heads]
