"""审签稿: the content as it is, printed whole before it is sent; once for each content, and never two on the shelf."""

from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from evaluations.access import Person
from evaluations.models import Draft, Filing, Job
from evaluations.selectors.drafts import KIND, STATES, beside_digest
from evaluations.selectors.filings import flat_of
from evaluations.selectors.signing import content_digest
from evaluations.workflow import Action
from rubrics.scoring.reading.answers import Flat

from . import jobs
from .events import record
from .jobs import Lease
from .moving import hold, lock
from .prints import Kept, content_of_print, keep_print, old_prints, path_of_print
from .reports import Printed
from .results import Refused

FOLDER = "drafts"
CHANGED = "填报内容在打印期间有改动，这一份没有打印。请回到“报告预览”页，按现在的内容重新打印。"


@transaction.atomic
def print_draft(*, actor: Person, filing: Filing) -> tuple[Draft, Job | None]:
    """Return the print of the content as it is and the job that makes it (None: it is printed).

    The same content, with the same figures of the bureau and of last year beside it, has one print, however often it
    is asked for; what stands against sending does not hinder it.
    """
    moving = hold(actor=actor, filing=filing, action=Action.READ_DRAFT)
    flat = flat_of(moving.filing)
    content, beside = content_digest(moving.filing, flat), beside_digest(moving.filing, flat)
    drafts = moving.filing.drafts.filter(content=content)
    draft = drafts.first()
    if draft is not None and draft.beside != beside:
        _drop(drafts)  # the bureau's figures, last year's or the name moved since
        draft = None
    if draft is not None and draft_content(draft) is not None:
        return draft, None
    if draft is None:
        revision = moving.filing.revision
        told = {"content": content, "beside": beside, "revision": revision}
        draft = Draft.objects.create(filing=moving.filing, by=actor, at=moving.now, **told)
        record(actor=actor, action="print_draft", filing=moving.filing, data=told, at=moving.now)
    job, _ = jobs.enqueue(actor=actor, kind=KIND, key=str(draft.pk))
    return draft, job


@transaction.atomic
def content_to_print(draft: Draft) -> tuple[Filing, Flat]:
    """Return the filing and the content that a draft prints, read while nobody can change it.

    Raises Refused when the content is another one by now: a print never bears the digest of what it does not say.
    """
    filing = lock(draft.filing_id)
    flat = flat_of(filing)
    if filing.state not in STATES or content_digest(filing, flat) != draft.content:
        raise Refused(CHANGED)
    return filing, flat


def finish_draft(*, draft: Draft, lease: Lease, printed: Printed) -> bool:
    """Keep a finished print in place of the former one; False, and nothing kept, when the lease was lost."""

    def note(kept: Kept) -> None:
        Draft.objects.filter(pk=draft.pk).update(
            file=kept.file, sha=kept.sha, size=len(printed.content), pages=printed.pages
        )
        _drop(Draft.objects.filter(filing=draft.filing_id).exclude(pk=draft.pk).exclude(file=""))

    name = f"{FOLDER}/{draft.pk}"
    return keep_print(lease=lease, name=name, content=printed.content, done="审签稿已生成", note=note)


def draft_content(draft: Draft) -> bytes | None:
    """Return the bytes of a finished print, None while there are none or they are not those that were printed."""
    return content_of_print(draft.file, draft.sha)


@transaction.atomic
def sweep_drafts() -> int:
    """Delete the drafts of what was sent, those that a later one replaced, and files of no draft. Return how many."""
    known = set(Draft.objects.exclude(file="").values_list("file", flat=True))
    orphans = [file for file in old_prints(FOLDER) if file not in known]
    gone = _drop(Draft.objects.exclude(filing__state__in=STATES)) + _drop(_former())
    for file in orphans:
        path_of_print(file).unlink(missing_ok=True)
    return gone + len(orphans)


def _former() -> QuerySet[Draft]:
    """Return the finished prints that a later one of their filing has replaced."""
    later = Draft.objects.filter(filing=OuterRef("filing"), pk__gt=OuterRef("pk")).exclude(file="")
    return Draft.objects.filter(Exists(later)).exclude(file="")


def _drop(drafts: QuerySet[Draft]) -> int:
    """Delete drafts; their files go when that holds."""
    found = dict(drafts.values_list("pk", "file"))
    Draft.objects.filter(pk__in=found).delete()
    for file in filter(None, found.values()):
        transaction.on_commit(partial(path_of_print(file).unlink, missing_ok=True))
    return len(found)
