"""What a row keeps in the store is never swept, whichever table the row is in."""

import os
import time
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from evaluations.evidence import store
from evaluations.models import StampedCopy
from evaluations.selectors.kept_files import KEEPERS, LETS_GO
from evaluations.services import closing
from evaluations.services.uploads import sweep_files
from tests.evaluations.services.test_whole_after import (
    answer,
    approved,
    ask,
    by,
    object_,
    reviewed,
    stamp,
)

__all__ = ["reviewed"]


def test_tables_with_the_columns_of_a_kept_file_are_the_keepers():
    """A new table that keeps files fails here until the sweep knows of it."""
    columns = {model: {field.name for field in model._meta.concrete_fields} for model in apps.get_models()}
    assert {model for model, names in columns.items() if {"key", "sha", "kind", "size"} <= names} == set(
        KEEPERS
    )
    assert {model for model in KEEPERS if "stored" in columns[model]} == LETS_GO


@pytest.mark.django_db
def test_sweep_leaves_what_was_handed_in_after_the_approval(reviewed, settings):
    for act in (approved, object_, answer):
        act(reviewed)
    closing_acts(reviewed)
    keys = [row.key for model in KEEPERS if model not in LETS_GO for row in model._default_manager.all()]
    assert len(keys) == 3
    old = time.time() - 7_200
    for key in keys:
        os.utime(Path(settings.EVIDENCE_ROOT) / store.KEPT / key, (old, old))
    assert sweep_files() == 0
    kept = StampedCopy.objects.get()
    assert store.get(kept.key, kept.sha) is not None


def closing_acts(office) -> None:
    """Settled, stamped, received on paper; a 更正 is asked for with its document."""
    from evaluations.services.feedback import settle

    settle(**by("reviewer", office))
    stamp(office)
    closing.sign_for_paper(**by("rubric_admin", office), day=timezone.localdate(), copies=1)
    ask(office)
