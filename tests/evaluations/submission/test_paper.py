"""线下审签: the sheet and its scan hold for one content only, and nothing is sent without them."""

import hashlib
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluations import tasks
from evaluations.evidence import store
from evaluations.models import Event, Job, SignedScan, SignSheet, Snapshot
from evaluations.selectors.filings import flat_of
from evaluations.selectors.signing import paper_of, signature_of
from evaluations.services import jobs, signing, submission
from evaluations.services.evidence import Offered, add_file
from evaluations.services.filing import save_fields
from evaluations.services.integrity import broken_links
from evaluations.services.results import Refused, Typed
from evaluations.services.uploads import sweep_files
from evaluations.views.submission.paper_page import paper_page
from evaluations.workflow import SignOff, State
from tests.evaluations.conftest import fill
from tests.evaluations.evidence.papers import pdf, png

from .conftest import address, words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

SPENT = "fig:财政拨款支出"
NOT_PRINTED = "审签单还没有打印。请在“线下审签登记”页打印审签单，签字后上传扫描件。"
NO_SCAN = "签好的审签单还没有上传。请在“线下审签登记”页上传扫描件。"
VOID = (
    "审签单打印以后填报内容有改动，原审签单和扫描件不再有效。"
    "请在“线下审签登记”页重新打印审签单，重新签字并上传扫描件。"
)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.EVIDENCE_ROOT = tmp_path / "evidence"


@pytest.fixture
def paper(office):
    """A complete filing in a year that is signed on paper."""
    office.cycle.sign_off = SignOff.PAPER
    office.cycle.save()
    fill(office)
    return fresh(office)


def fresh(office):
    office.filing = type(office.filing).objects.select_related("cycle").get(pk=office.filing.pk)
    return office


def printed(office) -> SignSheet:
    return signing.print_sheet(actor=office.filer, filing=office.filing)[0]


def scanned(office, sheet, data=b"", name="签好.pdf") -> SignedScan:
    offered = Offered(name, data or pdf())
    return signing.keep_scan(actor=office.filer, filing=office.filing, sheet_id=sheet.pk, offered=offered)


def spend(office, text: str) -> None:
    version = office.filing.answers.get(key=SPENT).version
    assert save_fields(actor=office.filer, filing=office.filing, values={SPENT: Typed(text, version)}).ok
    fresh(office)


def refusal(office) -> list[str]:
    """What stands against sending."""
    with pytest.raises(submission.Blocked) as blocked:
        submission.submit(actor=office.filer, filing=office.filing)
    return [f"{one.what}。{one.todo}。" for one in blocked.value.problems]


def test_submit_signed_on_paper_wants_sheet_then_scan_then_freezes_both(paper):
    assert refusal(paper) == [NOT_PRINTED]
    sheet = printed(paper)
    assert refusal(paper) == [NO_SCAN]
    scan = scanned(paper, sheet)
    snapshot = submission.submit(actor=paper.filer, filing=paper.filing)
    kept = signature_of(snapshot)
    assert {name: kept[name] for name in ("sheet", "content", "key", "name", "kind", "size", "sha")} == {
        "sheet": "2020-103001-签01",
        "content": sheet.content,
        "key": scan.key,
        "name": "签好.pdf",
        "kind": "pdf",
        "size": len(pdf()),
        "sha": hashlib.sha256(pdf()).hexdigest(),
    }
    actions = list(Event.objects.filter(filing=paper.filing).values_list("action", flat=True))
    assert actions == ["open", "print_sheet", "keep_scan", "submit"]
    assert broken_links() == []


def test_scan_of_a_content_that_changed_does_not_hold_until_it_is_back(paper):
    sheet = printed(paper)
    scanned(paper, sheet)
    spend(paper, "94")
    assert refusal(paper) == [VOID]
    with pytest.raises(Refused, match="原审签单和扫描件不再有效。请重新打印审签单"):
        scanned(paper, sheet)
    again = printed(paper)
    assert (again.pk != sheet.pk, again.number, refusal(paper)) == (True, "2020-103001-签02", [NO_SCAN])
    spend(paper, "95")
    assert printed(paper).pk == sheet.pk
    assert submission.submit(actor=paper.filer, filing=paper.filing).number == "2020-103001-01"


def test_file_added_after_printing_voids_the_sheet(paper):
    scanned(paper, printed(paper))
    add_file(actor=paper.filer, filing=paper.filing, offered=Offered("批复.pdf", pdf(b"x")))
    fresh(paper)
    assert refusal(paper) == [VOID]


def test_scan_leaves_the_content_and_its_revision_as_they_are(paper):
    before, revision = flat_of(paper.filing), paper.filing.revision
    scanned(paper, printed(paper))
    assert (flat_of(fresh(paper).filing), paper.filing.revision) == (before, revision)


def test_second_scan_takes_the_place_of_the_first_whose_bytes_go_unless_they_were_sent(paper):
    sheet = printed(paper)
    first = scanned(paper, sheet)
    second = scanned(paper, sheet, png(), "签好.png")
    assert paper_of(paper.filing, flat_of(paper.filing)).scan == second
    first.refresh_from_db()
    assert (first.stored, second.kind) == (False, "png")
    submission.submit(actor=paper.filer, filing=paper.filing)
    submission.take_back(actor=paper.filer, filing=fresh(paper).filing)
    third = scanned(fresh(paper), sheet)
    second.refresh_from_db()
    assert (second.stored, second.replaced_at is None, third.stored) == (True, False, True)


def test_bytes_of_replaced_scans_are_dropped_and_the_sweep_spares_the_others(
    paper, django_capture_on_commit_callbacks, monkeypatch
):
    sheet = printed(paper)
    first = scanned(paper, sheet)
    with django_capture_on_commit_callbacks(execute=True):
        second = scanned(paper, sheet, png())
    assert (store.get(first.key, first.sha), store.get(second.key, second.sha)) == (None, png())
    monkeypatch.setattr("evaluations.services.uploads.SETTLED_SECONDS", -1)
    assert sweep_files() == 0
    assert store.get(second.key, second.sha) == png()
    store.drop(second.key)
    assert broken_links() == [
        f"scan/{paper.filing.pk}：审签单扫描件“{second.name}”缺失，或与登记的校验码不符"
    ]


def test_sheet_is_not_printed_while_something_stands_against_sending(paper):
    spend(paper, "")
    with pytest.raises(Refused, match="没有改正或说明，现在打印，改过以后要重新签字"):
        printed(paper)
    assert SignSheet.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG 图片"),
        (b"", "空"),
    ],
)
def test_scan_that_is_none_is_refused_and_leaves_nothing(paper, data, reason):
    sheet = printed(paper)
    with pytest.raises(Refused, match=reason):
        signing.keep_scan(
            actor=paper.filer, filing=paper.filing, sheet_id=sheet.pk, offered=Offered("签.pdf", data)
        )
    assert (SignedScan.objects.count(), store.older_than(store.KEPT, -1)) == (0, [])


def test_year_without_paper_has_no_sheet_and_shows_nothing_of_it(client, office):
    fill(office)
    client.force_login(office.filer)
    with pytest.raises(Refused, match="本任务不用线下审签"):
        printed(office)
    url = reverse("evaluations:check", args=[office.filing.pk])
    assert "审签" not in words(client.get(url))
    snapshot = submission.submit(actor=office.filer, filing=office.filing)
    assert (signature_of(snapshot), "signature" in snapshot.content) == (None, False)


def test_paper_from_printing_to_the_reviewer_by_plain_forms(client, paper, monkeypatch):
    made, here = SimpleNamespace(filing=paper.filing), address(SimpleNamespace(filing=paper.filing), "paper")
    client.force_login(paper.filer)
    sent = []
    monkeypatch.setattr(tasks, "queue", lambda job: sent.append(job.pk) or True)
    check = words(client.get(address(made, "check")))
    assert (NOT_PRINTED in check, "线下审签登记" in check) == (True, True)
    assert "打印审签单以后在这里上传" in words(client.get(here))
    assert client.post(here).url == here
    sheet = SignSheet.objects.get()
    waiting = words(client.get(here))
    assert ("再打印一次" in waiting, sheet.number in waiting) == (False, True)
    tasks.print_sign_sheet(sent[0])
    assert Job.objects.get().state == Job.State.DONE
    bar = words(client.get(address(made, "paper_progress", sheet_id=sheet.pk)))
    assert "下载审签单" in bar
    file = client.get(address(made, "paper_sheet", sheet_id=sheet.pk))
    assert (file.content[:5], file["Content-Security-Policy"]) == (b"%PDF-", "sandbox")
    upload = address(made, "paper_scan", sheet_id=sheet.pk)
    none = client.post(upload)
    assert (none.status_code, "没有选择文件" in words(none)) == (409, True)
    assert client.post(upload, {"scan": SimpleUploadedFile("签好的.pdf", pdf())}).url == here
    scan = SignedScan.objects.get()
    assert "扫描件与现在的填报内容一致，可以提交" in words(client.get(here))
    posted = client.post(address(made, "submit"), {"revision": fresh(paper).filing.revision})
    receipt = words(client.get(posted.url))
    assert f"{scan.name}（校验码{scan.sha}）" in receipt
    client.force_login(paper.reviewer)
    review = client.get(address(made, "review"))
    link = address(made, "paper_scan_file", scan_key=scan.key)
    assert (link in review.content.decode(), client.get(link).content) == (True, pdf())


def test_page_after_a_change_says_that_the_sheet_is_void_and_what_to_do(client, paper):
    sheet = printed(paper)
    scanned(paper, sheet)
    spend(paper, "94")
    client.force_login(paper.filer)
    made = SimpleNamespace(filing=paper.filing)
    shown = words(client.get(address(made, "paper")))
    assert f"审签单{sheet.number}打印以后填报内容有改动，原审签单和扫描件不再有效" in shown
    refused = client.post(address(made, "submit"), {"revision": paper.filing.revision})
    assert (refused.status_code, VOID in words(refused)) == (409, True)
    assert f'href="{address(made, "paper")}"' in refused.content.decode()
    assert (Snapshot.objects.count(), fresh(paper).filing.state) == (0, State.FILLING)
    late = client.post(
        address(made, "paper_scan", sheet_id=sheet.pk), {"scan": SimpleUploadedFile("签.pdf", pdf())}
    )
    assert (late.status_code, "不再有效" in words(late)) == (409, True)


def test_sheet_whose_printing_fails_says_why_and_is_printed_again(paper, monkeypatch):
    sheet, job = signing.print_sheet(actor=paper.filer, filing=paper.filing)

    def breaks(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("evaluations.report.sign_sheet.render_to_string", breaks)
    tasks.print_sign_sheet(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.FAILED, tasks.SHEET_FAULT)
    assert paper_page(fresh(paper).filing, paper.filer).printable
    monkeypatch.undo()
    again, retried = signing.print_sheet(actor=paper.filer, filing=paper.filing)
    assert (again.pk, retried.pk != job.pk) == (sheet.pk, True)


def test_printed_sheet_is_the_same_bytes_and_names_what_is_signed(paper):
    from evaluations.report.sign_sheet import render_sheet, sheet_context

    sheet = printed(paper)
    context = sheet_context(sheet)
    assert dict(context.rows)["自评得分"] == "9.80 / 10.00 分"
    assert ("".join(context.seal), context.signers[-1]) == (sheet.content, "主要负责人")
    first, second = render_sheet(sheet), render_sheet(sheet)
    assert (first.content == second.content, first.pages) == (True, 1)


def test_lease_that_was_lost_keeps_nothing_of_the_print(paper, tmp_path):
    sheet, job = signing.print_sheet(actor=paper.filer, filing=paper.filing)
    lost = jobs.Lease(job.pk, "another")
    from evaluations.report.pdf import Printed

    assert signing.finish_sheet(sheet=sheet, lease=lost, printed=Printed(b"x", 1, "")) is False
    sheet.refresh_from_db()
    assert (sheet.file, list((tmp_path / signing.FOLDER).iterdir())) == ("", [])
