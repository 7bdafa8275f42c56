"""The sealed history after a purge: a link that was cleared is told from one that was altered."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from evaluations.models import Change, CommentEntry, Event, ReturnNotice, Snapshot
from evaluations.selectors.purged import MARK
from evaluations.services.integrity import broken_links
from evaluations.services.purging import purge
from evaluations.triggers import GUARDS
from rubrics.triggers import remove

from .spoiled import CELL, SECRET, SPENT, TEXT, cleared, spoil

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EVIDENCE_ROOT = tmp_path / "files", tmp_path / "files" / "evidence"
    return settings.MEDIA_ROOT


@pytest.fixture
def spoiled(office):
    return spoil(office)


CLEARED_ROWS = [
    (Change, {"new": "改过"}),
    (Change, {"purged": 99}),
    (Snapshot, {"answers": "改过"}),
    (Snapshot, {"sha": "0" * 64}),
    (CommentEntry, {"text": "改过"}),
    (ReturnNotice, {"words": "改过"}),
]


@pytest.mark.parametrize(("model", "edit"), CLEARED_ROWS)
def test_cleared_row_that_is_altered_afterwards_is_found(spoiled, model, edit):
    cleared(spoiled, TEXT)
    assert broken_links() == []
    remove(GUARDS, "default")
    row = model.objects.filter(purged__isnull=False).first()
    model.objects.filter(pk=row.pk).update(**edit)
    assert broken_links() != []


@pytest.mark.parametrize(
    ("model", "column"), [(Change, "new"), (Snapshot, "answers"), (CommentEntry, "text")]
)
@pytest.mark.parametrize("later", [False, True])
def test_row_that_is_marked_as_cleared_without_a_purge_is_found(spoiled, model, column, later):
    """Control: the triggers let it through, for it looks like a purge; the sealed history has no event of it."""
    row = model.objects.filter(**{f"{column}__contains": SECRET}).order_by("pk").first()
    text = getattr(row, column).replace(SECRET, MARK)
    model.objects.filter(pk=row.pk).update(purged=99, **{column: text})
    if later:  # a purge of another place seals nothing that did not fit before
        cleared(spoiled, "fig:单位性质")
    with pytest.raises(CommandError, match="处不符"):
        call_command("verify_history")


@pytest.mark.parametrize("forged", ["event", "seal"])
def test_purge_whose_event_was_made_by_hand_is_found(spoiled, forged):
    event = cleared(spoiled, TEXT).event
    remove(GUARDS, "default")
    data = (
        {**event.data, "reason": "别的"}
        if forged == "event"
        else {**event.data, "seals": {"snapshot": {}, "event": {}}}
    )
    Event.objects.filter(pk=event.pk).update(data=data)
    assert broken_links() != []


def refuses(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return "may not be changed" in str(error)
    return False


def test_triggers_let_content_through_only_under_the_number_of_another_purge(spoiled):
    row = Change.objects.filter(pk=spoiled.filing.changes.first().pk)
    refused = [{"new": MARK}, {"new": MARK, "purged": 5, "address": "fig:x"}, {"purged": 5, "revision": 9}]
    assert [refuses(lambda e=edit: row.update(**e)) for edit in refused] == [True] * 3
    row.update(new=MARK, purged=5)
    assert [refuses(lambda n=number: row.update(new="x", purged=n)) for number in (None, 5)] == [True] * 2
    row.update(new=MARK, purged=6)
    assert refuses(lambda: Event.objects.update(data={}))


def test_earlier_purge_whose_reason_is_cleared_by_a_later_one_still_vouches(spoiled):
    """The later event gives the earlier one its seal: both are read, the last one first."""
    said = f"{CELL}的支出不宜公开"
    first = purge(actor=spoiled.rubric_admin, filing=spoiled.filing, address=SPENT, reason=said)
    assert broken_links() == []
    cleared(spoiled, f"row:项目/{spoiled.row.key}/名称")
    first.event.refresh_from_db()
    assert (first.event.data["reason"], broken_links()) == (MARK, [])
    Event.objects.filter(pk=first.event.pk).update(purged=77)
    assert broken_links() != []


def test_purge_covers_no_tracks_in_an_event_that_was_altered_before(spoiled):
    remove(GUARDS, "default")
    event = Event.objects.filter(action="return").get()
    Event.objects.filter(pk=event.pk).update(data={**event.data, "words": SECRET})
    assert broken_links() != []
    cleared(spoiled, TEXT)
    event.refresh_from_db()
    assert (event.data["words"], broken_links() != []) == (MARK, True)
