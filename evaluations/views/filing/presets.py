"""财政预置数 under a box: what the bureau holds and from where, how far it is from what was typed, what can be done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone

from rubrics.scoring import values
from rubrics.scoring.held import checks_on_held, tolerances
from rubrics.scoring.index import field_address
from rubrics.scoring.problems import Severity
from rubrics.scoring.results import CheckResult, Outcome
from rubrics.scoring.states import Known, NotApplicable, Value
from rubrics.scoring.types import Field
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
    where, typed = field_address(field), content.answers.figures.get(field.id)
    same, difference = compared(content, field, (held, typed), where)
    return Preset(
        text=f"财政数 {values.show(held, field.unit, field.places)}",
        same=same,
        difference=difference,
        origin=content.flat.preset_origins.get(field.id, ""),
        moved=moved_at(content, where, field),
        press=_press(content, field, held, typed),
    )


def compared(
    content: Content, field: Field, both: tuple[Known, Known | None], where: str
) -> tuple[bool, str]:
    """Say whether held and typed are the same, and if not how far apart; what the document tolerates is the same.

    `field` is called by the key of what is held, `where` is the place of what was typed.
    """
    held, typed = both
    if typed == held:
        return True, ""
    if isinstance(typed, NotApplicable):
        return False, "填了无此事项"
    if not isinstance(held, Decimal) or not isinstance(typed, Decimal):
        return False, "不同" if isinstance(typed, Value.__value__) else "未填"
    apart = values.show(abs(typed - held), field.unit, field.places)
    if abs(typed - held) <= _tolerances(content.filing.version.document_id).get(field.id, Decimal(0)):
        return True, f"相差 {apart}，在允许范围内"
    explained = any(one.outcome is Outcome.EXPLAINED for one in results_at(content, where))
    return False, f"{'多' if typed > held else '少'} {apart}{'，已说明' if explained else ''}"


def moved_at(content: Content, where: str, field: Field) -> str:
    """Return the sentence on a figure of the bureau that changed after the place was answered, '' for none."""
    moved = content.moved.get(where)
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


def results_on_held(content: Content) -> Iterator[CheckResult]:
    """Yield the results of the checks that set something against what the bureau holds."""
    named = _checks(content.filing.version.document_id)
    yield from (one for one in content.sheet.checks if one.id in named)


def results_at(content: Content, where: str) -> tuple[CheckResult, ...]:
    """Return those that point to a place before any other."""
    return tuple(one for one in results_on_held(content) if one.places[:1] == (where,))


def is_explained_there(result: CheckResult) -> bool:
    """Say whether the 差异说明 of a result is written where it points to: what differs, and may pass with words."""
    asked = {Outcome.FAILS, Outcome.EXPLAINED}
    return result.severity is Severity.EXPLAIN and result.outcome in asked and not result.under


@lru_cache(maxsize=64)
def _checks(digest: str) -> frozenset[str]:
    return checks_on_held(program_of(digest).document)


@lru_cache(maxsize=64)
def _tolerances(digest: str) -> Mapping[str, Decimal]:
    return tolerances(program_of(digest).document)
