"""Rows that a purge cleared indeed, and that somebody then overwrites as if the purge had done it."""

import pytest

from evaluations.selectors.purge_list import purge_list
from evaluations.services.integrity import broken_links
from evaluations.services.purges import clearable_tables
from evaluations.services.purging import Chosen, purge

from .decided import CHAPTER, decide_everything
from .spoiled import REASON, SECRET
from .test_purging_tables import overwrite

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def purged(once):
    """Everything that is decided about a filing, with every word of its chapter cleared."""

    def make():
        made = decide_everything(SECRET)
        filing = made.by("admin")["filing"]
        chosen = Chosen(ticked=frozenset(purge_list(filing, CHAPTER).keys))
        purge(actor=made.admin, filing=filing, address=CHAPTER, reason=REASON, chosen=chosen)

    return once(make)


def test_history_after_the_purge_fits(purged):
    assert broken_links() == []


@pytest.mark.parametrize("table", sorted(clearable_tables()))
def test_row_that_was_cleared_and_is_overwritten_as_if_by_another_purge_is_found(purged, table):
    overwrite(table, cleared=True)
    assert broken_links() != []
