"""Somebody at a browser without script, on the pages of one filing."""

from django.test import Client
from django.urls import reverse

from evaluations.models import Answer
from evaluations.selectors.filings import sheet_of
from rubrics.scoring.index import TOTAL
from tests.evaluations.filing.browsing import main_form

SPENT, PLANNED = "fig:实际采购金额", "fig:采购计划金额"
MONEY = 3
"""The stage that both stand on."""


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


def stored(made, key: str) -> tuple[str, str]:
    """Text and status of what is stored at an address."""
    answer = Answer.objects.filter(filing=made.filing, key=key).first()
    return (answer.value, answer.status) if answer else ("", "")


def total(made) -> str:
    """The filing's own total."""
    return str(sheet_of(made.filing).totals[TOTAL].score)
