"""What was told, objected and asked for after an approval, in which everything that could leak says so."""

import hashlib
from typing import Any

from evaluations.models import (
    Amendment,
    AmendmentFile,
    Feedback,
    Filing,
    Objection,
    ObjectionFile,
    ResultNotice,
    Snapshot,
)


def plant_closing(filing: Filing, snapshot: Snapshot, said: dict[str, Any], words: str) -> dict[str, object]:
    """A notice with feedback whose objection is proved by a file, and a request for 更正 with its document."""
    from evaluations.evidence import store

    data = words.encode()
    sha = hashlib.sha256(data).hexdigest()
    file = {"name": f"{words}.pdf", "kind": "pdf", "size": len(data), "sha": sha, **said}
    notice = ResultNotice.objects.create(
        filing=filing, snapshot=snapshot, number=f"{words}告01", due=said["at"], **said
    )
    feedback = Feedback.objects.create(notice=notice, **said)
    objection = Objection.objects.create(feedback=feedback, number=1, address="line:预算执行率", text=words)
    kept = ObjectionFile.objects.create(objection=objection, key=store.put(data), **file)
    amendment = Amendment.objects.create(
        filing=filing, number=f"{words}更01", reason=words, document=words, sealed=snapshot, **said
    )
    AmendmentFile.objects.create(amendment=amendment, key=store.put(data), **file)
    return {"objection_id": objection.pk, "kept_key": kept.key}
