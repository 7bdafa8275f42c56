"""An edit against the submission of what was signed on paper: the scan belongs to what is sent, or nothing is sent."""

import pytest

from evaluations.models import Filing, Snapshot
from evaluations.selectors.filings import flat_of
from evaluations.selectors.signing import content_digest, signature_of
from evaluations.selectors.snapshots import frozen
from evaluations.services.evidence import Offered
from evaluations.services.filing import save_fields
from evaluations.services.signing import keep_scan, print_sheet
from evaluations.workflow import SignOff
from tests.evaluations.conftest import typed
from tests.evaluations.evidence.papers import pdf

from .test_races import SPENT, office, racers, ready_filing

pytestmark = pytest.mark.postgresql
__all__ = ["office", "racers"]

BLOCKED = "还有 1 项没有改正或说明，不能提交。请按列出的位置逐项办理。"


@pytest.fixture
def signed(office, settings, tmp_path):
    """Makes filings with a signed scan that holds."""
    settings.MEDIA_ROOT, settings.EVIDENCE_ROOT = tmp_path, tmp_path / "evidence"
    office.cycle.sign_off = SignOff.PAPER
    office.cycle.save()

    def make() -> Filing:
        filing = Filing.objects.get(pk=ready_filing(office).pk)
        sheet, _ = print_sheet(actor=office.filer, filing=filing)
        offered = Offered("签好.pdf", pdf())
        keep_scan(actor=office.filer, filing=filing, sheet_id=sheet.pk, offered=offered)
        return filing

    return make


def edited_meanwhile(office, racers, filing, guard):
    """Let a process that submits wait before it holds the filing, edit, and let it go on; return its answer."""
    (racer,) = racers(office.filer, off=[guard])
    racer.tell(filing=filing.pk, act="submit")
    assert racer.hear() == {"at": "barrier"}
    assert save_fields(actor=office.filer, filing=filing, values=typed({SPENT: "94"}, 1)).ok
    racer.go_on()
    return racer.hear()


def test_edit_that_comes_between_makes_the_signed_scan_void_and_nothing_is_sent(office, racers, signed):
    filing = signed()
    assert edited_meanwhile(office, racers, filing, "pause") == {"refused": BLOCKED}
    assert filing.snapshots.count() == 0


def test_edit_that_comes_between_without_the_guard_is_sent_unsigned(office, racers, signed):
    filing = signed()
    assert "number" in edited_meanwhile(office, racers, filing, "paper")
    snapshot = filing.snapshots.get()
    assert (frozen(snapshot).flat.answers[SPENT].text, signature_of(snapshot)) == ("94", None)


def test_edit_and_submission_at_once_send_what_was_signed_or_nothing(office, racers, rounds, figure, signed):
    sender, writer = racers(office.filer, office.filer)
    tries = rounds(5, 500)
    sent = 0
    for _ in range(tries):
        filing = signed()
        sender.tell(filing=filing.pk, act="submit")
        writer.tell(filing=filing.pk, act="save", address=SPENT, text="94", based_on=1)
        answer, _ = sender.hear(), writer.hear()
        snapshot = Snapshot.objects.filter(filing=filing).first()
        sent += snapshot is not None
        assert (snapshot is None) == (answer == {"refused": BLOCKED}), answer
        if snapshot is not None:
            kept = frozen(snapshot)
            assert kept.flat.answers[SPENT].text == "95"
            assert signature_of(snapshot)["content"] == content_digest(filing, flat_of(filing))
    figure("edit against submission with a scan", f"{tries} rounds: {sent} sent as signed, the rest refused")
