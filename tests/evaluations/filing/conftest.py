"""The 2020 case as printed, and the person who fills it."""

import pytest

from tests.evaluations.filing.made import Made, filled
from tests.evaluations.filing.people import Person


@pytest.fixture
def made(db) -> Made:
    return filled()


@pytest.fixture
def person(made: Made) -> Person:
    return Person(made.filer, made.filing)
