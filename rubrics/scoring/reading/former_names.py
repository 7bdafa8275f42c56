"""was: what a thing was called last year. A former name is unique, and no longer the name of anything."""

from collections.abc import Iterator

from rubrics.scoring.index import walk
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Document

from .located import problem_at
from .reader import Reader


def check_former_names(reader: Reader, document: Document) -> list[Problem]:
    """Return the former names that cannot be right."""
    return [problem for kind, names in _names(document).items() for problem in _check(reader, kind, names)]


def _names(document: Document) -> dict[str, list[tuple[str, str]]]:
    """Return kind -> (id, was) of everything that has a lineage."""
    figures = [
        (one.id, one.was) for group in (document.inputs, document.ratios, document.tables) for one in group
    ]
    return {
        "figure": figures,
        "criterion": [(one.id, one.was) for one in walk(document.criteria)],
        "check": [(one.id, one.was) for one in document.checks],
        "stage": [(one.id, one.was) for one in document.stages],
    }


def _check(reader: Reader, kind: str, names: list[tuple[str, str]]) -> Iterator[Problem]:
    ids = {name for name, _ in names}
    seen: dict[str, str] = {}
    for name, was in names:
        if not was:
            continue
        place = reader.place(kind, name)
        node = place.child("was") or place
        if was == name:
            yield problem_at(node, "was 与现在的名称相同", "没有改名的不写 was")
        elif was in ids:
            yield problem_at(node, f"“{was}”还是现在的一个名称", "was 写上年用过、今年不用的名称")
        elif was in seen:
            yield problem_at(node, f"“{was}”已写作“{seen[was]}”的旧名", "一个旧名只能由一项接续")
        seen.setdefault(was, name)
