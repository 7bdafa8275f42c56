"""A printed sheet for signing, its scan and the print to sign by, in which everything that could leak says so."""

import hashlib
from typing import Any

from evaluations.models import Draft, Filing, Job, SignedScan, SignSheet


def plant_signed(filing: Filing, said: dict[str, Any], words: str, file: str) -> dict[str, object]:
    """A printed sheet for signing, its scan and the print to sign by, whose bytes are the words."""
    from evaluations.evidence import store
    from evaluations.selectors.filings import flat_of
    from evaluations.selectors.signing import content_digest

    data, content = words.encode(), content_digest(filing, flat_of(filing))
    sha = hashlib.sha256(data).hexdigest()
    facts = dict.fromkeys(("department", "code", "year", "task", "total", "grade", "moment", "seal"), words)
    sheet = SignSheet.objects.create(
        filing=filing, number="签-1", content=content, revision=1, facts=facts, file=file, sha=sha, **said
    )
    scan = SignedScan.objects.create(
        sheet=sheet, key=store.put(data), name=f"{words}.pdf", kind="pdf", size=len(data), sha=sha, **said
    )
    draft = Draft.objects.create(filing=filing, content=content, revision=1, file=file, sha=sha, **said)
    asked = {"by": said["by"], "created_at": said["at"], "state": "done", "message": words}
    Job.objects.create(kind="sign_sheet", key=str(sheet.pk), **asked)
    Job.objects.create(kind="draft", key=str(draft.pk), **asked)
    return {"sheet_id": sheet.pk, "scan_key": scan.key, "draft_id": draft.pk}
