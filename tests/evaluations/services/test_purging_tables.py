"""Every table out of which words may be cleared: what its trigger lets through, and what the history then finds."""

import pytest
from django.db import DatabaseError, transaction

from evaluations.selectors.purge_list import purge_list
from evaluations.selectors.sought import MARK
from evaluations.services.integrity import broken_links
from evaluations.services.purges import NAMES, clearable_tables
from evaluations.services.purging import Chosen, purge

from .decided import CHAPTER, decide_everything
from .spoiled import REASON, SECRET

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


@pytest.mark.parametrize("table", sorted({*CLEARABLE, *UNGUARDED}))
@pytest.mark.parametrize("before", [False, True])
def test_row_that_is_overwritten_as_if_by_a_purge_is_found(decided, table, before):
    """Whoever sets a number gets past the triggers, not past the history; `before`: it was cleared indeed before."""
    if before:
        filing = decided.by("admin")["filing"]
        chosen = Chosen(ticked=frozenset(purge_list(filing, CHAPTER).keys))
        purge(actor=decided.admin, filing=filing, address=CHAPTER, reason=REASON, chosen=chosen)
    assert broken_links() == []
    row = clearable_tables()[table].objects.filter(purged__isnull=not before).order_by("pk").first()
    column = min(CLEARABLE.get(table, ({"name"}, {}))[0])
    kept = getattr(row, column)
    value = {**kept, "reason": "改过"} if isinstance(kept, dict) else [] if isinstance(kept, list) else "改过"
    type(row).objects.filter(pk=row.pk).update(**{column: value, "purged": 99})
    assert broken_links() != []
