"""盖章件, 纸质件 and 归档: each belongs to the final copy that holds, and to no other."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from evaluations.models import Cycle, Event, PaperReceipt, StampedCopy
from evaluations.services.closing import keep_stamped, sign_for_paper
from evaluations.services.evidence import Offered
from evaluations.services.results import Refused
from evaluations.services.review import accept, approve, archive
from evaluations.services.submission import submit
from tests.evaluations.conftest import fill
from tests.evaluations.evidence.papers import pdf, png

pytestmark = pytest.mark.django_db
SCAN = Offered("盖章件.png", png())


@pytest.fixture
def final(office):
    """A year that wants stamp and paper; the filing is approved."""
    Cycle.objects.filter(pk=office.cycle.pk).update(wants_stamp=True, wants_paper=True)
    office.filing.refresh_from_db()
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=fresh(office))
    office.copy = approve(actor=office.reviewer, filing=fresh(office), revision=office.filing.revision)
    office.filing.refresh_from_db()
    return office


def fresh(office):
    office.filing.refresh_from_db()
    return office.filing


def test_archiving_waits_for_the_stamped_copy_and_the_paper(final):
    with pytest.raises(Refused, match="还没有现在这一份定稿的盖章件"):
        archive(actor=final.rubric_admin, filing=fresh(final))
    copy = keep_stamped(actor=final.filer, filing=final.filing, number=final.copy.number, offered=SCAN)
    assert (copy.snapshot, copy.name, copy.kind) == (final.copy, "盖章件.png", "png")
    with pytest.raises(Refused, match="纸质件还没有签收"):
        archive(actor=final.rubric_admin, filing=fresh(final))
    sign_for_paper(actor=final.rubric_admin, filing=final.filing, day=timezone.localdate(), copies=2)
    archive(actor=final.rubric_admin, filing=fresh(final))
    assert fresh(final).state == "archived"
    told = Event.objects.filter(filing=final.filing).order_by("seq")
    number = final.copy.number
    assert [(one.action, one.data.get("number")) for one in told][-4:] == [
        ("approve", number),
        ("keep_stamped", number),
        ("sign_for_paper", number),
        ("archive", None),
    ]


@pytest.mark.parametrize("spelled", ["{}", " {} ", "{dash}"])
def test_number_is_read_off_the_paper_however_it_is_spelled(final, spelled):
    number = spelled.format(final.copy.number, dash=final.copy.number.replace("-", "—"))
    keep_stamped(actor=final.filer, filing=final.filing, number=number, offered=SCAN)
    assert StampedCopy.objects.get().snapshot == final.copy


def test_stamped_copy_of_another_number_is_refused_and_nothing_is_kept(final, settings):
    before = sorted(path.name for path in settings.MEDIA_ROOT.rglob("*"))
    with pytest.raises(Refused) as refusal:
        keep_stamped(actor=final.filer, filing=final.filing, number="2020-103001-定09", offered=SCAN)
    assert refusal.value.reason == (
        f"盖章件上的编号是“2020-103001-定09”，系统定稿的编号是“{final.copy.number}”，不是同一份。"
        "请打印系统里的定稿，盖章后上传。"
    )
    assert StampedCopy.objects.count() == 0
    assert sorted(path.name for path in settings.MEDIA_ROOT.rglob("*")) == before


def test_later_stamped_copy_takes_the_place_of_the_one_before_which_stays(final):
    first = keep_stamped(actor=final.filer, filing=final.filing, number=final.copy.number, offered=SCAN)
    again = Offered("重新盖章.pdf", pdf())
    second = keep_stamped(actor=final.filer, filing=fresh(final), number=final.copy.number, offered=again)
    first.refresh_from_db()
    assert (first.replaced_at is None, second.replaced_at is None) == (False, True)
    assert list(final.copy.stamped_copies.filter(replaced_at=None)) == [second]


def test_stamped_copy_of_another_kind_is_refused(final):
    with pytest.raises(Refused, match="不能作为佐证材料"):
        keep_stamped(
            actor=final.filer,
            filing=final.filing,
            number=final.copy.number,
            offered=Offered("盖章件.pdf", b"<svg/>"),
        )


@pytest.mark.parametrize(
    ("ahead", "copies", "reason"),
    [
        (1, 1, "签收日期还没有到。请填实际收到的日期。"),
        (0, 0, "份数要在 1 到 99 之间。请改正份数。"),
        (0, 100, "份数要在 1 到 99 之间。请改正份数。"),
    ],
)
def test_receipt_of_no_copy_or_of_tomorrow_is_refused(final, ahead, copies, reason):
    day: date = timezone.localdate() + timedelta(days=ahead)
    with pytest.raises(Refused) as refusal:
        sign_for_paper(actor=final.rubric_admin, filing=final.filing, day=day, copies=copies)
    assert refusal.value.reason == reason
    assert PaperReceipt.objects.count() == 0
