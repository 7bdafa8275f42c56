"""清除涉密内容 leaves nothing anywhere: a word is planted in every text that people write, then looked for in all.

The list of columns is derived from the models: a new text column fails until it is decided what a purge does to it.
"""

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from evaluations.models import EvidenceUpload, Filing, Job, PendingImport
from evaluations.selectors.purge_list import purge_list
from evaluations.selectors.word_columns import HOLDERS
from evaluations.services.integrity import broken_links
from evaluations.services.purging import Chosen, purge

from .decided import CHAPTER, decide_everything
from .spoiled import REASON, SECRET, files_holding, tables_holding

pytestmark = pytest.mark.django_db

SHORT = "灯塔"
PLACE = "stands at a place of the filing: cleared there, every place that says the same can be ticked"
COPY = "a copy of what stood at a place: overwritten with it"
DROPPED = "waits or is printed: deleted"
SAID = "an event's words: overwritten like any, sealed anew by the purge"
CODE = "written by the portal itself: names, numbers, digests, states"
REGISTER = (
    "a register of departments, people, tasks and documents: no part of a filing, nothing is looked for in it"
)
OF_THE_BUREAU = "the bureau's own figure: shown before a purge, deleted where it is ticked"

FILES = ("SignedScan", "StampedCopy", "ObjectionFile", "AmendmentFile", "RectificationFile")
DECIDED = {
    "evaluations.Answer": {"value": PLACE, "key": CODE, "status": CODE, "source": CODE},
    "evaluations.TableRow": {"cells": PLACE, "table": CODE, "key": CODE},
    "evaluations.Narrative": {"body": PLACE, "plain": PLACE, "chapter": CODE, "status": CODE, "source": CODE},
    "evaluations.Evidence": {"name": PLACE, "key": CODE, "kind": CODE, "sha": CODE},
    "evaluations.Correction": {"value": PLACE, "address": CODE, "status": CODE},
    "evaluations.Change": {
        **dict.fromkeys(("old", "new"), COPY),
        **dict.fromkeys(("address", "old_status", "new_status", "source", "request_key"), CODE),
    },
    "evaluations.Snapshot": {
        **dict.fromkeys(("answers", "content"), COPY),
        **dict.fromkeys(("purpose", "number", "digest", "sha", "prev"), CODE),
    },
    "evaluations.PendingImport": dict.fromkeys(("key", "subject", "content", "file"), DROPPED),
    "evaluations.EvidenceUpload": dict.fromkeys(("key", "name", "mark", "address", "pages"), DROPPED),
    "evaluations.Job": {"message": COPY, "kind": CODE, "key": CODE, "state": CODE, "lease": CODE},
    "evaluations.Event": {"data": SAID, "chain": CODE, "action": CODE, "sha": CODE, "prev": CODE},
    "evaluations.Preset": {
        **dict.fromkeys(("value", "former", "source"), OF_THE_BUREAU),
        **dict.fromkeys(("kind", "key"), CODE),
    },
    **dict.fromkeys(
        ("evaluations.Cycle", "evaluations.Department", "evaluations.FormerName", "portal.User"), REGISTER
    ),
    **dict.fromkeys(("rubrics.RubricDocument", "rubrics.RubricVersion"), REGISTER),
    **dict.fromkeys(("auth.Permission", "auth.Group", "contenttypes.ContentType"), CODE),
    **dict.fromkeys(("portal.SignInFailure", "sessions.Session"), CODE),
    **dict.fromkeys(
        (
            *("evaluations.CycleRubric", "evaluations.Window", "evaluations.Chain", "evaluations.Message"),
            *("evaluations.Draft", "evaluations.Report", "evaluations.NoticePrint", "evaluations.Presence"),
            *("evaluations.EvidenceLink", "evaluations.Membership", "evaluations.ResultNotice"),
            *("evaluations.Sample", "evaluations.SecondLook"),
        ),
        CODE,
    ),
    "evaluations.SignSheet": "what it prints: names and totals, no content; the rest is written by the portal",
    "evaluations.ReturnNotice": {"number": CODE, "facts": REGISTER},
    "evaluations.Amendment": {"number": CODE, "state": CODE},
    "evaluations.Comment": {"address": CODE, "code": CODE, "category": CODE, "state": CODE},
    "evaluations.CommentEntry": {"kind": CODE, "deputy_for": REGISTER},
    "evaluations.Objection": {"address": CODE},
    "evaluations.ObjectionAnswer": {"verdict": CODE},
    "evaluations.SecondScore": {"line": CODE, "points": CODE},
    "evaluations.Settlement": {"line": CODE, "choice": CODE, "points": CODE},
    "evaluations.RectificationItem": {"source": CODE, "state": CODE},
    "evaluations.RectificationEntry": {"act": CODE},
    "evaluations.StageOffice": {"stage": CODE},
    "evaluations.Filing": {"subject_key": CODE, "state": CODE, "summary": CODE, "sent_summary": CODE},
    **{f"evaluations.{name}": {"key": CODE, "kind": CODE, "sha": CODE} for name in FILES},
}
"""Table -> column -> what a purge does to it, or why nothing; the columns of HOLDERS are not repeated here."""
HELD = {(holder.model._meta.label, column) for holder in HOLDERS for column in holder.columns}


def text_columns() -> set[tuple[str, str]]:
    kinds = (models.CharField, models.TextField, models.BinaryField, models.JSONField)
    return {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, kinds)
    }


def test_every_text_column_is_looked_through_or_decided():
    decided = {
        (label, column)
        for label, column in text_columns()
        if isinstance(said := DECIDED.get(label, {}), str) or column in said
    }
    assert text_columns() - HELD - decided == set()
    assert HELD & decided == set()
    named = {(label, column) for label, said in DECIDED.items() if isinstance(said, dict) for column in said}
    assert named - text_columns() == set()


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EVIDENCE_ROOT = tmp_path / "files", tmp_path / "files" / "evidence"
    return settings.MEDIA_ROOT


def planted(word: str):
    """Everything that was decided, with the word in each text; and what no service of a purge's filing writes."""
    made = decide_everything(word)
    Filing.objects.update(left_out=word)
    now = timezone.now()
    filing = made.by("admin")["filing"]
    PendingImport.objects.create(
        key="p", by=made.filer, filing=filing, subject="x", content={"t": word}, made_at=now
    )
    EvidenceUpload.objects.create(
        key="0" * 32, filing=filing, by=made.filer, name=word, size=1, touched_at=now
    )
    Job.objects.create(
        kind="report", key="1", by=made.filer, created_at=now, message=word, state=Job.State.FAILED
    )
    return made


def columns_holding(word: str) -> set[tuple[str, str]]:
    """The columns that hold a word, by what the database says."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            values = model._base_manager.values_list(field.name, flat=True)
            if any(word in str(value) for value in values):
                found.add((model._meta.label, field.name))
    return found


WRITTEN = {
    (label, column)
    for label, said in DECIDED.items()
    if isinstance(said, dict)
    for column, what in said.items()
    if what in {PLACE, COPY, SAID, OF_THE_BUREAU}
}
NOT_HERE = {("evaluations.Correction", "value")} | {
    ("evaluations.Preset", name) for name in ("value", "former")
}
"""Numbers: no word can be planted there."""


def clear(made, *, everything: bool, words: tuple[str, ...] = ()):
    filing = made.by("admin")["filing"]
    listed = purge_list(filing, CHAPTER, words)
    ticked = frozenset(listed.keys) if everything else frozenset()
    return listed, purge(
        actor=made.admin, filing=filing, address=CHAPTER, reason=REASON, chosen=Chosen(words, ticked)
    )


def test_word_that_was_planted_everywhere_is_nowhere_after_a_purge(files, django_capture_on_commit_callbacks):
    made = planted(SECRET)
    before = columns_holding(SECRET)
    assert (HELD | WRITTEN) - NOT_HERE - before == set()  # control: it was planted in each
    with django_capture_on_commit_callbacks(execute=True):
        listed, done = clear(made, everything=True)
    assert (columns_holding(SECRET), tables_holding(SECRET), done.left) == (set(), set(), ())
    assert files_holding(files, SECRET) == set()
    assert broken_links() == []
    assert listed.sure != ()


def test_short_word_is_listed_wherever_it_stands_and_stays_where_it_is_not_ticked(files):
    """No run of it is long enough to be known again: without being named it would be overlooked."""
    made = planted(SHORT)
    listed, done = clear(made, everything=False, words=(SHORT,))
    assert {one.found for one in listed.maybe if one.found} == {SHORT}
    left = {key.partition("/")[0] for key in listed.keys}
    remaining = {label.partition(".")[2].lower() for label, _ in columns_holding(SHORT)}
    assert (
        remaining - left - {"answer", "tablerow", "evidence", "change", "snapshot", "evidenceupload"} == set()
    )
    assert sorted(done.left) == sorted(
        key.removeprefix("place:") for key in {one.key for one in listed.places}
    )
    assert broken_links() == []


def test_short_word_that_was_named_is_nowhere_once_everything_is_ticked(
    files, django_capture_on_commit_callbacks
):
    made = planted(SHORT)
    with django_capture_on_commit_callbacks(execute=True):
        _, done = clear(made, everything=True, words=(SHORT,))
    assert (columns_holding(SHORT), done.left, files_holding(files, SHORT)) == (set(), (), set())
    assert broken_links() == []
