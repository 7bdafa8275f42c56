"""System checks of the evaluations."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, register

from rubrics.checks import missing_guards

from .triggers import GUARDS


@register(Tags.database)
def check_guards(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Changes, snapshots, events, entries of comments and return notices are kept by triggers."""
    return missing_guards(GUARDS, databases, "evaluations.W001")
