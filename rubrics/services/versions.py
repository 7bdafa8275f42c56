"""Documents become versions: imported with their problems, published when they have none, never changed after."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from rubrics.models import RubricDocument, RubricVersion, digest_of
from rubrics.scoring.problems import Problem, Severity
from rubrics.selectors.programs import problems_of, read_text
from rubrics.signals import acted

from . import Refused

LONGEST = 2_000_000
"""Characters of a document; the longest shipped one has a twentieth."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The draft that holds the document (None when not even its year can be read) and what is wrong with it."""

    version: RubricVersion | None
    problems: tuple[Problem, ...]


@transaction.atomic
def import_document(*, actor: Any, text: str, place: str, kind: str = "部门", reason: str = "") -> Imported:
    """Store a document under its digest and as the draft of its year, replacing that draft's document if there is one.

    A document with problems is stored too, so that it can be looked at beside them; it cannot be published. One whose
    year cannot be read makes no version.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if len(text) > LONGEST or "\0" in text or not _encodes(text):
        raise Refused("文件太大，或者不是文本文件。请选择指标体系文件（.yaml）。")
    reading = read_text(text)
    if not reading.year:
        return Imported(None, reading.problems)
    document, _ = RubricDocument.objects.get_or_create(digest=digest_of(text), defaults={"body": text})
    same_year = RubricVersion.objects.filter(place=place, kind=kind, year=reading.year)
    draft = same_year.select_for_update().filter(state=RubricVersion.State.DRAFT).first()
    number = (same_year.aggregate(last=Max("number"))["last"] or 0) + 1
    version = draft or RubricVersion(place=place, kind=kind, year=reading.year, number=number)
    version.document = document
    version.title = reading.title[:200]
    version.reason = reason
    version.imported_by = _name_of(actor)
    version.imported_at = timezone.now()
    version.save()
    acted.send(RubricVersion, actor=actor, act="import", version=version)
    return Imported(version, problems_of(version))


@transaction.atomic
def publish(*, actor: Any, version: RubricVersion) -> RubricVersion:
    """Put a draft in force and freeze it. Refused while its document has problems; hints do not count."""
    locked = RubricVersion.objects.select_for_update().get(pk=version.pk)
    if locked.state != RubricVersion.State.DRAFT:
        raise Refused(f"{locked}已经发布启用，不能再改。需要修改的，请导入新的一版。")
    problems = [one for one in problems_of(locked) if one.severity is not Severity.HINT]
    if problems:
        raise Refused(f"{locked}还有 {len(problems)} 个问题，不能发布启用。请按列出的位置改正后重新导入。")
    locked.state = RubricVersion.State.PUBLISHED
    locked.published_by = _name_of(actor)
    locked.published_at = timezone.now()
    locked.save()
    acted.send(RubricVersion, actor=actor, act="publish", version=locked)
    return locked


@transaction.atomic
def retire(*, actor: Any, version: RubricVersion) -> RubricVersion:
    """Let no further year be opened with a version; filings that follow it go on."""
    moved = RubricVersion.objects.filter(pk=version.pk, state=RubricVersion.State.PUBLISHED).update(
        state=RubricVersion.State.RETIRED, retired_by=_name_of(actor), retired_at=timezone.now()
    )
    if not moved:
        raise Refused(f"{version}不在启用中，不必停用。")
    version.refresh_from_db()
    acted.send(RubricVersion, actor=actor, act="retire", version=version)
    return version


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _name_of(actor: Any) -> str:
    return f"{actor.get_full_name()}（{actor.get_username()}）"
