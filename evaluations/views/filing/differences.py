"""差异说明 where a figure differs from the bureau's: the check's own 情况说明, beside the box or below the table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from evaluations.forms.section import Box
from evaluations.forms.stamps import stamp
from evaluations.forms.widgets import form_field
from evaluations.selectors.stages import stage_of
from rubrics.scoring import address as addresses
from rubrics.scoring.address import Address
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.results import SHORTEST_EXPLANATION, CheckResult, explains

from .attempt import Attempt
from .conflicts import label_of
from .content import Content
from .findings import Finding
from .held_rows import called
from .presets import is_explained_there, results_on_held

LABEL = "差异说明"
INSIDE = frozenset({"row", "table", "line"})
"""Places of tables, and of own indicators by their line: words on them stand below, or in the card of a row."""
MARK = f"不采用的必填，不少于 {SHORTEST_EXPLANATION} 字"
TOO_SHORT = f"不足 {SHORTEST_EXPLANATION} 字，还不能算已说明。请写清原因和依据。"


@dataclass(frozen=True, slots=True)
class Words:
    """One 差异说明 that is written on a page: `at` is the box, the row or the table that it is written for."""

    result: CheckResult
    at: Address
    label: str = LABEL

    @property
    def address(self) -> str:
        return self.result.address


def words_on(content: Content, number: int) -> tuple[Words, ...]:
    """Return the 差异说明 that are written on stage `number` (from 1), beside boxes and inside tables."""
    if not content.editing.ok:
        return ()
    found = []
    for result in results_on_held(content):
        where = result.places[0] if result.places and is_explained_there(result) else ""
        at = addresses.parse(where)
        if (
            isinstance(at, Address)
            and _has_place(content, at)
            and stage_of(content.filing.version, where) == number - 1
        ):
            found.append(Words(result, at, _label(content, at)))
    return tuple(found)


def _has_place(content: Content, at: Address) -> bool:
    """Say whether the page has room for words there: of the lines only those of own indicators have."""
    return at.kind != "line" or (len(at.path) == 1 and at.path[0] in content.index.targets)


def _label(content: Content, at: Address) -> str:
    """Return what the box is called: inside a table with what it is about."""
    if at.kind not in INSIDE:
        return LABEL
    if at.kind != "row":
        return f"{LABEL}：没有列入的指标"
    table, key = at.path[0], at.path[1]
    targets = content.index.targets.get(table)
    row = next((one for one in content.rows(table) if one.key == key), None)
    return f"{LABEL}：{called(targets, row, key) if targets else label_of(content, str(at))}"


def beside_boxes(words: Iterable[Words]) -> dict[str, tuple[str, ...]]:
    """Return address of an input -> addresses of the 差异说明 that are written beside it."""
    found: dict[str, tuple[str, ...]] = {}
    for one in words:
        if one.at.kind not in INSIDE:
            found[str(one.at)] = (*found.get(str(one.at), ()), one.address)
    return found


def links_in(words: Iterable[Words], table: str) -> dict[str, str]:
    """Return address of a row, or of a cell of a fixed row, -> fragment of the 差异说明 that is written for it."""
    mine = [one for one in words if one.at.kind == "row" and one.at.path[0] == table]
    found = {str(Address("row", one.at.path[:2])): f"#{box_id(one.address)}" for one in mine}
    return found | {str(one.at): f"#{box_id(one.address)}" for one in mine}


def difference_boxes(content: Content, words: Iterable[Words], attempt: Attempt) -> list[Box]:
    """Return the boxes of the 差异说明 of a page."""
    return [box for one in words if (box := _box(content, one, attempt)) is not None]


def box_id(where: str) -> str:
    """Return the id of the box: the note of the finding has the address itself."""
    return f"{where}_words"


def led_here(findings: Iterable[Finding], words: Iterable[Words]) -> tuple[Finding, ...]:
    """Return the findings; those that are explained on this page lead there."""
    here = {one.address for one in words}
    return tuple(
        replace(one, explain_url=f"#{box_id(one.address)}") if one.address in here else one
        for one in findings
    )


def _box(content: Content, words: Words, attempt: Attempt) -> Box | None:
    result = words.result
    where = addresses.parse(result.address)
    field = where if isinstance(where, Problem) else desk_of(content.document).field_at(where)
    if isinstance(field, Problem):
        return None
    stored = content.given(result.address).text
    box = form_field(field)
    marks = {"label": words.label, "mark": MARK, "help_text": ""}
    if stored and not explains(stored):
        marks["warning"] = TOO_SHORT
    for name, said in marks.items():
        setattr(box, name, said)
    box.widget.attrs["id"] = box_id(result.address)
    text, _ = attempt.kept.get(result.address, (stored, ""))
    return Box(result.address, box, text, base=stamp(content.version(result.address), stored))
