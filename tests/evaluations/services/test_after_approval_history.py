"""What was said and handed in after an approval is vouched for by the history: altered or taken away, it is found."""

import pytest
from django.utils import timezone

from evaluations.evidence import store
from evaluations.models import (
    Amendment,
    Objection,
    ObjectionAnswer,
    ObjectionFile,
    PaperReceipt,
    StampedCopy,
)
from evaluations.services import closing
from evaluations.services.feedback import settle
from evaluations.services.integrity import broken_links
from evaluations.triggers import GUARDS
from rubrics.triggers import install, remove
from tests.evaluations.services.test_whole_after import (
    answer,
    approved,
    ask,
    by,
    object_,
    reviewed,
    stamp,
)

pytestmark = pytest.mark.django_db
__all__ = ["reviewed"]


@pytest.fixture
def closed(reviewed):
    """Told, objected, answered, settled, stamped, received; a 更正 is asked for."""
    for act in (approved, object_, answer):
        act(reviewed)
    settle(**by("reviewer", reviewed))
    stamp(reviewed)
    closing.sign_for_paper(**by("rubric_admin", reviewed), day=timezone.localdate(), copies=1)
    ask(reviewed)
    assert broken_links() == []
    remove(GUARDS, "default")
    yield reviewed
    install(GUARDS, "default")


@pytest.mark.parametrize(
    ("model", "columns"),
    [
        (ObjectionFile, {"sha": "0" * 64}),
        (ObjectionAnswer, {"reason": "另一个理由"}),
        (StampedCopy, {"sha": "0" * 64}),
        (PaperReceipt, {"copies": 9}),
        (Amendment, {"reason": "另一个原因"}),
        (Amendment, {"document": "另一个文号"}),
    ],
)
def test_altered_row_is_found(closed, model, columns):
    model.objects.update(**columns)
    assert broken_links() != []


@pytest.mark.parametrize("model", [ObjectionFile, ObjectionAnswer, StampedCopy, PaperReceipt])
def test_row_that_was_taken_away_is_found(closed, model):
    model.objects.all().delete()
    assert broken_links() != []


def test_objection_with_another_text_is_found(closed):
    Objection.objects.update(text="改过的理由")
    assert any("登记的内容缺失或不符" in said for said in broken_links())


def test_file_that_is_not_there_is_named(closed):
    store.drop(StampedCopy.objects.get().key)
    assert any("盖章件" in said and "件.png" in said for said in broken_links())
