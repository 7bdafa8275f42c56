"""The health address."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_healthz_with_database_answers_ok(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
