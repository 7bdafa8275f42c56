"""The heads of the chains are kept outside the database, day by day: what was cut off later is found by them."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from evaluations import tasks
from evaluations.models import Chain, Event
from evaluations.services import anchors, submission
from evaluations.services.events import ORGANISATION, head_text
from evaluations.services.integrity import broken_links
from evaluations.services.seals import seal_of
from evaluations.triggers import GUARDS
from rubrics.triggers import remove
from tests.evaluations.conftest import fill

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 3, 1), date(2026, 3, 2)


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.ANCHOR_ROOT = tmp_path / "anchors"
    return settings.ANCHOR_ROOT


def sent(office) -> str:
    """Two acts of a filing; the name of its chain."""
    fill(office)
    submission.submit(actor=office.filer, filing=office.filing)
    return f"filing/{office.filing.pk}"


def cut_off(chain: str, left: int) -> None:
    """Somebody with a copy of the database of an earlier moment puts back what stood there then, head and all."""
    Event.objects.filter(chain=chain, seq__gt=left).delete()
    head = Chain.objects.get(name=chain)
    last = Event.objects.filter(chain=chain).order_by("-seq").first()
    head.length, head.head = left, last.sha if last else ""
    Chain.objects.filter(name=chain).update(length=left, head=head.head, seal=seal_of(head_text(head)))


def test_one_file_a_day_names_every_head_and_the_file_before(office, folder):
    chain = sent(office)
    first = anchors.anchor_heads(FIRST)
    assert first == folder / "2026-03-01.json"
    told = json.loads(first.read_text())["told"]
    heads = {one.name: [one.length, one.head] for one in Chain.objects.exclude(name=ORGANISATION)}
    assert {name: head for name, head in told["heads"].items() if name != ORGANISATION} == heads
    assert (told["heads"][chain][0], told["before"]) == (2, "")
    assert anchors.anchor_heads(SECOND) == folder / "2026-03-02.json"
    noted = Event.objects.filter(action="anchor").order_by("seq")
    assert [event.data["file"] for event in noted] == ["2026-03-01.json", "2026-03-02.json"]
    assert json.loads((folder / "2026-03-02.json").read_text())["told"]["before"] == noted[0].data["sha"]
    assert broken_links() == []


def test_a_second_time_on_a_day_does_nothing(office, folder):
    anchors.anchor_heads(FIRST)
    before = (folder / "2026-03-01.json").read_bytes()
    sent(office)
    assert anchors.anchor_heads(FIRST) is None
    assert ((folder / "2026-03-01.json").read_bytes(), [one.name for one in folder.iterdir()]) == (
        before,
        ["2026-03-01.json"],
    )
    assert Event.objects.filter(action="anchor").count() == 1


def test_the_workers_task_does_it_once_a_day(office, folder):
    assert (tasks.anchor_heads(), tasks.anchor_heads()) == (True, False)
    assert [path.name for path in folder.iterdir()] == [f"{timezone.localdate():%Y-%m-%d}.json"]


def test_a_file_of_a_process_that_broke_off_before_its_event_is_noted_as_it_is(office, folder, monkeypatch):
    def fail(**_):
        raise OSError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(anchors, "record", fail)
        with pytest.raises(OSError, match="gone"):
            anchors.anchor_heads(FIRST)
    before = (folder / "2026-03-01.json").read_bytes()
    assert broken_links() == ["留存文件 2026-03-01.json 没有登记"]
    assert anchors.anchor_heads(FIRST) == folder / "2026-03-01.json"
    assert ((folder / "2026-03-01.json").read_bytes(), broken_links()) == (before, [])


def put_back(office, chain: str) -> None:
    """The whole filing as it was before it was sent: its chain, its snapshot, its state."""
    office.filing.snapshots.all().delete()
    type(office.filing).objects.update(state="filling")
    cut_off(chain, 1)


def test_a_chain_that_was_put_back_to_an_earlier_moment_is_found_by_the_file(office, folder):
    chain = sent(office)
    anchors.anchor_heads(FIRST)
    remove(GUARDS, "default")
    put_back(office, chain)
    assert broken_links() == [f"{chain}：第 2 条缺失或与 2026-03-01.json 留存的不符"]


def test_the_same_without_the_file_is_not_found(office, folder):
    """Control: within the database everything fits."""
    chain = sent(office)
    remove(GUARDS, "default")
    put_back(office, chain)
    assert broken_links() == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.unlink(), "留存文件 2026-03-01.json 缺失，或与登记的不符"),
        (
            lambda path: path.write_text(path.read_text() + " "),
            "留存文件 2026-03-01.json 缺失，或与登记的不符",
        ),
        (
            lambda path: (path.parent / "2026-02-28.json").write_text("{}"),
            "留存文件 2026-02-28.json 没有登记",
        ),
    ],
    ids=["gone", "altered", "foreign"],
)
def test_a_file_that_is_gone_altered_or_foreign_is_told(office, folder, spoil, said):
    anchors.anchor_heads(FIRST)
    spoil(folder / "2026-03-01.json")
    assert broken_links() == [said]


def test_a_file_sealed_by_another_key_is_told_and_one_of_a_former_key_holds(office, folder, settings):
    anchors.anchor_heads(FIRST)
    former, settings.SEAL_KEY = settings.SEAL_KEY, "another" * 8
    assert "留存文件 2026-03-01.json 不是本系统写的" in broken_links()
    settings.OLD_SEAL_KEYS = [former]
    assert broken_links() == []
