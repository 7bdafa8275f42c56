"""The demonstration year on PostgreSQL (the launcher's test loads it into SQLite), and where it may not be loaded."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.demo.people import PASSWORD
from portal.demo.scan import scan_of
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


def test_scan_of_the_demonstration_has_every_object_where_its_table_says():
    file = scan_of(["定稿编号：2020-901014-定01"])
    table = file[int(file.split()[-2]) :].splitlines()
    places = [int(line.split()[0]) for line in table if line.endswith(b" n ")]
    assert [file[place : place + 7] for place in places] == [b"%d 0 obj" % one for one in range(1, 6)]
    assert "定稿编号：2020-901014-定01".encode("utf-16-be").hex().encode() in file
