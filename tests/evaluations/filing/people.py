"""Somebody at a browser without script, on the pages of one filing."""

from django.test import Client
from django.urls import reverse

from tests.evaluations.filing.browsing import main_form


class Person:
    """Opens stages and sends their forms."""

    def __init__(self, user, filing):
        self.browser = Client()
        self.browser.force_login(user)
        self.filing = filing

    def address(self, stage: int) -> str:
        return reverse("evaluations:stage", args=[self.filing.pk, stage])

    def open(self, stage: int) -> dict[str, str]:
        return main_form(self.browser.get(self.address(stage)))

    def send(self, stage: int, form: dict[str, str], **changes: str):
        return self.browser.post(self.address(stage), {**form, **changes})

    def save(self, stage: int, changes: dict[str, str]):
        return self.send(stage, {**self.open(stage), **changes})
