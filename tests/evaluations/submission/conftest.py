"""The 2020 case in a filing, its filer signed in; pages as text."""

import html
import re

import pytest
from django.urls import reverse

from tests.evaluations.filing.made import filled

FINISHED = "longgang-2020-finished"


@pytest.fixture
def printed(db, client):
    """The case as printed: much stands against it."""
    made = filled()
    client.force_login(made.filer)
    return made


@pytest.fixture
def finished(db, client):
    """The case with everything mended and explained."""
    made = filled(FINISHED)
    client.force_login(made.filer)
    return made


def address(made, page, **more):
    return reverse(f"evaluations:{page}", kwargs={"filing_id": made.filing.pk, **more})


def words(answer) -> str:
    """What a person reads on a page, without spaces."""
    body = re.sub(r"<(script|style).*?</\1>|<[^>]+>", "", answer.content.decode(), flags=re.DOTALL)
    return "".join(html.unescape(body).split())
