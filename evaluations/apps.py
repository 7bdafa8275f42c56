"""The evaluations as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "绩效自评"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rubrics.signals import acted as rubric_acted  # noqa: PLC0415 - models are loaded only now

        from . import checks  # noqa: F401, PLC0415 - registers the system checks
        from .services.rubric_acts import note_rubric_act  # noqa: PLC0415

        post_migrate.connect(install_guards, sender=self)
        rubric_acted.connect(note_rubric_act)


def install_guards(using: str, **_: Any) -> None:
    """Put the triggers in place after every migrate."""
    from rubrics.triggers import install  # noqa: PLC0415 - models are not loaded when this module is

    from .triggers import GUARDS  # noqa: PLC0415

    install(GUARDS, using)
