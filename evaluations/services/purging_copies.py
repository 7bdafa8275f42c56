"""Every kept copy of what stood at a place is overwritten: changes, words of the review, notices, snapshots, prints."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from json import loads
from typing import Any

from django.db import transaction

from evaluations.evidence import store
from evaluations.freezing import freeze, thaw
from evaluations.models import (
    Change,
    CommentEntry,
    Correction,
    EvidenceUpload,
    Filing,
    NoticePrint,
    PendingImport,
    Report,
    ReturnNotice,
    Snapshot,
    canonical,
)
from evaluations.selectors import drafts, notices, reports
from evaluations.selectors.at_revision import ORDER
from evaluations.selectors.filings import overlaid
from evaluations.selectors.places import place_title
from evaluations.selectors.purged import MARK, is_proof, repeats, texts_at, without
from evaluations.selectors.review import corrections_of
from evaluations.selectors.snapshots import Frozen, frozen
from rubrics.scoring import address as addresses
from rubrics.scoring import assess
from rubrics.scoring.address import Address
from rubrics.scoring.reading.answers import Flat, read_flat
from rubrics.scoring.results import Answers, Sheet
from rubrics.selectors.programs import program_of

from .prints import drop_prints

FILE = "file:"
"""What is changed about a file is told in words, with the names of the indicators that it proves."""


@dataclass(frozen=True, slots=True)
class Clearing:
    """What is being cleared: the place, everything that stood there, of a file its names; under which revision."""

    filing: Filing
    place: Address
    texts: frozenset[str]
    names: tuple[str, ...]
    revision: int

    @property
    def where(self) -> str:
        return str(self.place)

    def holds(self, where: str) -> bool:
        """Whether an address is the place, or inside it."""
        return where == self.where or where.startswith((f"{self.where}/", f"{self.where}#"))

    def repeated(self, text: str, where: str = "") -> bool:
        """Whether words (said of the place itself, or elsewhere) repeat what stood there."""
        return bool(text) and repeats(text, self.texts, near=bool(where) and self.holds(where))

    def cleared(self, text: str, where: str = "") -> str:
        """Return words as they may stay."""
        return MARK if self.repeated(text, where) else text


def clear_changes(clearing: Clearing) -> list[int]:
    """Overwrite what was changed at the place; return the rows."""
    done = []
    before = clearing.filing.changes.filter(revision__lt=clearing.revision).exclude(source=ORDER)
    for change in before.order_by("pk"):
        kept = tuple(_change_left(clearing, change.address, text) for text in (change.old, change.new))
        if kept != (change.old, change.new):
            row = Change.objects.filter(pk=change.pk)
            row.update(old=kept[0], new=kept[1], purged=clearing.revision)
            done.append(change.pk)
    return done


def _change_left(clearing: Clearing, where: str, text: str) -> str:
    place = clearing.place
    if not text or where == clearing.where:
        return text and MARK
    if place.kind == "row" and where == addresses.cell(*place.path[:2]):
        return _row_left(text, place.path[2])
    told = where.startswith(FILE) or (place.kind == "file" and is_proof(where))
    return clearing.cleared(text) if told else text


def _row_left(text: str, column: str) -> str:
    """Return a row that came or went with the mark in one cell."""
    cells = loads(text)
    if not cells.get(column, {}).get("text"):
        return text
    return canonical({**cells, column: {**cells[column], "text": MARK}})


def clear_review(clearing: Clearing) -> tuple[list[int], list[int]]:
    """Overwrite what repeats it in opinions, answers, corrections and notices; return entries and notices."""
    return _clear_entries(clearing), _clear_notices(clearing)


def _clear_entries(clearing: Clearing) -> list[int]:
    filing, done = clearing.filing, []
    for entry in CommentEntry.objects.filter(comment__filing=filing).select_related("comment").order_by("pk"):
        if entry.text != MARK and clearing.repeated(entry.text, entry.comment.address):
            CommentEntry.objects.filter(pk=entry.pk).update(text=MARK, purged=clearing.revision)
            done.append(entry.pk)
    for comment in filing.comments.all():
        quote = str(comment.anchor.get("quote", ""))
        if quote and (clearing.holds(comment.address) or clearing.repeated(quote)):
            comment.anchor = {**comment.anchor, "quote": MARK}
            comment.save(update_fields=["anchor"])
    return done


def _clear_notices(clearing: Clearing) -> list[int]:
    done = []
    for notice in clearing.filing.return_notices.order_by("pk"):
        words, items = clearing.cleared(notice.words), [_item_left(clearing, item) for item in notice.items]
        if (words, items) != (notice.words, notice.items):
            row = ReturnNotice.objects.filter(pk=notice.pk)
            row.update(words=words, items=items, purged=clearing.revision)
            done.append(notice.pk)
    return done


def clear_corrections(clearing: Clearing, now: object) -> None:
    """Overwrite corrections of the place, which nothing holds under any more, and reasons that repeat it."""
    for one in clearing.filing.corrections.all():
        if one.address == clearing.where:
            row = Correction.objects.filter(pk=one.pk)
            row.update(value=MARK, reason=MARK, withdrawn_at=one.withdrawn_at or now)
        elif clearing.repeated(one.reason):
            Correction.objects.filter(pk=one.pk).update(reason=MARK)


def _item_left(clearing: Clearing, item: dict[str, Any]) -> dict[str, Any]:
    where = str(item["address"])
    kept = {**item, "text": clearing.cleared(str(item["text"]), where)}
    if "quote" in item and (clearing.holds(where) or clearing.repeated(str(item["quote"]))):
        kept["quote"] = MARK
    if "place" in item and clearing.repeated(str(item["place"]), clearing.where):
        document = program_of(clearing.filing.version.document_id).document
        kept["place"] = place_title(document, Flat({}), where)
    return kept


def clear_snapshots(clearing: Clearing) -> Iterator[tuple[Snapshot, Snapshot]]:
    """Write the snapshots that held it anew without it, scored as they are then; yield each as it was and as it is."""
    corrected = clearing.filing.corrections.filter(address=clearing.where).exists()
    for snapshot in clearing.filing.snapshots.order_by("seq"):
        kept = frozen(snapshot)
        verified = corrected and kept.verified is not None
        if not (verified or _held_by(clearing, kept)):
            continue
        now = Snapshot.objects.get(pk=snapshot.pk)
        flat = without(kept.flat, clearing.place, clearing.names)
        now.answers, now.content = canonical(freeze(flat)), _content_left(clearing, snapshot, kept, flat)
        now.purged = clearing.revision
        Snapshot.objects.filter(pk=now.pk).update(
            answers=now.answers, content=now.content, purged=clearing.revision
        )
        yield snapshot, now


def _held_by(clearing: Clearing, kept: Frozen) -> bool:
    if clearing.place.kind != "file":
        return any(texts_at(kept.flat, clearing.place))
    listed = any(file["key"] == clearing.place.path[0] for file in kept.evidence)
    return listed or without(kept.flat, clearing.place, clearing.names) != kept.flat


def _content_left(clearing: Clearing, snapshot: Snapshot, kept: Frozen, flat: Flat) -> str:
    """Return what was computed without the place: it may stand in any step of the old result."""
    answers, sheet = _scored(snapshot.digest, kept, flat)
    verified = None
    if kept.verified is not None:
        _, verified = _scored(snapshot.digest, kept, overlaid(flat, corrections_of(clearing.filing)))
    evidence = [file for file in kept.evidence if addresses.file(file["key"]) != clearing.where]
    changed = {"answers": answers, "sheet": sheet, "verified": verified, "evidence": tuple(evidence)}
    return canonical(freeze({**thaw(loads(snapshot.content)), **changed}))


def _scored(digest: str, kept: Frozen, flat: Flat) -> tuple[Answers, Sheet]:
    program = program_of(digest)
    read, problems = read_flat(program.document, flat)
    answers = replace(read, previous=kept.answers.previous, presets=kept.answers.presets)
    sheet = assess(program, answers)
    return answers, replace(sheet, problems=(*problems, *sheet.problems))


def drop_copies(clearing: Clearing, cleared: list[int], told: list[int]) -> None:
    """Delete prints that show it, files that were read and wait, and uploads that nobody finished."""
    filing = clearing.filing
    drop_prints(filing.drafts.all(), drafts.KIND)
    drop_prints(Report.objects.filter(snapshot__in=cleared), reports.KIND)
    drop_prints(NoticePrint.objects.filter(notice__in=told), notices.KIND)
    PendingImport.objects.filter(filing=filing).delete()
    if clearing.place.kind == "file":
        for upload in EvidenceUpload.objects.filter(filing=filing):
            transaction.on_commit(partial(store.drop_part, upload.key))
            upload.delete()
