"""The demonstration year on PostgreSQL (the launcher's test loads it into SQLite), and where it may not be loaded."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.demo.people import PASSWORD
from portal.models import User
from tests.portal.demonstration import assert_loaded, assert_loading_again_adds_nothing

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.mark.soak
def test_demo_year_loads_every_state_and_role_and_a_second_time_nothing():
    said = StringIO()
    call_command("demo_year", stdout=said)
    assert said.getvalue().count(PASSWORD) == 1
    assert_loaded()
    assert_loading_again_adds_nothing()


def test_demo_year_in_production_is_refused(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("demo_year")
    assert not User.objects.exists()
