"""What the bureau imported is withdrawn: gone from the filing; its explanation and every answer stay."""

from django.db import transaction

from evaluations import clock
from evaluations.access import Person
from evaluations.models import Cycle, Preset
from evaluations.selectors.presets import in_hand, in_words, parts_with
from rubrics.models import RubricVersion
from rubrics.selectors.programs import document_for

from .events import record
from .presets import CLOSED
from .results import Refused
from .words import words_of

ACT = "withdraw_preset"
MOVED = "这个数刚刚有改动，或已经撤回。请刷新页面，核对以后再办理。"


@transaction.atomic
def withdraw_preset(*, actor: Person, cycle: Cycle, preset_id: int, value: str, reason: str) -> None:
    """Delete an imported figure that still is `value`, saying why; told once in the log, or in the filing's record.

    What was sent keeps the figure that it was sent with.
    """
    why = words_of(reason, "撤回的原因", "请写明为什么撤回，部门看得到。")
    held = Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)  # no import meanwhile
    if held.closed_at is not None:
        raise Refused(CLOSED)
    preset = held.presets.select_related("department").filter(pk=preset_id, value=value).first()
    if preset is None:
        raise Refused(MOVED)
    version = _version(held, preset)
    filing = in_hand(held, version, [preset.department_id]).first() if version else None
    group = parts_with(preset)
    title, value = in_words(document_for(version) if version else None, group)
    figure = f"{Preset.Kind(preset.kind).label}：{title} {value}"
    told = {
        "code": preset.department.code,
        "figures_moved": f"{figure}（{preset.source}，{preset.day:%Y-%m-%d}）已撤回",
        "reason": why,
    }
    held.presets.filter(pk__in=[one.pk for one in group]).delete()
    if filing is not None:
        in_hand(held, filing.version, [filing.department_id]).update(summary_stale=True)
    record(actor=actor, action=ACT, filing=filing, data=told, at=clock.now())


def _version(cycle: Cycle, preset: Preset) -> RubricVersion | None:
    """Return the document that the department of a figure follows in its cycle."""
    rubric = cycle.rubrics.select_related("version").filter(kind=preset.department.kind).first()
    return rubric.version if rubric else None
