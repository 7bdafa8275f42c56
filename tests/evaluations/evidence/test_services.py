"""Files are added, linked, removed: one change each, no byte left where nothing was stored, sent ones kept for good."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from evaluations.evidence import store
from evaluations.models import Answer, Change, Evidence, EvidenceLink, Filing
from evaluations.selectors.evidence import File, files_for, files_now, files_sent
from evaluations.selectors.filings import sheet_of
from evaluations.services.comments import Opinion, add_comment
from evaluations.services.evidence import Offered, add_file, link_file, remove_file, unlink_file
from evaluations.services.results import Refused
from evaluations.services.review import accept, return_filing
from evaluations.services.submission import submit, take_back
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import fill

from .papers import pdf, png

pytestmark = pytest.mark.django_db

FIGURE, LINE, PAPER = "fig:调整预算数", "line:社会效益/佐证", "attachment:预算批复"
CHAPTER = "chapter:主要职能"


def add(office, data: bytes = b"", name: str = "批复.pdf", address: str = "", pages: str = "", **more):
    offered = Offered(name, data or pdf(), address, pages)
    return add_file(actor=more.get("actor", office.filer), filing=office.filing, offered=offered)


def test_added_file_is_stored_with_its_link_and_one_change(office, kept):
    evidence = add(office, address=FIGURE, pages="第3—5页")
    assert files_now(office.filing) == (
        File(
            key=evidence.key,
            name="批复.pdf",
            kind="pdf",
            size=len(pdf()),
            sha=hashlib.sha256(pdf()).hexdigest(),
            by=str(office.filer),
            at=evidence.at,
            places=((FIGURE, "3-5"),),
        ),
    )
    assert kept() == [f"kept/{evidence.key}"]
    change = Change.objects.get()
    assert (change.address, change.old, change.new, change.revision) == (
        f"file:{evidence.key}",
        "",
        "批复.pdf（调整预算数 第 3-5 页）",
        1,
    )
    assert store.get(evidence.key, evidence.sha) == pdf()


def test_same_content_again_is_the_file_that_is_there_with_one_more_place(office, kept):
    first = add(office, address=FIGURE)
    again = add(office, name="另一个名字.pdf", address=PAPER)
    assert again == first
    assert kept() == [f"kept/{first.key}"]
    assert files_now(office.filing)[0].places == ((FIGURE, ""), (PAPER, ""))
    add(office, address=PAPER)
    assert Change.objects.count() == 2


def test_file_linked_to_a_chapter_is_kept_there_and_leaves_its_text_alone(office, kept):
    fill(office, **{CHAPTER: "负责应急管理。"})
    text = office.filing.narratives.values().get(chapter="主要职能")
    evidence = add(office)
    link_file(actor=office.filer, filing=office.filing, key=evidence.key, address=CHAPTER, pages="2-3")
    assert [each.places for each in files_now(office.filing)] == [((CHAPTER, "2-3"),)]
    assert office.filing.narratives.values().get(chapter="主要职能") == text
    assert Change.objects.latest("pk").new == "批复.pdf（主要职能 第 2-3 页）"


def test_line_under_an_indicator_follows_its_files(office, kept):
    evidence = add(office, address=LINE, pages="3-5")
    assert text_at(LINE) == "批复.pdf 第 3-5 页"
    link_file(actor=office.filer, filing=office.filing, key=evidence.key, address=LINE, pages="8")
    assert text_at(LINE) == "批复.pdf 第 8 页"
    Answer.objects.filter(key=LINE).update(value="盖章纸质件一份\n批复.pdf 第 8 页")
    unlink_file(actor=office.filer, filing=office.filing, key=evidence.key, address=LINE)
    assert text_at(LINE) == "盖章纸质件一份"
    assert [change.new for change in Change.objects.filter(address=LINE)] == [
        "批复.pdf 第 3-5 页",
        "批复.pdf 第 8 页",
        "盖章纸质件一份",
    ]


def text_at(where: str) -> str:
    return Answer.objects.get(key=where).value


def test_indicator_that_needs_evidence_scores_once_a_file_proves_it(kept):
    from evaluations.services.filing import save_fields
    from tests.evaluations.conftest import typed
    from tests.evaluations.filing.made import opened

    made = opened()
    proved = next(one for one in made.document.criteria for one in leaves(one) if one.evidence)
    ticks = {f"line:{proved.id}/{item.id}": "是" for item in proved.rule.items}
    assert save_fields(actor=made.filer, filing=made.filing, values=typed(ticks)).ok
    before = sheet_of(made.filing).lines[proved.id].score
    where = f"line:{proved.id}/佐证"
    add_file(actor=made.filer, filing=made.filing, offered=Offered("检查记录.pdf", pdf(), where))
    assert (before, sheet_of(made.filing).lines[proved.id].score) == (0, proved.points)


def leaves(node):
    from rubrics.scoring.index import walk

    return walk((node,))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"data": b"<svg/>"}, "这是 SVG 图片，不能作为佐证材料。请另存为 PNG 或 PDF。"),
        ({"address": "fig:没有"}, "没有这个位置"),
        ({"address": "fig:部门名称"}, "没有这个位置"),
        ({"address": "attachment:没有这份"}, "没有这个位置"),
        ({"address": "line:社会效益/得分"}, "没有这个位置"),
        ({"address": "row:项目/k/支出"}, "没有这个位置"),
        ({"address": "file:0"}, "没有这个位置"),
        ({"address": FIGURE, "pages": "五"}, "页码看不懂"),
    ],
)
def test_refused_file_leaves_nothing(office, kept, more, reason):
    with pytest.raises(Refused, match=reason):
        add(office, **more)
    assert (Evidence.objects.count(), Change.objects.count(), kept()) == (0, 0, [])
    assert Filing.objects.get(pk=office.filing.pk).revision == 0


def test_failure_while_the_row_is_stored_leaves_no_byte(office, kept, monkeypatch):
    def broken(*_args, **_more):
        assert len(kept()) == 1
        raise OSError("the disk of the database is full")

    monkeypatch.setattr("evaluations.services.evidence.refresh", broken)
    with pytest.raises(OSError, match="disk"):
        add(office)
    assert (Evidence.objects.count(), kept()) == (0, [])


def test_failure_while_the_bytes_are_stored_leaves_no_part(office, kept, monkeypatch):
    def broken(_handle):
        assert len(kept()) == 1
        raise OSError("no space left")

    monkeypatch.setattr("evaluations.evidence.store.os.fsync", broken)
    with pytest.raises(OSError, match="space"):
        add(office)
    assert (Evidence.objects.count(), kept()) == (0, [])


def test_limits_of_a_filing_are_kept(office, kept, settings, monkeypatch):
    settings.EVIDENCE_FILING_MB = 1
    add(office, pdf(b"%" + b"x" * 600_000))
    with pytest.raises(Refused, match="超过 1 MB"):
        add(office, pdf(b"%" + b"y" * 600_000))
    monkeypatch.setattr("evaluations.services.evidence.MOST_FILES", 2)
    add(office, png())
    with pytest.raises(Refused, match="已有 2 个文件"):
        add(office, png(4))
    assert len(kept()) == 2


def test_removed_file_that_was_never_sent_goes_with_its_bytes(
    office, kept, django_capture_on_commit_callbacks
):
    evidence = add(office, address=LINE)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(actor=office.filer, filing=office.filing, key=evidence.key)
    evidence.refresh_from_db()
    assert (evidence.removed_by, evidence.stored, kept()) == (office.filer, False, [])
    assert (EvidenceLink.objects.count(), text_at(LINE), files_now(office.filing)) == (0, "", ())
    last = Change.objects.last()
    assert (last.address, last.old, last.new) == (f"file:{evidence.key}", "批复.pdf（社会效益）", "")
    with pytest.raises(Refused, match="已经移除"):
        remove_file(actor=office.filer, filing=office.filing, key=evidence.key)


def test_file_of_another_filing_cannot_be_named(office, kept):
    other = factories.department("示例别处局")
    theirs = factories.filing(office.cycle, other)
    person = factories.member(Role.FILER, other)
    evidence = add_file(actor=person, filing=theirs, offered=Offered("他.pdf", pdf()))
    for act in (remove_file, lambda **more: link_file(address=FIGURE, **more)):
        with pytest.raises(Refused, match="已经移除"):
            act(actor=office.filer, filing=office.filing, key=evidence.key)
    assert len(kept()) == 1


def test_sent_files_are_frozen_and_the_bureau_sees_only_them_until_sent_again(office, kept):
    fill(office)
    sent = add(office, address=FIGURE, pages="2")
    first = submit(actor=office.filer, filing=office.filing)
    told = files_sent(first)
    assert [(one.key, one.sha, one.places) for one in told] == [(sent.key, sent.sha, ((FIGURE, "2"),))]
    with pytest.raises(Refused, match="不能填写"):
        add(office, png())
    office.filing.refresh_from_db()
    sent_back(office)
    added = add(office, png(), "图.png")
    remove_file(actor=office.filer, filing=office.filing, key=sent.key)
    assert keys(office.reviewer, office) == ([sent.key], False)
    assert keys(office.filer, office) == ([added.key], True)
    assert set(kept()) == {f"kept/{sent.key}", f"kept/{added.key}"}
    assert Evidence.objects.get(pk=sent.pk).stored is True


def sent_back(office) -> None:
    """Accept the filing, and return it with one opinion."""
    accept(actor=office.reviewer, filing=office.filing)
    opinion = Opinion(FIGURE, "材料不清晰")
    add_comment(actor=office.reviewer, filing=office.filing, opinion=opinion)
    return_filing(actor=office.reviewer, filing=office.filing, due=timezone.now() + timedelta(days=5))
    office.filing.refresh_from_db()


def keys(person, office) -> tuple[list[str], bool]:
    """What a person sees: the files, and whether they are those of now."""
    files = files_for(person, office.filing)
    return [one.key for one in files.found], files.current


def test_more_evidence_is_a_change_after_a_return(office, kept):
    from evaluations.access import facts_of
    from evaluations.clock import now

    fill(office)
    submit(actor=office.filer, filing=office.filing)
    office.filing.refresh_from_db()
    sent_back(office)
    assert facts_of(office.filing, office.filer, now()).unchanged
    add(office, address=FIGURE)
    assert not facts_of(office.filing, office.filer, now()).unchanged


def test_file_that_was_sent_and_taken_back_is_kept_when_it_is_removed(
    office, kept, django_capture_on_commit_callbacks
):
    fill(office)
    evidence = add(office)
    submit(actor=office.filer, filing=office.filing)
    take_back(actor=office.filer, filing=office.filing)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(actor=office.filer, filing=office.filing, key=evidence.key)
    assert kept() == [f"kept/{evidence.key}"]


def test_store_takes_no_name_but_its_own(kept):
    for name in ("../../etc/passwd", "", "A" * 32, "0" * 31, "0" * 32 + "\n", "kept/" + "0" * 27):
        with pytest.raises(ValueError, match="no name"):
            store.get(name, "")


def test_altered_bytes_are_not_handed_out(office, kept, settings):
    evidence = add(office)
    Path(settings.EVIDENCE_ROOT, "kept", evidence.key).write_bytes(pdf() + b"x")
    assert store.get(evidence.key, evidence.sha) is None
