"""What is kept for good is checked: every file against its checksum, and against what was sent."""

from pathlib import Path

import pytest

from evaluations.models import Evidence
from evaluations.services.evidence import Offered, add_file
from evaluations.services.integrity import broken_links
from evaluations.services.submission import submit
from tests.evaluations.conftest import fill

from .papers import pdf

pytestmark = pytest.mark.django_db


def test_altered_missing_and_unregistered_files_are_named(office, kept, settings):
    fill(office)
    altered, deleted, forgotten = (
        add_file(
            actor=office.filer,
            filing=office.filing,
            offered=Offered(f"{name}.pdf", pdf(b"%" + name.encode())),
        )
        for name in ("altered", "deleted", "forgotten")
    )
    submit(actor=office.filer, filing=office.filing)
    assert broken_links() == []
    place = Path(settings.EVIDENCE_ROOT, "kept")
    (place / altered.key).write_bytes(pdf())
    (place / deleted.key).unlink()
    Evidence.objects.filter(pk=forgotten.pk).delete()
    pk = office.filing.pk
    assert broken_links() == [
        f"evidence/{pk}：佐证材料“altered.pdf”缺失，或与登记的校验码不符",
        f"evidence/{pk}：佐证材料“deleted.pdf”缺失，或与登记的校验码不符",
        f"snapshot/{pk}：第 1 次定格的佐证材料“forgotten.pdf”没有登记",
    ]
