"""Several people on one filing: being seen on a stage, and which office looks after which stage."""

from collections.abc import Mapping

from django.db import transaction

from evaluations import clock
from evaluations.access import Person, decide
from evaluations.models import Filing, Presence, StageOffice
from evaluations.workflow import Action

from .events import record
from .results import Refused

LONGEST = 60
STALE = "分工刚刚由别人改过。请核对下面的内容后再保存。"


def be_here(*, actor: Person, filing: Filing, stage: str) -> None:
    """Note that a person is active on a stage now. One statement; no event, since no content changes."""
    seen = Presence(filing=filing, user=actor, stage=stage, seen_at=clock.now())
    Presence.objects.bulk_create(
        [seen],
        update_conflicts=True,
        unique_fields=["filing", "user"],
        update_fields=["stage", "seen_at"],
    )


@transaction.atomic
def set_offices(
    *, actor: Person, filing: Filing, offices: Mapping[str, str], seen: Mapping[str, str]
) -> list[str]:
    """Write the offices of stages where they differ from what the person has `seen`; return the changed stages.

    Raises Refused when somebody else changed one of them in between, and when role or state do not permit it.
    """
    held = Filing.objects.select_for_update().select_related("cycle", "department").get(pk=filing.pk)
    decision = decide(actor, held, Action.EDIT)
    if not decision.ok:
        raise Refused(decision.reason)
    stored = dict(held.offices.values_list("stage", "office"))
    changed = {
        stage: office.strip() for stage, office in offices.items() if office.strip() != seen.get(stage, "")
    }
    for stage, office in changed.items():
        if len(office) > LONGEST:
            raise Refused(f"“{stage}”的责任科室超过 {LONGEST} 个字。请写简称。")
        if stored.get(stage, "") not in {seen.get(stage, ""), office}:
            raise Refused(STALE)
    StageOffice.objects.bulk_create(
        [StageOffice(filing=held, stage=stage, office=office) for stage, office in changed.items()],
        update_conflicts=True,
        unique_fields=["filing", "stage"],
        update_fields=["office"],
    )
    if changed:
        record(actor=actor, action="set_offices", filing=held, data={"offices": changed})
    return list(changed)
