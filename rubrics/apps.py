"""The rubrics as a Django application."""

from django.apps import AppConfig


class RubricsConfig(AppConfig):
    name = "rubrics"
    verbose_name = "评价标准"
    default_auto_field = "django.db.models.BigAutoField"
