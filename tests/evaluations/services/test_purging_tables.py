"""Every table out of which words may be cleared: what its trigger lets through, and what the history then finds."""

import pytest
from django.db import DatabaseError, transaction

from evaluations.selectors.sought import MARK
from evaluations.services.integrity import broken_links
from evaluations.services.purges import NAMES, clearable_tables

from .decided import decide_everything
from .spoiled import SECRET

pytestmark = pytest.mark.django_db
CLEARABLE = {
    "change": ({"old", "new"}, {"address": "fig:x"}),
    "commententry": ({"text"}, {"seq": 9}),
    "event": ({"data"}, {"action": "approve"}),
    "returnnotice": ({"words", "items"}, {"round": 9}),
    "snapshot": ({"answers", "content"}, {"number": "x"}),
    "objection": ({"text"}, {"number": 9}),
    "objectionanswer": ({"reason"}, {"verdict": "adopted"}),
    "objectionfile": ({"name"}, {"sha": "x"}),
    "amendmentfile": ({"name"}, {"sha": "x"}),
    "settlement": ({"reason"}, {"points": "9"}),
    "rectificationentry": ({"text"}, {"act": "rectify_close"}),
    "rectificationfile": ({"name"}, {"sha": "x"}),
}
"""Table -> the columns out of which a purge may take words, and one that it may not touch."""
UNGUARDED = {"signedscan", "stampedcopy"}
"""Tables whose rows are replaced: no trigger keeps them, the events vouch for them."""


@pytest.fixture(scope="module")
def decided(once):
    return once(lambda: decide_everything(SECRET))


def refuses(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return "may not be changed" in str(error)
    return False


def test_every_table_with_the_number_of_a_purge_is_here():
    assert CLEARABLE.keys() | UNGUARDED == clearable_tables().keys() == NAMES.keys()


@pytest.mark.parametrize("table", CLEARABLE)
def test_trigger_lets_words_go_under_the_number_of_another_purge_and_nothing_else(decided, table):
    columns, kept = CLEARABLE[table]
    row = clearable_tables()[table].objects.order_by("pk").first()
    rows = type(row).objects.filter(pk=row.pk)
    words = {name: {} if isinstance(getattr(row, name), dict | list) else MARK for name in columns}
    assert refuses(lambda: rows.update(**words))
    assert refuses(lambda: rows.update(**kept, purged=5))
    rows.update(**words, purged=5)
    assert refuses(lambda: rows.update(**words, purged=None))
    assert refuses(lambda: rows._raw_delete("default"))


@pytest.mark.parametrize("table", sorted(clearable_tables()))
def test_row_that_was_never_cleared_and_is_overwritten_as_if_by_a_purge_is_found(decided, table):
    assert broken_links() == []
    overwrite(table, cleared=False)
    assert broken_links() != []


def overwrite(table: str, *, cleared: bool) -> None:
    """Put other words under the number of a purge: that gets past the triggers, not past the history."""
    row = clearable_tables()[table].objects.filter(purged__isnull=not cleared).order_by("pk").first()
    column = min(CLEARABLE.get(table, ({"name"}, {}))[0])
    kept = getattr(row, column)
    value = {**kept, "reason": "改过"} if isinstance(kept, dict) else [] if isinstance(kept, list) else "改过"
    type(row).objects.filter(pk=row.pk).update(**{column: value, "purged": 99})
