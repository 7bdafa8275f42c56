"""The sheet of 情况说明: what the checks find as the file is made, and the box for the words of each finding."""

from collections.abc import Iterator
from dataclasses import replace

from rubrics.scoring import address as addresses
from rubrics.scoring import wording
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import SHORTEST_EXPLANATION, CheckResult
from rubrics.scoring.results import Sheet as Scored
from rubrics.scoring.types import Document

from .plan import Form, Place, Sheet

NAME = "情况说明"
HELP = "下载时的核对结果。能改正的请在前面的工作表里改正；属实的写明原因和依据。带回以后系统重新核对。"
ASKED = f"不少于 {SHORTEST_EXPLANATION} 字"


def explanations_of(document: Document, scored: Scored) -> tuple[Sheet, ...]:
    """Return the sheet, or none where nothing may pass with words. It is not needed to read the file."""
    places = tuple(_places(document, scored))
    return (Sheet(NAME, HELP, (Form("要说明的问题", "", places),)),) if places else ()


def _places(document: Document, scored: Scored) -> Iterator[Place]:
    for result in scored.checks:
        address = addresses.parse(result.address)
        field = address if isinstance(address, Problem) else desk_of(document).field_at(address)
        if result.takes_words and not isinstance(field, Problem):
            yield Place(result.address, replace(field, help=ASKED), _label(document, scored, result))


def _label(document: Document, scored: Scored, result: CheckResult) -> str:
    return f"{wording.check_name(result)}：{wording.finding(document, scored, result)}"
