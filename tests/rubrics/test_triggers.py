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


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def replacing(row, but: str = "") -> str:
    """The statement that puts a copy of a row in its place, under another primary key if `but` names it."""
    options = type(row)._meta
    columns = [field.column for field in options.concrete_fields if field.column != but]
    listed = ", ".join(f'"{column}"' for column in columns)
    copied = (
        f'({listed}) SELECT {listed} FROM "{options.db_table}" WHERE "{options.pk.column}" = \'{row.pk}\''
    )
    if connection.vendor == "sqlite":
        return f'INSERT OR REPLACE INTO "{options.db_table}" {copied}'
    first = columns[-1]
    clash = f'ON CONFLICT ("{options.pk.column}") DO UPDATE SET "{first}" = EXCLUDED."{first}"'
    return f'INSERT INTO "{options.db_table}" {copied} {clash}'


def test_kept_rows_replaced_by_an_insert_are_refused(filing):
    rows = {**kept_rows(filing), "RubricVersion": filing.version}
    assert {name: refuses(lambda r=row: run(replacing(r))) for name, row in rows.items()} == dict.fromkeys(
        rows, True
    )


def test_kept_rows_replaced_by_their_other_key_are_refused(filing):
    rows = {**kept_rows(filing), "RubricVersion": filing.version}
    Change.objects.create(
        filing=filing,
        address="fig:乙",
        revision=1,
        version=1,
        by=factories.user(),
        at=timezone.now(),
        request_key="k",
    )
    rows["Change"] = Change.objects.get(request_key="k")
    del rows["RubricDocument"]  # has no other key
    found = {}
    for name, row in rows.items():
        before = type(row)._base_manager.count()
        try:
            with transaction.atomic():
                run(replacing(row, but="id"))
        except DatabaseError:
            found[name] = type(row)._base_manager.filter(pk=row.pk).exists()
        assert type(row)._base_manager.count() == before
    assert found == dict.fromkeys(rows, True)


@pytest.mark.sqlite
def test_kept_rows_without_the_trigger_on_insert_would_be_replaced(filing):
    event = kept_rows(filing)["Event"]
    run(f"DROP TRIGGER keep_{Event._meta.db_table}_insert")
    assert not refuses(lambda: run(replacing(event)))


@pytest.mark.sqlite
def test_draft_version_moved_onto_a_published_one_is_refused():
    published, draft = factories.version("body"), factories.version("other")
    remove(RUBRICS, "default")
    RubricVersion.objects.filter(pk=draft.pk).update(state="draft")
    install(RUBRICS, "default")
    table = RubricVersion._meta.db_table
    for change in (f"number = {published.number}", f"id = {published.pk}"):
        assert refuses(lambda c=change: run(f"UPDATE OR REPLACE {table} SET {c} WHERE id = {draft.pk}"))
    assert not refuses(lambda: run(replacing(RubricVersion.objects.get(pk=draft.pk))))


def test_changes_without_a_request_stand_side_by_side(filing):
    for _ in range(2):
        Change.objects.create(
            filing=filing, address="fig:甲", revision=1, version=1, by=factories.user(), at=timezone.now()
        )
    assert filing.changes.count() == 2


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
