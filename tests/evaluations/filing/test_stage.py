import pytest
from django.urls import reverse

from tests.evaluations.filing.made import filled

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", range(1, 10))
def test_stage_of_the_case_is_shown(client, stage):
    made = filled()
    client.force_login(made.filer)

    answer = client.get(reverse("evaluations:stage", args=[made.filing.pk, stage]))

    assert answer.status_code == 200
