"""System checks of the rubrics."""

from collections.abc import Sequence
from typing import Any

from django.core import checks

from .guards import GUARDS
from .triggers import Guard, missing


def missing_guards(
    guards: Sequence[Guard], databases: Sequence[str] | None, code: str
) -> list[checks.CheckMessage]:
    """One warning for each trigger that is not in place; an error would stop the migrate that mends it."""
    return [
        checks.Warning(f"Trigger {name} is not in place.", hint="Run: python manage.py migrate", id=code)
        for using in databases or ()
        for name in missing(guards, using)
    ]


@checks.register(checks.Tags.database)
def check_guards(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Documents and published versions are kept by triggers."""
    return missing_guards(GUARDS, databases, "rubrics.W001")
