import pytest
from django.urls import reverse

from tests import factories
from tests.evaluations.filing.made import TEXT, filled, opened

pytestmark = pytest.mark.django_db


def test_todo_before_the_start_offers_to_begin(client):
    version = factories.version(TEXT)
    cycle, department = factories.cycle(version), factories.department("示例局")
    client.force_login(factories.member(factories.Role.FILER, department))

    answer = client.get(reverse("evaluations:todo"))

    assert answer.status_code == 200
    assert reverse("evaluations:filing_open", args=[cycle.pk, department.pk]) in answer.text
