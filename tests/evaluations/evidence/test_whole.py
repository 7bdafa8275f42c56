"""A write of evidence is done whole or not at all, rows and bytes alike, and none in a state that is locked."""

import pytest

from evaluations.models import Filing
from evaluations.services.evidence import Offered, add_file, link_file, remove_file, unlink_file
from evaluations.services.results import Refused
from evaluations.services.uploads import Announced, finish_upload, start_upload, take_piece
from evaluations.workflow import EDITABLE, EVERY_STORED_STATE
from tests.evaluations.services.test_whole_or_not import broken_off
from tests.fingerprint import fingerprint

from .papers import pdf, png

pytestmark = pytest.mark.django_db

LINE, FIGURE = "line:社会效益/佐证", "fig:调整预算数"


def of(office) -> dict:
    return {"actor": office.filer, "filing": office.filing}


ACTS = {
    "add": lambda o: add_file(**of(o), offered=Offered("图.png", png(), LINE)),
    "link": lambda o: link_file(**of(o), key=o.file.key, address=LINE, pages="3"),
    "unlink": lambda o: unlink_file(**of(o), key=o.file.key, address=FIGURE),
    "remove": lambda o: remove_file(**of(o), key=o.file.key),
    "start": lambda o: start_upload(**of(o), announced=Announced("新.pdf", 9)),
    "piece": lambda o: take_piece(actor=o.filer, upload=o.coming, offset=3, piece=b"456"),
}


@pytest.fixture
def ready(office, kept):
    """The office with a file that proves a figure, and one of which a part has come in."""
    office.file = add_file(**of(office), offered=Offered("批复.pdf", pdf(), FIGURE))
    office.coming = start_upload(**of(office), announced=Announced("来.pdf", 9))
    take_piece(actor=office.filer, upload=office.coming, offset=0, piece=b"123")
    return office


@pytest.mark.parametrize("name", ACTS)
def test_write_broken_off_at_any_statement_leaves_every_row_and_file(ready, kept, name):
    before, files, broken = fingerprint(), kept(), 0
    while broken_off(lambda: ACTS[name](ready), broken):
        assert (fingerprint(), kept()) == (before, files), f"after statement {broken}"
        broken += 1
    assert broken > 3
    assert fingerprint() != before


def test_finish_broken_off_at_any_statement_keeps_the_whole_file_or_nothing(office, kept):
    data, finished = png(), False
    for broken in range(100):
        upload = start_upload(**of(office), announced=Announced("图.png", len(data)))
        if upload.received == 0:
            take_piece(actor=office.filer, upload=upload, offset=0, piece=data)
        finished = not broken_off(lambda up=upload: finish_upload(actor=office.filer, upload=up), broken)
        if finished:
            break
        assert not any(name.startswith("kept/") for name in kept()), f"after statement {broken}"
        assert office.filing.evidence.count() == 0
    assert (finished, office.filing.evidence.count(), len(kept())) == (True, 1, 1)


@pytest.mark.parametrize("state", sorted(EVERY_STORED_STATE - EDITABLE))
def test_no_evidence_is_written_in_a_locked_state(ready, kept, state):
    Filing.objects.update(state=state)
    ready.filing.state = state
    ready.coming.filing = ready.filing
    before, files = fingerprint(), kept()
    for name, act in ACTS.items():
        with pytest.raises(Refused):
            act(ready)
        assert (fingerprint(), kept()) == (before, files), name
