"""财政预置数 under a box: what the bureau holds and from where, how far it is from what was typed, what can be done."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone

from rubrics.scoring import values
from rubrics.scoring.formulas.dependencies import dependencies_of
from rubrics.scoring.index import PRESET
from rubrics.scoring.problems import Severity
from rubrics.scoring.results import CheckResult, Outcome
from rubrics.scoring.states import Known, NotApplicable
from rubrics.scoring.types import Document, Field
from rubrics.selectors.programs import program_of

from .content import Content

TAKE_PRESET = "preset"
ADOPT, ADOPT_INSTEAD = "采用财政数", "改用财政数"


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the page's own form: what it says, and what it sends."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Preset:
    """`difference` says 多 or 少 by how much, '' where both are the same; `moved` that it changed since the answer."""

    text: str
    same: bool
    difference: str
    origin: str = ""
    moved: str = ""
    press: Press | None = None


def preset_of(content: Content, field: Field) -> Preset | None:
    """Return the bureau's figure for an input, None where it holds none."""
    held = content.answers.presets.get(field.id)
    if held is None:
        return None
    typed = content.answers.figures.get(field.id)
    same, difference = _compared(content, field, held, typed)
    return Preset(
        text=f"财政数 {values.show(held, field.unit, field.places)}",
        same=same,
        difference=difference,
        origin=content.flat.preset_origins.get(field.id, ""),
        moved=_moved(content, field),
        press=_press(content, field, held, typed),
    )


def _compared(content: Content, field: Field, held: Known, typed: Known | None) -> tuple[bool, str]:
    """Say whether both are the same, and if not how far apart; what the document tolerates counts as the same."""
    if typed == held:
        return True, ""
    if isinstance(typed, NotApplicable):
        return False, "填了无此事项"
    if not isinstance(held, Decimal) or not isinstance(typed, Decimal):
        return False, "未填" if typed is None else "不同"
    apart = values.show(abs(typed - held), field.unit, field.places)
    if _tolerated(content, field, abs(typed - held)):
        return True, f"相差 {apart}，在允许范围内"
    explained = any(one.outcome is Outcome.EXPLAINED for one in results_on(content, field))
    return False, f"{'多' if typed > held else '少'} {apart}{'，已说明' if explained else ''}"


def _tolerated(content: Content, field: Field, apart: Decimal) -> bool:
    """Say whether a check that compares both holds although they are apart."""
    holding = {one.id for one in results_on(content, field) if one.outcome is Outcome.HOLDS}
    return any(one.id in holding and one.tolerance >= apart for one in content.document.checks)


def _moved(content: Content, field: Field) -> str:
    moved = content.moved.get(field.id)
    if moved is None:
        return ""
    day = timezone.localtime(moved.changed_at)
    before, now = (_shown(field, text) for text in (moved.former, moved.value))
    return f"您填写以后，财政数于 {day.month} 月 {day.day} 日由 {before} 改为 {now}。请重新核对。"


def _shown(field: Field, text: str) -> str:
    parsed = values.parse(field, text)
    return parsed.shown if isinstance(parsed, values.Parsed) else text


def _press(content: Content, field: Field, held: Known, typed: Known | None) -> Press | None:
    if not content.editing.ok or typed == held:
        return None
    return Press(ADOPT if typed is None else ADOPT_INSTEAD, f"{TAKE_PRESET}|fig:{field.id}")


def results_on(content: Content, field: Field) -> tuple[CheckResult, ...]:
    """Return the results of the checks that set an input against the bureau's figure of it."""
    named = checks_on_presets(content.filing.version.document_id).get(field.id, frozenset())
    return tuple(one for one in content.sheet.checks if one.id in named)


def explained_here(content: Content, field: Field) -> tuple[CheckResult, ...]:
    """Return the results whose 差异说明 is written beside the box: what differs, and may pass with words."""
    asked = {Outcome.FAILS, Outcome.EXPLAINED}
    return tuple(
        one
        for one in results_on(content, field)
        if one.severity is Severity.EXPLAIN and one.outcome in asked and not one.under
    )


@lru_cache(maxsize=64)
def checks_on_presets(digest: str) -> dict[str, frozenset[str]]:
    """Return input -> the checks that read the bureau's figure of it and point to it, for a stored document."""
    return _checks_in(program_of(digest).document)


def _checks_in(document: Document) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for check in document.checks:
        formulas = [formula for formula in (check.holds, check.when) if formula is not None]
        for name in {name for formula in formulas for name in dependencies_of(formula).figures}:
            word, dot, of = name.partition(".")
            if dot and word == PRESET:
                found.setdefault(of, set()).add(check.id)
    return {of: frozenset(ids) for of, ids in found.items()}
