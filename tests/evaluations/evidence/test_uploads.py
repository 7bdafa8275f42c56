"""An upload in pieces: goes on where it stopped, never mixes files, leaves nothing; what nobody finishes is swept."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from evaluations.evidence import store
from evaluations.evidence.limits import PIECE
from evaluations.models import Evidence, EvidenceUpload
from evaluations.services.evidence import BAD_PAGES, NO_PLACE, Offered, add_file
from evaluations.services.results import Refused
from evaluations.services.uploads import (
    Announced,
    Misplaced,
    finish_upload,
    start_upload,
    sweep_files,
    take_piece,
)
from evaluations.workflow import Role
from tests import factories

from .papers import pdf

pytestmark = pytest.mark.django_db

DATA = pdf(b"%" + os.urandom(1_200_000).hex().encode())
FIGURE = "fig:调整预算数"


def start(office, actor=None, **more):
    announced = {"name": "批复.pdf", "size": len(DATA), "mark": "17", "address": FIGURE, **more}
    return start_upload(actor=actor or office.filer, filing=office.filing, announced=Announced(**announced))


def take(office, upload, offset, piece):
    return take_piece(actor=office.filer, upload=upload, offset=offset, piece=piece)


def pieces(data: bytes, start: int = 0):
    return [(at, data[at : at + PIECE]) for at in range(start, len(data), PIECE)]


def test_file_that_comes_in_pieces_is_kept_whole_and_linked(office, kept):
    upload = start(office)
    received = [take(office, upload, at, piece) for at, piece in pieces(DATA)]
    assert received == [PIECE, 2 * PIECE, len(DATA)]
    evidence = finish_upload(actor=office.filer, upload=upload)
    assert store.get(evidence.key, evidence.sha) == DATA
    assert [(one.address, one.by) for one in evidence.links.all()] == [(FIGURE, office.filer)]
    assert (EvidenceUpload.objects.count(), kept()) == (0, [f"kept/{evidence.key}"])


def test_upload_goes_on_where_it_stopped_and_counts_a_repeated_piece_once(office, kept):
    take(office, start(office), *pieces(DATA)[0])
    again = start(office)
    assert again.received == PIECE
    assert take(office, again, *pieces(DATA)[0]) == PIECE
    with pytest.raises(Misplaced) as misplaced:
        take(office, again, *pieces(DATA)[2])
    assert misplaced.value.received == PIECE
    with pytest.raises(Misplaced):
        finish_upload(actor=office.filer, upload=again)
    for at, piece in pieces(DATA, PIECE):
        take(office, again, at, piece)
    evidence = finish_upload(actor=office.filer, upload=again)
    assert store.get(evidence.key, evidence.sha) == DATA


@pytest.mark.parametrize(
    ("announced", "said"),
    [({"pages": "五"}, BAD_PAGES), ({"address": "fig:没有", "pages": ""}, NO_PLACE)],
)
def test_upload_with_pages_or_a_place_that_cannot_be_is_refused_before_a_byte_travels(
    office, kept, announced, said
):
    with pytest.raises(Refused) as refusal:
        start(office, **announced)
    assert (refusal.value.reason, EvidenceUpload.objects.count(), kept()) == (said, 0, [])


def test_bytes_that_were_written_and_never_acknowledged_are_written_over(office, kept):
    upload = start(office)
    store.write_part(upload.key, 0, b"left by a killed process" * 100_000)
    for at, piece in pieces(DATA):
        take(office, upload, at, piece)
    evidence = finish_upload(actor=office.filer, upload=upload)
    assert store.get(evidence.key, evidence.sha) == DATA


@pytest.mark.parametrize("more", [{"name": "b.pdf"}, {"size": 9}, {"mark": "18"}, {"address": ""}])
def test_another_file_begins_anew(office, kept, more):
    first = start(office)
    take(office, first, *pieces(DATA)[0])
    assert start(office, **more).received == 0


def test_colleague_cannot_continue_an_upload_of_mine(office, kept):
    colleague = factories.member(Role.FILER, office.department)
    mine = start(office)
    assert start(office, actor=colleague).key != mine.key
    with pytest.raises(Refused):
        take_piece(actor=colleague, upload=mine, offset=0, piece=b"x")
    with pytest.raises(Refused):
        finish_upload(actor=colleague, upload=mine)


@pytest.mark.parametrize(
    ("more", "reason"),
    [({"size": 30_000_001}, "超过 30 MB"), ({"size": 0}, "文件是空的")],
)
def test_announced_size_is_judged_before_anything_comes(office, kept, more, reason):
    with pytest.raises(Refused, match=reason):
        start(office, **more)


def test_what_is_announced_counts_against_the_room(office, kept, settings):
    settings.EVIDENCE_FILING_MB = 4
    start(office)
    with pytest.raises(Refused, match="超过 4 MB"):
        start(office, name="另一个.pdf")


def test_unfinished_uploads_are_not_without_number(office, kept):
    for number in range(20):
        start(office, size=1, name=f"{number}.pdf")
    with pytest.raises(Refused, match="没有传完的文件太多"):
        start(office, size=1, name="20.pdf")


@pytest.mark.parametrize(("offset", "piece"), [(0, b"x" * 200), (50, b"x" * 51), (0, b"x" * (PIECE + 1))])
def test_more_than_was_announced_is_refused(office, kept, offset, piece):
    upload = start(office, size=100)
    with pytest.raises(Refused, match="比说好的长"):
        take(office, upload, offset, piece)
    assert kept() == []


def test_refused_content_leaves_nothing_of_the_upload(office, kept):
    data = b"<svg>" + bytes(95)
    upload = start(office, size=100)
    take(office, upload, 0, data)
    assert len(kept()) == 1
    with pytest.raises(Refused, match="SVG"):
        finish_upload(actor=office.filer, upload=upload)
    assert (EvidenceUpload.objects.count(), Evidence.objects.count(), kept()) == (0, 0, [])
    with pytest.raises(Refused):
        finish_upload(actor=office.filer, upload=upload)


def test_sweep_takes_what_nobody_finished_and_what_belongs_to_nothing(office, kept):
    evidence = add_file(actor=office.filer, filing=office.filing, offered=Offered("a.pdf", pdf()))
    orphan, young = store.put(b"killed before the row was stored"), store.put(b"its row is being stored")
    left, waiting = start(office, name="left.pdf"), start(office, name="waiting.pdf")
    for upload in (left, waiting):
        take(office, upload, *pieces(DATA)[0])
    store.write_part("0" * 32, 0, b"a part without a row")
    EvidenceUpload.objects.filter(pk=left.pk).update(touched_at=timezone.now() - timedelta(days=1, seconds=1))
    for name in (f"kept/{orphan}", f"kept/{evidence.key}", f"parts/{waiting.key}", f"parts/{'0' * 32}"):
        age(name)
    assert sweep_files() == 3
    assert kept() == sorted([f"kept/{evidence.key}", f"kept/{young}", f"parts/{waiting.key}"])
    assert list(EvidenceUpload.objects.values_list("key", flat=True)) == [waiting.key]


def test_sweep_finds_what_a_removal_left(office, kept):
    evidence = add_file(actor=office.filer, filing=office.filing, offered=Offered("a.pdf", pdf()))
    Evidence.objects.update(removed_at=timezone.now(), stored=False)
    age(f"kept/{evidence.key}")
    assert (sweep_files(), kept()) == (1, [])


def age(name: str) -> None:
    """Make a file look two hours old."""
    from django.conf import settings

    before = time.time() - 7_200
    os.utime(Path(settings.EVIDENCE_ROOT) / name, (before, before))
