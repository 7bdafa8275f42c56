"""The evaluations as a Django application."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "绩效自评"
    default_auto_field = "django.db.models.BigAutoField"
