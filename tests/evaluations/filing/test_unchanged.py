"""Nothing that was not changed is ever written: every stage of every shipped document, sent back as it stands."""

import pytest
from django.urls import reverse

from evaluations.models import Change
from tests.evaluations.filing.browsing import main_form
from tests.evaluations.filing.made import filled, opened
from tests.planted import DOCUMENTS

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # what pages show is the same on both
OTHERS = ("longgang-2021", "national-project", "hunan-department")


@pytest.mark.parametrize("stage", range(1, 10))
def test_a_filled_stage_sent_back_as_it_stands_writes_nothing(client, stage):
    made = filled()
    client.force_login(made.filer)
    address = reverse("evaluations:stage", args=[made.filing.pk, stage])

    answer = client.post(address, main_form(client.get(address)))

    assert answer.status_code == 303
    assert list(Change.objects.all()) == []
    made.filing.refresh_from_db()
    assert made.filing.revision == 0


@pytest.mark.parametrize("name", OTHERS)
def test_an_empty_filing_of_any_document_is_shown_and_sent_back(client, name):
    text = (DOCUMENTS / f"{name}.yaml").read_text(encoding="utf-8")
    made = opened(text)
    client.force_login(made.filer)
    shown = {}

    for number, _ in enumerate(made.document.stages, start=1):
        address = reverse("evaluations:stage", args=[made.filing.pk, number])
        page = client.get(address)
        if page.status_code == 200:
            shown[number] = client.post(address, main_form(page)).status_code

    assert set(shown.values()) == {303}
    assert len(shown) == len(made.document.stages) - 1
    assert list(Change.objects.all()) == []
