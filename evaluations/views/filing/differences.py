"""差异说明 beside a box whose figure differs from the bureau's: the check's own 情况说明, written where it is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from evaluations.forms.section import Box
from evaluations.forms.stamps import stamp
from evaluations.forms.widgets import form_field
from rubrics.scoring import address as addresses
from rubrics.scoring.index import field_address
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import SHORTEST_EXPLANATION, CheckResult, explains
from rubrics.scoring.types import Field

from .attempt import Attempt
from .content import Content
from .findings import Finding
from .presets import explained_here

LABEL = "差异说明"
MARK = f"不采用的必填，不少于 {SHORTEST_EXPLANATION} 字"
TOO_SHORT = f"不足 {SHORTEST_EXPLANATION} 字，还不能算已说明。请写清原因和依据。"


def explanations_at(content: Content, fields: Iterable[Field]) -> dict[str, tuple[str, ...]]:
    """Return address of an input -> addresses of the explanations that are written beside it."""
    if not content.editing.ok:
        return {}
    found = {field_address(field): explained_here(content, field) for field in fields}
    return {where: tuple(one.address for one in results) for where, results in found.items() if results}


def difference_boxes(content: Content, fields: Iterable[Field], attempt: Attempt) -> list[Box]:
    """Return the boxes of all explanations that are written beside the given inputs."""
    if not content.editing.ok:
        return []
    results = [result for field in fields for result in explained_here(content, field)]
    return [box for result in results if (box := _box(content, result, attempt)) is not None]


def box_id(where: str) -> str:
    """Return the id of the box: the note of the finding has the address itself."""
    return f"{where}_words"


def led_here(findings: Iterable[Finding], beside: Mapping[str, tuple[str, ...]]) -> tuple[Finding, ...]:
    """Return the findings; those that are explained beside a box of this page lead to it."""
    here = {where for places in beside.values() for where in places}
    return tuple(
        replace(one, explain_url=f"#{box_id(one.address)}") if one.address in here else one
        for one in findings
    )


def _box(content: Content, result: CheckResult, attempt: Attempt) -> Box | None:
    where = addresses.parse(result.address)
    field = where if isinstance(where, Problem) else desk_of(content.document).field_at(where)
    if isinstance(field, Problem):
        return None
    stored = content.given(result.address).text
    box = form_field(field)
    marks = {"label": LABEL, "mark": MARK, "help_text": ""}
    if stored and not explains(stored):
        marks["warning"] = TOO_SHORT
    for name, words in marks.items():
        setattr(box, name, words)
    box.widget.attrs["id"] = box_id(result.address)
    text, _ = attempt.kept.get(result.address, (stored, ""))
    return Box(result.address, box, text, base=stamp(content.version(result.address), stored))
