"""The layouts of what the bureau imports: figures, a department a row; targets, an indicator a row."""

from dataclasses import replace

from evaluations.selectors.presets import figures_in
from evaluations.services.preset_rows import CALLED, CODE, DAY, NAME, PLACE, SOURCE, target_tables
from rubrics.scoring.types import Document, Field, FieldType
from rubrics.scoring.units import PURE_UNIT

from .layout import Layout

MOST_DEPARTMENTS = 5_000
BESIDE = (
    Field(CODE, FieldType.TEXT, label="部门编码", max_length=20, help="与登记的编码一致。"),
    Field(
        NAME,
        FieldType.TEXT,
        label="部门名称",
        max_length=120,
        required=False,
        help="可以留空；填了的，与登记的名称核对，不同的不导入，防止数填到别的部门。",
    ),
)
SAID = (
    Field(
        SOURCE, FieldType.TEXT, label="来源", max_length=120, help="数取自哪个系统、哪份文件，填报人看得到。"
    ),
    Field(DAY, FieldType.DATE, label="日期", help="数截至哪一天，如 12 月 31 日。"),
)
NOTES = (
    "一个部门一行；没有的数留空，留空的不改动已经导入的。",
    "导入的数只显示给填报人核对，不会改动任何已填的内容。",
)


def layout_of_presets(document: Document, kind: str, name: str, title: str) -> Layout:
    """Return the layout; every figure is optional here, whatever the document asks of the filer."""
    figures = tuple(
        replace(field, required=False, allow_na=False, help="", mistakes="")
        for field in figures_in(document, kind)
    )
    return Layout(
        name=name,
        title=title,
        columns=(*BESIDE, *SAID, *figures),
        row_title=CODE,
        most_rows=MOST_DEPARTMENTS,
        notes=NOTES,
    )


LONGEST_NAME = 80
TARGET_NOTES = (
    "一个指标一行，同一个部门的几个指标写几行；留空的格子不改动已经导入的。",
    "年中调整过目标的，年初目标、调整目标都写；核对和评分按调整目标。",
    "导入的指标只供填报人采用、核对，不会改动任何已填的内容。",
)


def layout_of_targets(document: Document, name: str, title: str) -> Layout:
    """Return the layout; its columns are those of every table that takes targets, each once."""
    tables = target_tables(document)
    titles = tuple(one.targets.title for one in tables)
    place = Field(
        PLACE,
        FieldType.CHOICE,
        label="填报处",
        options=titles,
        required=len(titles) > 1,
        help="指标列在哪一张表、哪一行下面；只有一处的可以留空。",
    )
    called = Field(
        CALLED, FieldType.TEXT, label="指标名称", max_length=LONGEST_NAME, help="按批复的指标表，不简写。"
    )
    columns: dict[str, Field] = {}
    for column in (column for one in tables for column in one.columns):
        columns[column.id] = _merged(columns.get(column.id), column)
    return Layout(
        name=name,
        title=title,
        columns=(*BESIDE, *SAID, place, called, *columns.values()),
        row_title=CALLED,
        most_rows=MOST_DEPARTMENTS,
        notes=TARGET_NOTES,
    )


def _merged(present: Field | None, column: Field) -> Field:
    """Return a column that takes what either takes; the row itself is read by its own table's column."""
    plain = replace(column, required=False, allow_na=False, mistakes="", was="")
    if present is None or present == plain:
        return plain
    if present.type is column.type is FieldType.CHOICE:
        return replace(plain, options=tuple(dict.fromkeys((*present.options, *column.options))))
    return Field(column.id, FieldType.TEXT, unit=PURE_UNIT, label=column.label, required=False)
