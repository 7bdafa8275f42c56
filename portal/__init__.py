"""The shell around the evaluations: settings, sign-in, navigation, health. Nobody imports it."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
