"""Rows that are kept: neither changed nor deleted, on the database at hand; missing triggers are reported."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from evaluations.models import Change, Comment, CommentEntry, Event, ReturnNotice, Snapshot
from evaluations.triggers import GUARDS as EVALUATIONS
from rubrics.checks import check_guards
from rubrics.guards import GUARDS as RUBRICS
from rubrics.models import RubricDocument, RubricVersion
from rubrics.triggers import install, missing, remove
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing():
    cycle = factories.cycle(factories.version("body"))
    return factories.filing(cycle, factories.department())


def kept_rows(filing):
    """One row of every insert-only table."""
    person, now = factories.user(), timezone.now()
    comment = Comment.objects.create(filing=filing, number=1, address="fig:甲", round=0)
    said = {"by": person, "at": now}
    return {
        "Change": Change.objects.create(filing=filing, address="fig:甲", revision=1, version=1, **said),
        "Snapshot": Snapshot.objects.create(
            filing=filing, seq=1, purpose="submission", number="1", revision=1, **said
        ),
        "Event": Event.objects.create(chain="x", seq=1, action="open", at=now),
        "CommentEntry": CommentEntry.objects.create(
            comment=comment, seq=1, kind="opinion", revision=1, **said
        ),
        "ReturnNotice": ReturnNotice.objects.create(
            filing=filing, round=1, number="1", due=now, items=[], revision=1, **said
        ),
        "RubricDocument": RubricDocument.objects.create(digest="d", body="text"),
    }


def refuses(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return "may not be changed" in str(error)
    return False


def test_kept_rows_changed_or_deleted_are_refused(filing):
    rows = kept_rows(filing)
    columns = {
        "RubricDocument": {"body": "other"},
        "Event": {"action": "other"},
        "CommentEntry": {"text": "other"},
    }
    found = {}
    for name, row in rows.items():
        same = type(row)._base_manager.filter(pk=row.pk)
        values = columns.get(name, {"revision": 9})
        found[name] = (
            refuses(lambda s=same, v=values: s.update(**v)),
            refuses(lambda s=same: s._raw_delete("default")),
        )
    assert found == dict.fromkeys(rows, (True, True))


def test_kept_rows_without_triggers_would_change(filing):
    row = kept_rows(filing)["Change"]
    remove(EVALUATIONS, "default")
    assert not refuses(lambda: Change.objects.filter(pk=row.pk).update(new="other"))


def test_published_version_changed_is_refused_but_may_retire():
    version = factories.version("body")
    same = RubricVersion.objects.filter(pk=version.pk)
    assert refuses(lambda: same.update(title="other"))
    assert refuses(lambda: same.update(state="draft"))
    assert refuses(lambda: same.update(state="retired", title="other"))
    assert refuses(version.delete)
    assert same.update(state="retired") == 1
    assert refuses(lambda: same.update(state="published"))


def test_draft_version_may_change_and_go():
    version = factories.version("body")
    remove(RUBRICS, "default")
    RubricVersion.objects.filter(pk=version.pk).update(state="draft")
    install(RUBRICS, "default")
    assert RubricVersion.objects.filter(pk=version.pk).update(title="other") == 1
    assert RubricVersion.objects.filter(pk=version.pk).delete()[0] == 1


def test_missing_of_a_fresh_database_is_nothing():
    assert missing([*EVALUATIONS, *RUBRICS], "default") == []


def test_check_of_a_missing_trigger_names_it_and_migrate_mends_it():
    remove(RUBRICS[:1], "default")
    names = list(RUBRICS[0].names(connection.vendor))
    assert [warning.msg for warning in check_guards(databases=["default"])] == [
        f"Trigger {name} is not in place." for name in names
    ]
    call_command("migrate", "rubrics", verbosity=0)
    assert check_guards(databases=["default"]) == []
