"""我的待办 as data: each task with what is left in one sentence, its stages, its returned items."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluations.models import Filing
from evaluations.selectors import stages as states


def stored_stages(filing: Filing) -> list[Mapping[str, object]]:
    """Return the stages as the last save left them in the filing's summary."""
    found = filing.summary.get("stages", [])
    return list(found) if isinstance(found, list) else []


def first_stage(filing: Filing) -> int:
    """Return the stage to go on with (from 1): the first that is returned, in trouble or not filled."""
    for stage in stored_stages(filing):
        if stage.get("state") != states.DONE:
            return int(str(stage.get("number", 1)))
    return 1


@dataclass(frozen=True, slots=True)
class TaskView:
    pass
