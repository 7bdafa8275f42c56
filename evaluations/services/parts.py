"""What a department sums up is opened with its own filing: one filing for each unit, one for its own share."""

from django.db import IntegrityError, transaction

from evaluations.access import Person
from evaluations.models import Department, Filing
from evaluations.selectors.cycles import closed_to_new_parts, units_in
from evaluations.workflow import Action

from .events import record
from .moving import lock
from .results import Refused
from .standing import whose_said
from .vouching import ROW

OWN_SHARE = "本级"


@transaction.atomic
def open_parts(*, actor: Person, filing: Filing) -> list[Filing]:
    """Begin what a department sums up: a filing of each unit, and the department's own share beside them.

    Nothing is opened where there is no unit; what is there stays. Refused once the department has sent its filing.
    Returns what was opened.
    """
    units = list(units_in(filing.cycle, filing.department))
    if filing.part_of_id is not None or not units:
        return []
    closed = closed_to_new_parts(lock(filing.pk))
    if closed:
        raise Refused(closed)
    known = set(filing.parts.values_list("department", "subject_key"))
    wanted = [(filing.department, OWN_SHARE), *((unit, "") for unit in units)]
    opened = [_open_part(actor, filing, *one) for one in wanted if (one[0].pk, one[1]) not in known]
    Filing.objects.filter(pk=filing.pk).update(sums_up=True)
    filing.sums_up = True
    return [part for part in opened if part is not None]


def _open_part(actor: Person, whole: Filing, department: Department, key: str) -> Filing | None:
    try:
        with transaction.atomic():
            part = Filing.objects.create(
                cycle=whole.cycle,
                department=department,
                subject_key=key,
                part_of=whole,
                version=whole.version,
                summary_stale=True,
            )
    except IntegrityError:
        return None
    told = {"version": whole.version_id, ROW: whose_said(part)}
    record(actor=actor, action=Action.OPEN, filing=part, data=told)
    return part
