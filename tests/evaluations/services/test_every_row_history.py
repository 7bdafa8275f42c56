"""Every column of every table: altered by SQL it is found, or it stands below why it is not compared."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from evaluations.models import Event
from evaluations.services.integrity import broken_links
from tests import factories

from .altering import altering, another
from .decided import decide_everything

pytestmark = pytest.mark.django_db

CONTENT = "content: every change of it is a sealed Change, and the next snapshot seals what came of it"
REGISTER = "a register: what is done to it stands in the organisation's own chain"
PASSING = "passes: made anew, or gone, without harm"
PRINT = "a print: checked against its own digest whenever it is handed out"
DERIVED = "follows from what is compared, or from the bytes of the file"

WHOLE = {
    "portal.User": REGISTER,
    "portal.SignInFailure": PASSING,
    "evaluations.Draft": PRINT,
    "evaluations.Report": PRINT,
    "evaluations.NoticePrint": PRINT,
    "evaluations.Answer": CONTENT,
    "evaluations.TableRow": CONTENT,
    "evaluations.Narrative": CONTENT,
    "evaluations.Evidence": CONTENT,
    "evaluations.EvidenceLink": CONTENT,
    "evaluations.StageOffice": CONTENT,
    "evaluations.Preset": "the bureau's own figures: what was sent has them frozen",
    "evaluations.EvidenceUpload": PASSING,
    "evaluations.PendingImport": PASSING,
    "evaluations.Job": PASSING,
    "evaluations.Untold": PASSING,
    "evaluations.Message": PASSING,
    "evaluations.Presence": PASSING,
    "evaluations.Department": REGISTER,
    "evaluations.FormerName": REGISTER,
    "auth.Permission": "not used: roles are memberships",
    "auth.Group": "not used: roles are memberships",
    "contenttypes.ContentType": "Django's own",
    "sessions.Session": PASSING,
}
"""Tables of which no column is compared, and why."""
ID = "a number of the database; what points to the row is compared"
COLUMNS = {
    "evaluations.SignSheet": {"id": ID, "facts": PRINT, "file": PRINT, "sha": PRINT, "filing": DERIVED},
    "evaluations.SignedScan": {"id": ID, "kind": DERIVED, "size": DERIVED, "replaced_at": DERIVED},
    "evaluations.StampedCopy": {"id": ID, "kind": DERIVED, "size": DERIVED},
    "evaluations.PaperReceipt": {"id": ID},
    "evaluations.Amendment": {"id": ID, "filing": DERIVED, "sealed": DERIVED, "revision": DERIVED},
    "evaluations.AmendmentFile": {
        "id": ID,
        "name": DERIVED,
        "kind": DERIVED,
        "size": DERIVED,
        "by": DERIVED,
        "at": DERIVED,
    },
    "evaluations.Cycle": {"id": ID, "opened_at": DERIVED},
    "evaluations.CycleRubric": {"id": ID},
    "evaluations.Window": {"id": ID},
    "evaluations.ResultNotice": {"id": ID, "filing": DERIVED},
    "evaluations.Feedback": {"id": ID},
    "evaluations.Objection": {"id": ID},
    "evaluations.ObjectionFile": {
        "id": ID,
        "name": DERIVED,
        "kind": DERIVED,
        "size": DERIVED,
        "by": DERIVED,
        "at": DERIVED,
    },
    "evaluations.ObjectionAnswer": {"id": ID},
    "evaluations.Filing": {
        "id": ID,
        "sums_up": DERIVED,
        "revision": DERIVED,
        "summary": DERIVED,
        "summary_stale": DERIVED,
        "sent_summary": DERIVED,
        "opened_at": DERIVED,
        "saved_at": DERIVED,
        "left_out": "compared where a unit was left out",
    },
    "evaluations.Change": {"request_key": PASSING},
    "evaluations.Snapshot": {"id": ID},
    "evaluations.Chain": {},
    "evaluations.Event": {"id": ID},
    "evaluations.Membership": {"id": ID},
    "evaluations.Assignment": {"id": ID},
    "evaluations.Deputy": {"id": ID, "by": DERIVED, "at": DERIVED},
    "evaluations.RectificationItem": {},
    "evaluations.RectificationEntry": {"id": ID},
    "evaluations.RectificationFile": {"id": ID},
    "evaluations.Correction": {},
    "evaluations.Comment": {},
    "evaluations.CommentEntry": {},
    "evaluations.ReturnNotice": {},
    "evaluations.Sample": {"id": ID},
    "evaluations.SecondLook": {"id": ID, "given_at": DERIVED},
    "evaluations.SecondScore": {"id": ID, "version": DERIVED},
    "evaluations.Settlement": {"id": ID},
    "rubrics.RubricDocument": {"stored_at": DERIVED},
    "rubrics.RubricVersion": dict.fromkeys(
        (
            *("id", "place", "kind", "year", "number", "title", "reason"),
            *("imported_by", "imported_at", "published_by", "published_at", "retired_by", "retired_at"),
        ),
        "shown beside the version; what holds is its document and its state",
    ),
}
"""Table -> the columns that are not compared, and why; all others are."""

NEVER_GONE = {"rubrics.RubricDocument"}
"""Tables without whose rows no filing opens at all."""


@pytest.fixture(scope="module")
def decided(once):
    def make():
        made = decide_everything()
        factories.department("别的部门", code="999999")
        return made

    return once(make)


def compared():
    return [
        (model, field)
        for model in apps.get_models()
        if model._meta.label not in WHOLE
        for field in model._meta.concrete_fields
        if field.name not in COLUMNS[model._meta.label]
    ]


def test_every_table_is_compared_or_says_why_not():
    """A new table, or a new column of a compared one, fails here or below until it is decided."""
    known = {
        model._meta.label: {one.name for one in model._meta.concrete_fields} for model in apps.get_models()
    }
    assert known.keys() == {*WHOLE, *COLUMNS}
    assert {
        label: names - known[label] for label, names in COLUMNS.items() if set(names) - known[label]
    } == {}


@pytest.mark.parametrize(
    ("model", "field"), compared(), ids=lambda one: getattr(one, "__name__", "") or one.name
)
def test_altered_column_is_found(decided, model, field):
    row = any_row(model, field.name)
    with altering():
        value = another(field, getattr(row, field.attname))
        assert model._base_manager.filter(pk=row.pk).update(**{field.attname: value}) == 1
        assert broken_links() != []


@pytest.mark.parametrize("label", sorted(COLUMNS.keys() - NEVER_GONE))
def test_row_that_was_taken_away_is_found(decided, label):
    model = apps.get_model(label)
    with altering():
        assert model._base_manager.filter(pk=any_row(model).pk)._raw_delete("default") == 1
        assert broken_links() != []


ADDED = {
    "evaluations.PaperReceipt": {},
    "evaluations.Settlement": {"seq": 2},
    "evaluations.RectificationEntry": {"seq": 9},
    "evaluations.RectificationItem": {"number": 9, "source": "comment/9"},
    "evaluations.RectificationFile": {"key": "0" * 32},
    "evaluations.Deputy": {},
    "evaluations.Membership": {"role": "auditor", "department": None},
    "evaluations.Amendment": {"number": "更09", "state": "withdrawn"},
    "evaluations.AmendmentFile": {"amendment_id": 9, "key": "0" * 32},
    "evaluations.Correction": {"address": "fig:单位性质"},
    "evaluations.Comment": {"number": 9},
    "evaluations.CommentEntry": {"seq": 9},
    "evaluations.Change": {},
    "evaluations.Window": {"phase": "review"},
    "evaluations.CycleRubric": {"kind": "单位"},
    "evaluations.SignSheet": {"number": "签09", "content": "x"},
    "evaluations.SignedScan": {
        "key": "0" * 32,
        "replaced_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    },
    "evaluations.StampedCopy": {
        "key": "0" * 32,
        "replaced_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    },
    "evaluations.SecondScore": {"line": "别的"},
    "evaluations.Sample": {"seq": 9},
    "evaluations.ResultNotice": {"number": "告09", "snapshot_id": 0},
}
"""Table -> what a row that is put beside the first has of its own; 0 stands for another row that there is."""


@pytest.mark.parametrize("label", ADDED)
def test_row_that_was_added_is_found(decided, label):
    row = any_row(apps.get_model(label))
    with altering():
        row.pk = row.id = None
        for name, value in ADDED[label].items():
            setattr(row, name, value or other_than(row, name))
        row.save(force_insert=True)
        assert broken_links() != []


def other_than(row, name):
    """Return the number of another row than the one that a column points to."""
    if not name.endswith("_id"):
        return None
    others = row._meta.get_field(name.removesuffix("_id")).related_model._base_manager
    return others.exclude(pk=getattr(row, name)).values_list("pk", flat=True).order_by("pk").first()


def test_reviewer_who_was_put_beside_the_others_is_found(decided):
    from evaluations.models import Assignment

    with altering():
        row = Assignment.objects.get()
        Assignment.objects.create(
            cycle=row.cycle, department=row.department, reviewer=decided.second, level=row.level
        )
        assert [one for one in broken_links() if "审核分工" in one] != []


def test_history_that_nobody_touched_fits(decided):
    assert broken_links() == []


def any_row(model, column: str = ""):
    """A row of a table that acts made, and whose column the database lets be altered."""
    rows = model._base_manager.order_by("pk")
    if model is Event:
        return rows.filter(filing__isnull=False).first()
    if model._meta.label == "evaluations.Chain":
        return rows.get(name__startswith="filing/")
    if model._meta.label == "evaluations.CommentEntry" and column == "comment":
        return rows.order_by("-seq").first()
    if model._meta.label == "evaluations.Membership":
        return rows.filter(user__username="filer" if column == "department" else "reviewer").get()
    return rows.first()


def test_other_values_differ_from_the_first():
    """Control: an edit that changes nothing would be found by nobody."""
    user = get_user_model()._meta
    assert another(user.get_field("username"), "a") == "xa"
    assert another(user.get_field("is_active"), True) is False
