"""What a narrative may show: typed and computed figures, column totals, fixed cells, points, the grade, the year."""

from collections.abc import Iterator

from rubrics.scoring.index import GRADE, SCORE_OF, TOTAL, columns_of, walk
from rubrics.scoring.types import Document, FieldType


def marks_of(document: Document) -> dict[str, str]:
    """Return name -> title of every figure that `{{…}}` may name, in the order of the document."""
    return dict(_marks(document))


def _marks(document: Document) -> Iterator[tuple[str, str]]:
    yield "年度", "年度"
    for one in document.inputs:
        if one.type is not FieldType.NARRATIVE:
            yield one.id, one.title
    for ratio in document.ratios:
        yield ratio.id, ratio.title
    for table in document.tables:
        for column in columns_of(table):
            if column.id in table.totals:
                yield f"{table.id}.{column.id}", f"{table.title}{column.title}合计"
            for row in table.fixed:
                yield f"{table.id}.{column.id}[{row}]", f"{row}{column.title}"
    for criterion in walk(document.criteria):
        yield f"{SCORE_OF}.{criterion.id}", f"{criterion.title}得分"
    yield f"{SCORE_OF}.{TOTAL}", "自评总分"
    yield GRADE, "等级"
