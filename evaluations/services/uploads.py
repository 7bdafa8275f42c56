"""A file that comes in piece by piece: begun, continued where it stopped, finished; what nobody finishes is swept."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Sum

from evaluations import clock
from evaluations.access import Person
from evaluations.evidence import inspection, store
from evaluations.evidence.limits import MOST_UNFINISHED, PIECE, most_bytes
from evaluations.models import Evidence, EvidenceUpload, Filing
from evaluations.selectors.kept_files import owned

from .evidence import GONE, Offered, add_file, check_room, may_edit, pages_at
from .results import Refused

KEPT = timedelta(days=1)
"""How long an unfinished file waits to be continued."""
SETTLED_SECONDS = 3_600
"""A file without a row that is older belongs to nobody: no write takes so long."""
TOO_MANY = "没有传完的文件太多。请先把它们传完，或过一天再传。"


@dataclass(frozen=True, slots=True)
class Announced:
    """What is about to come: `mark` tells the same file again when it is brought a second time."""

    name: str
    size: int
    mark: str = ""
    address: str = ""
    pages: str = ""
    spread: bool = False


class Misplaced(Exception):
    """A piece does not begin where the last one ended; `received` is where the next one has to."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


@transaction.atomic
def start_upload(*, actor: Person, filing: Filing, announced: Announced) -> EvidenceUpload:
    """Begin an upload, or return the one that the same person left unfinished for the same file and place.

    Refused as the whole file would be: by its size, the room left, pages that cannot be read, a place that is none.
    """
    may_edit(actor, filing)
    if announced.size > most_bytes():
        problem = inspection.too_large()
        raise Refused(f"{problem.what}。{problem.todo}。")
    if announced.size < 1:
        raise Refused("。".join((*inspection.EMPTY, "")))
    if announced.address:
        pages_at(filing, announced.address, announced.pages)  # before the bytes travel, not after
    Filing.objects.select_for_update().get(pk=filing.pk)
    same = {
        "by": actor,
        "name": announced.name,
        "size": announced.size,
        "mark": announced.mark,
        "address": announced.address,
    }
    unfinished = filing.evidence_uploads.all()
    left = unfinished.filter(**same).first()
    if left is not None:
        EvidenceUpload.objects.filter(pk=left.pk).update(pages=announced.pages, spread=announced.spread)
        return left
    if unfinished.count() >= MOST_UNFINISHED:
        raise Refused(TOO_MANY)
    waiting = unfinished.aggregate(sum=Sum("size"))["sum"] or 0
    check_room(filing, waiting + announced.size)
    return EvidenceUpload.objects.create(
        key=store.new_name(),
        filing=filing,
        pages=announced.pages,
        spread=announced.spread,
        touched_at=clock.now(),
        **same,
    )


@transaction.atomic
def take_piece(*, actor: Person, upload: EvidenceUpload, offset: int, piece: bytes) -> int:
    """Write the piece that begins at `offset`; return how many bytes are there now.

    A piece that is sent again because its answer was lost is counted once. Raises Misplaced.
    """
    held = _held(actor, upload)
    if len(piece) > PIECE or offset + len(piece) > held.size:
        raise Refused("收到的内容比说好的长，没有保存。请重新选择文件上传。")
    if offset + len(piece) == held.received and piece:
        return held.received
    if offset != held.received:
        raise Misplaced(held.received)
    store.write_part(held.key, offset, piece)
    held.received, held.touched_at = offset + len(piece), clock.now()
    held.save(update_fields=["received", "touched_at"])
    return held.received


def finish_upload(*, actor: Person, upload: EvidenceUpload) -> Evidence:
    """Keep the whole file as evidence; whether it is kept or refused, nothing of the upload is left.

    Finished twice at a time, one of the two gets the file and the other is refused.
    """
    with transaction.atomic():
        held = _held(actor, upload)
        if held.received != held.size:
            raise Misplaced(held.received)
        data = store.read_part(held.key)[: held.size]
        offered = Offered(held.name, data, held.address, held.pages, held.spread)
        held.delete()
    store.drop_part(upload.key)
    if len(data) != upload.size:
        raise Refused(GONE)
    return add_file(actor=actor, filing=upload.filing, offered=offered)


def sweep_files() -> int:
    """Delete what nobody finished, and files whose row was never stored or is gone. Return how many went."""
    old = EvidenceUpload.objects.filter(touched_at__lt=clock.now() - KEPT)
    gone = list(old.values_list("key", flat=True))
    old.delete()
    coming = set(EvidenceUpload.objects.values_list("key", flat=True))
    left = {name for name in store.older_than(store.PARTS, SETTLED_SECONDS) if name not in coming}
    for name in {*gone, *left}:
        store.drop_part(name)
    kept = store.older_than(store.KEPT, SETTLED_SECONDS)
    known = owned(kept)
    orphans = [name for name in kept if name not in known]
    for name in orphans:
        store.drop(name)
    return len({*gone, *left}) + len(orphans)


def _held(actor: Person, upload: EvidenceUpload) -> EvidenceUpload:
    """Return an upload that is the person's own, its row locked. Raises Refused when it is not there any more."""
    may_edit(actor, upload.filing)
    held = EvidenceUpload.objects.select_for_update().filter(pk=upload.pk, by=actor).first()
    if held is None:
        raise Refused(GONE)
    return held
