"""Boxes of 情况说明: one for every finding that may pass with words, under the address of its check."""

from collections.abc import Iterable

from evaluations.forms.section import Box, SectionForm
from evaluations.forms.stamps import stamp
from evaluations.forms.widgets import form_field
from evaluations.views.filing.attempt import Attempt
from evaluations.views.filing.content import Content
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import SHORTEST_EXPLANATION, CheckResult, Outcome, explains

MARK = f"必填，不少于 {SHORTEST_EXPLANATION} 字"
SETTLED_MARK = "选填，已在有关栏目写明"
TOO_SHORT = f"情况说明不足 {SHORTEST_EXPLANATION} 字，还不能算已说明。请写清原因和依据。"


def explanation_form(content: Content, attempt: Attempt) -> SectionForm:
    """Return the form of all boxes of 情况说明, with what was typed and refused still in them."""
    boxes = _boxes(content, attempt) if content.editing.ok else ()
    return SectionForm(boxes, {problem.where: problem for problem in attempt.problems})


def _boxes(content: Content, attempt: Attempt) -> Iterable[Box]:
    for result in content.sheet.checks:
        where = addresses.parse(result.address)
        if result.takes_words and not isinstance(where, Problem):
            field = desk_of(content.document).field_at(where)
            if not isinstance(field, Problem):
                yield _box(content, attempt, result, form_field(field))


def _box(content: Content, attempt: Attempt, result: CheckResult, field: object) -> Box:
    stored = content.given(result.address).text
    settled = result.outcome is Outcome.EXPLAINED and not stored
    marks = {"label": "情况说明", "mark": SETTLED_MARK if settled else MARK, "help_text": ""}
    if stored and not explains(stored):
        marks["warning"] = TOO_SHORT
    for name, words in marks.items():
        setattr(field, name, words)
    text, _ = attempt.kept.get(result.address, (stored, ""))
    base = stamp(content.version(result.address), stored)
    return Box(result.address, field, text, base=base)  # type: ignore[arg-type]
