"""The planted filing drawn for a second look, and the 临时复核账号 that it was given to."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from evaluations.models import Filing, Sample, SecondLook, SecondScore, Settlement
from evaluations.workflow import Role
from tests import factories


def plant_look(filing: Filing, admin: Any, words: str) -> tuple[dict[str, object], Any]:
    """Draw a filing and have somebody write the words of it; return the ids, and that person."""
    now, reader = timezone.now(), factories.user()
    ends = timezone.localdate() + timedelta(days=30)
    reader.memberships.create(role=Role.RECHECKER.value, starts=factories.LONG_AGO, ends=ends)
    snapshot, code = filing.snapshots.get(), filing.department.code
    listed = [{"code": code, "filing": filing.pk, "snapshot": snapshot.pk, "facts": {}}]
    sample = Sample.objects.create(
        cycle=filing.cycle,
        seq=1,
        method="random",
        share=15,
        seed="1",
        listed=listed,
        drawn=[code],
        by=admin,
        at=now,
    )
    look = SecondLook.objects.create(
        sample=sample, filing=filing, snapshot=snapshot, reader=reader, given_at=now
    )
    SecondScore.objects.create(look=look, line="甲", points="1", words=words, by=reader, at=now)
    Settlement.objects.create(
        look=look, line="甲", seq=1, choice="other", points="1", reason=words, by=admin, at=now
    )
    return {"sample_id": sample.pk, "look_id": look.pk}, reader
