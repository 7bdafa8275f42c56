"""The layout of the bureau's figures: a department a row, a column for every number of the year's document."""

from dataclasses import replace

from evaluations.selectors.presets import figures_in
from evaluations.services.presets import CODE, DAY, NAME, SOURCE
from rubrics.scoring.types import Document, Field, FieldType

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


def layout_of_presets(document: Document, name: str, title: str) -> Layout:
    """Return the layout; every figure is optional here, whatever the document asks of the filer."""
    figures = tuple(
        replace(field, required=False, allow_na=False, help="", mistakes="") for field in figures_in(document)
    )
    return Layout(
        name=name,
        title=title,
        columns=(*BESIDE, *SAID, *figures),
        row_title=CODE,
        most_rows=MOST_DEPARTMENTS,
        notes=NOTES,
    )
