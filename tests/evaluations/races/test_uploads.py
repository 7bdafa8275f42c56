"""One file brought twice at once: one file is kept, both are told of it, and no bytes are left over."""

import pytest

from evaluations.evidence import store
from tests.evaluations.evidence.papers import pdf

from .test_races import office, racers

pytestmark = pytest.mark.postgresql
__all__ = ["office", "racers"]


@pytest.fixture
def folder(settings, tmp_path):
    """A store of its own, for the racing processes too."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    return str(settings.EVIDENCE_ROOT)


def bring(pair, office, folder, text):
    for racer in pair:
        racer.tell(filing=office.filing.pk, act="bring", text=text, folder=folder)
    return [racer.hear() for racer in pair]


def test_one_file_brought_twice_at_once_is_kept_once(office, racers, rounds, figure, folder):
    pair = racers(office.filer, office.filer)
    tries = rounds(5, 300)
    for number in range(tries):
        first, second = bring(pair, office, folder, f"{number}")
        assert (
            first == second == {"key": office.filing.evidence.get(sha=first["sha"]).key, "sha": first["sha"]}
        )
    kept = set(office.filing.evidence.values_list("key", flat=True))
    assert (len(kept), set(store.older_than(store.KEPT, -1))) == (tries, kept)
    assert store.get(first["key"], first["sha"]) == pdf(f"{tries - 1}".encode())
    figure("one file brought twice at once", f"{tries} rounds, one file each, nothing left over")


def test_one_file_brought_twice_at_once_without_the_lock_is_still_one_but_the_second_fails(
    office, racers, folder
):
    pair = racers(office.filer, office.filer, off=["evidence"])
    answers = bring(pair, office, folder, "x")
    assert answers == [{"at": "barrier"}] * 2
    for racer in pair:
        racer.go_on()
    told = sorted((racer.hear() for racer in pair), key=lambda answer: "error" in answer)
    assert (told[1], office.filing.evidence.get().key) == ({"error": "IntegrityError"}, told[0]["key"])
    assert store.older_than(store.KEPT, -1) == [told[0]["key"]]
