"""Ids: a Chinese term as it stands in formulas and addresses; what it may not hold, and words that are taken."""

import unicodedata

from rubrics.scoring.characters import excerpt
from rubrics.scoring.formulas import MAX_NAME, is_identifier
from rubrics.scoring.formulas.functions import FUNCTIONS
from rubrics.scoring.index import (
    EVIDENCE_OF,
    GRADE,
    LAST_YEAR,
    OPTION_OF,
    POINTS_OF,
    PRESET,
    REASON_OF,
    SCORE_OF,
    TICK_OF,
    TOTAL,
)

from .located import Located
from .reader import Reader

EVERY_LINE = "指标"
"""The pseudo table of an `each` check over all scored rows."""
BUILT_IN = ("年初", "年末", "年度")
_PREFIXES = (EVIDENCE_OF, LAST_YEAR, OPTION_OF, POINTS_OF, PRESET, REASON_OF, SCORE_OF, TICK_OF)
_TAKEN = frozenset(
    ("或", "且", "非", "是", "否", "本行", GRADE, EVERY_LINE, *BUILT_IN, *_PREFIXES, *FUNCTIONS)
)


def check_figure_id(reader: Reader, name: str, node: Located) -> None:
    """Note what keeps `name` from being the id of an input, a ratio, a constant, a table or a column."""
    check_id(reader, name, node)
    if name in _TAKEN:
        reader.refuse_key(node, f"“{name}”是公式里的保留字", "请换一个名称")


def check_column_id(reader: Reader, name: str, node: Located) -> None:
    """Columns may be called 得分 or 名称, but not like a function or a connective."""
    check_id(reader, name, node)
    if name in _TAKEN - set(_PREFIXES):
        reader.refuse_key(node, f"“{name}”是公式里的保留字", "请换一个名称")


def check_criterion_id(reader: Reader, name: str, node: Located) -> None:
    """合计 is the name of the total; else a criterion may be called like a figure."""
    check_id(reader, name, node)
    if name == TOTAL:
        reader.refuse_key(node, "“合计”是总分的名称", "请换一个名称")


def check_id(reader: Reader, name: str, node: Located) -> None:
    """Note what keeps `name` from being an id."""
    normal = unicodedata.normalize("NFKC", name)
    if len(name) > MAX_NAME:
        reader.refuse_key(node, f"名称有 {len(name)} 个字，超过 {MAX_NAME} 个", "请缩短，全称写在 label 里")
    elif normal != name and is_identifier(normal):
        reader.refuse_key(node, f"名称“{excerpt(name)}”含有全角字母或数字", f"请写成 {normal}")
    elif not is_identifier(name):
        todo = "名称里不能有空格、标点、括号和运算符号（可以有 、“”）；全称写在 label 里"
        reader.refuse_key(node, f"“{excerpt(name)}”不能作名称", todo)
