"""The pages of evidence without script: upload, tick list, links, removal; a file is handed out safely or not."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evaluations.models import Evidence, EvidenceUpload
from evaluations.services.evidence import Offered, add_file
from evaluations.services.submission import submit
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import fill
from tests.evaluations.filing.browsing import forms_of

from .papers import docx, pdf, png
from .test_services import sent_back

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

PAPER, FIGURE = "attachment:预算批复", "fig:调整预算数"


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(office, name: str = "evidence", *more: str) -> str:
    return reverse(f"evaluations:{name}", args=[office.filing.pk, *more])


def upload(office, *files: tuple[str, bytes], **fields: str):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return browser(office.filer).post(url(office), {**fields, "files": sent})


def text(answer) -> str:
    return answer.content.decode()


def add(office, name: str, data: bytes, address: str = "") -> Evidence:
    return add_file(actor=office.filer, filing=office.filing, offered=Offered(name, data, address))


def test_same_content_again_is_said_and_not_kept_twice(office, kept):
    upload(office, ("批复.pdf", pdf()))
    answer = browser(office.filer).post(
        url(office), {"files": SimpleUploadedFile("“新”批复.pdf", pdf())}, follow=True
    )
    assert "“新”批复.pdf：与“批复.pdf”内容相同，没有重复保存。" in text(answer)
    assert "已上传" not in text(answer)
    assert [one.name for one in Evidence.objects.all()] == ["批复.pdf"]


def test_upload_for_a_paper_ticks_it_and_proves_what_it_is_asked_for(office, kept):
    page = text(browser(office.filer).get(url(office), {"at": PAPER}))
    assert page.count("未交") == 2
    assert "用来证明：预算批复" in page
    form = next(one for one in forms_of(page) if "spread" in one.values)
    assert form.values["place"] == PAPER
    answer = upload(office, ("批复.pdf", pdf()), place=PAPER, pages="2-3", spread="on")
    assert (answer.status_code, answer["Location"]) == (303, url(office))
    places = {link.address: link.pages for link in Evidence.objects.get().links.all()}
    assert places == {PAPER: "2-3", FIGURE: "2-3", "line:预算执行/佐证": "2-3"}
    page = text(browser(office.filer).get(url(office)))
    assert (page.count("已交</span>"), page.count("未交</span>")) == (1, 1)
    assert "批复.pdf" in page


def test_upload_of_several_files_keeps_the_good_and_says_of_each_bad_one_why(office, kept, settings):
    settings.EVIDENCE_FILE_MB = 1
    answer = upload(office, ("图.png", png()), ("a.svg", b"<svg/>"), ("大.pdf", pdf(b"%" + bytes(1_000_001))))
    page = text(answer)
    assert (answer.status_code, [one.name for one in Evidence.objects.all()]) == (422, ["图.png"])
    assert "a.svg：这是 SVG 图片，不能作为佐证材料。请另存为 PNG 或 PDF。" in page
    assert "大.pdf：文件超过上限，没有上传。" in page
    assert len(kept()) == 1


def test_file_beyond_every_limit_is_thrown_away_while_it_comes_in(office, kept, settings):
    settings.EVIDENCE_FILE_MB = 0
    from evaluations.resources.book.limits import MOST_BYTES

    answer = upload(office, ("大.pdf", bytes(3 * MOST_BYTES + 100_000)))
    assert answer.status_code == 422
    assert "文件超过上限" in text(answer)
    assert kept() == []


def test_upload_of_nothing_says_so(office):
    answer = browser(office.filer).post(url(office), {"place": PAPER})
    assert (answer.status_code, "没有选择文件" in text(answer)) == (422, True)


def test_limits_are_stated_on_the_page(office):
    page = text(browser(office.filer).get(url(office)))
    for said in ("30 MB", "500 MB", "60 百万点", "PDF、JPEG、PNG、DOCX、XLSX、OFD", "SVG"):
        assert said in page


def test_file_is_linked_unlinked_and_removed_by_plain_forms(office, kept):
    evidence, me = add(office, "批复.pdf", pdf()), browser(office.filer)
    assert "还没有说明证明哪一处" in text(me.get(url(office)))
    answer = me.post(url(office, "evidence_link"), {"file": evidence.key, "place": FIGURE, "pages": "4"})
    assert answer.status_code == 303
    assert [(link.address, link.pages) for link in evidence.links.all()] == [(FIGURE, "4")]
    me.post(url(office, "evidence_unlink", evidence.key), {"place": FIGURE})
    assert evidence.links.count() == 0
    asked = text(me.get(url(office, "evidence_remove", evidence.key)))
    assert "移除后立即删除，不能恢复" in asked
    assert me.post(url(office, "evidence_remove", evidence.key)).status_code == 303
    assert me.get(url(office, "evidence_remove", evidence.key)).status_code == 404
    assert me.get(url(office, "evidence_file", evidence.key)).status_code == 404
    for fields in ({"file": "x", "place": FIGURE}, {"file": evidence.key, "place": "fig:\0"}):
        assert me.post(url(office, "evidence_link"), fields).status_code == 409


HANDED_OUT = {
    "PDF": (
        "批 复.pdf",
        pdf(),
        "",
        "application/pdf",
        "attachment; filename*=utf-8''%E6%89%B9%20%E5%A4%8D.pdf",
    ),
    "picture": ("图.png", png(), "", "image/png", "attachment; filename*=utf-8''%E5%9B%BE.png"),
    "picture shown": ("图.png", png(), "?show=1", "image/png", "inline; filename*=utf-8''%E5%9B%BE.png"),
    "PDF never shown": ("a.pdf", pdf(), "?show=1", "application/pdf", 'attachment; filename="a.pdf"'),
    "document": (
        'a"b.exe',
        docx(),
        "?show=1",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        'attachment; filename="ab.exe.docx"',
    ),
}


@pytest.mark.parametrize("case", HANDED_OUT)
def test_file_is_handed_out_with_headers_that_let_nothing_act(office, kept, case):
    name, data, query, media_type, disposition = HANDED_OUT[case]
    evidence = add(office, name, data)
    answer = browser(office.filer).get(url(office, "evidence_file", evidence.key) + query)
    assert answer.content == data
    told = {
        name: answer.headers[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Cross-Origin-Resource-Policy",
        )
    }
    assert told == {
        "Content-Type": media_type,
        "Content-Disposition": disposition,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert "no-store" in answer.headers["Cache-Control"]


def test_file_that_is_gone_from_the_disk_is_said_to_be(office, kept):
    from evaluations.evidence import store

    evidence = add(office, "批复.pdf", pdf())
    store.drop(evidence.key)
    answer = browser(office.filer).get(url(office, "evidence_file", evidence.key))
    assert (answer.status_code, "文件缺失" in text(answer)) == (409, True)


def test_another_department_finds_neither_page_nor_file(office, kept):
    evidence = add(office, "批复.pdf", pdf())
    other = factories.department("示例别处局")
    stranger = browser(factories.member(Role.FILER, other))
    theirs = factories.filing(office.cycle, other)
    assert stranger.get(url(office)).status_code == 404
    assert stranger.get(url(office, "evidence_file", evidence.key)).status_code == 404
    through_own = reverse("evaluations:evidence_file", args=[theirs.pk, evidence.key])
    assert stranger.get(through_own).status_code == 404


def test_bureau_gets_what_was_sent_and_nothing_that_came_after(office, kept):
    fill(office)
    sent = add(office, "第一次.pdf", pdf(), "line:社会效益/佐证")
    reviewer = browser(office.reviewer)
    assert reviewer.get(url(office, "evidence_file", sent.key)).status_code == 403
    submit(actor=office.filer, filing=office.filing)
    office.filing.refresh_from_db()
    sent_back(office)
    after = add(office, "后来补的.png", png(9))
    page = text(reviewer.get(url(office)))
    assert (
        "第一次.pdf" in page,
        "后来补的" in page,
        "<form" in page.split("<main")[1].split("</main>")[0],
    ) == (
        True,
        False,
        False,
    )
    assert reviewer.get(url(office, "evidence_file", sent.key)).content == pdf()
    assert reviewer.get(url(office, "evidence_file", after.key)).status_code == 404
    review = text(reviewer.get(url(office, "review")))
    assert url(office, "evidence_file", sent.key) in review
    assert "后来补的" not in review
    assert "后来补的" not in text(reviewer.get(url(office, "timeline")))


def test_stage_and_check_page_show_what_is_asked_for_there(office, kept):
    add(office, "批复.pdf", pdf(), PAPER)
    add(office, "执行.png", png(), FIGURE)
    stage = text(browser(office.filer).get(url(office, "stage", "2")))
    assert "本页应交 1 件，已交 1 件；有文件证明的 1 处" in stage
    assert ("批复.pdf" in stage, "执行.png" in stage) == (True, True)
    other = text(browser(office.filer).get(url(office, "stage", "3")))
    assert ("有文件证明的 0 处" in other, "批复.pdf" in other) == (True, False)
    assert "应交 2 件，已交 1 件；共 2 个文件" in text(browser(office.filer).get(url(office, "check")))


def start(me: Client, office, data: bytes, **more):
    fields = {"name": "批复.pdf", "size": len(data), "mark": "1", "place": FIGURE, **more}
    return me.post(url(office, "evidence_upload"), fields)


def piece(me: Client, where: str, offset: object, data: bytes):
    return me.post(f"{where}?offset={offset}", data, content_type="application/octet-stream")


def test_pieces_are_taken_and_the_file_is_kept(office, kept):
    me, data = browser(office.filer), pdf(b"%" + b"x" * 1_500_000)
    told = start(me, office, data).json()
    assert told["received"] == 0
    assert piece(me, told["pieces"], 0, data[:1_000_000]).json() == {"received": 1_000_000}
    late = piece(me, told["pieces"], 5, b"x")
    assert (late.status_code, late.json()) == (409, {"received": 1_000_000})
    assert me.get(told["pieces"]).json() == {"received": 1_000_000}
    early = me.post(told["finish"])
    assert (early.status_code, early.json()) == (409, {"received": 1_000_000})
    assert piece(me, told["pieces"], 1_000_000, data[1_000_000:]).json() == {"received": len(data)}
    assert me.post(told["finish"]).json() == {"said": "已上传：批复.pdf"}
    assert me.post(told["finish"]).status_code == 404
    assert (Evidence.objects.get().size, EvidenceUpload.objects.count()) == (len(data), 0)


def test_malformed_pieces_are_refused_and_nothing_is_stored(office, kept):
    me = browser(office.filer)
    for size in ("", "-1", "x", "１", "9" * 30, "0", "30000001"):
        assert start(me, office, b"", size=size).status_code in {400, 422}
    assert start(me, office, b"xx", name="\0" * 9).status_code == 200
    where = start(me, office, bytes(9), name="\0" * 900).json()["pieces"]
    for offset in ("", "-1", "x", "9" * 30):
        assert piece(me, where, offset, b"x").status_code == 400
    for data in (b"", bytes(1_000_001), bytes(3_000_000)):
        assert piece(me, where, 0, data).status_code == 400
    refused = piece(me, where, 0, bytes(10))
    assert (refused.status_code, "比说好的长" in json.loads(refused.content)["reason"]) == (422, True)
    assert kept() == []


def test_pieces_of_a_colleague_or_another_filing_are_not_found(office, kept):
    me, other = browser(office.filer), browser(factories.member(Role.FILER, office.department))
    told = start(me, office, b"12345").json()
    assert [other.get(told["pieces"]).status_code, piece(other, told["pieces"], 0, b"1").status_code] == [
        404
    ] * 2
    assert other.post(told["finish"]).status_code == 404
