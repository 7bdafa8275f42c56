"""定稿核验: a print held against what is kept, by number and 校验码 or by the bytes of its file."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from evaluations import tasks
from evaluations.checksums import code_of
from evaluations.models import Cycle, Filing, Snapshot
from evaluations.report.context import report_context
from evaluations.report.frozen import source_of_snapshot
from evaluations.report.html import body_html
from evaluations.services.amendments import Asked, agree, ask
from evaluations.services.closing import keep_stamped
from evaluations.services.evidence import Offered
from evaluations.services.filing import save_fields
from evaluations.services.purging import purge
from evaluations.services.reports import path_of, request_report
from evaluations.services.results import Typed
from evaluations.services.review import accept, approve
from evaluations.services.submission import submit
from evaluations.views.report.verify import OTHER_FILE, WRONG, VerifyPage
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.evidence.papers import png

from .reading import html_lines, pdf_text

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # what pages show is the same on both
URL = reverse("evaluations:verify")
SPENT = "fig:财政拨款支出"


@pytest.fixture
def anyone(client, sent):
    """Somebody who may see no filing at all."""
    client.force_login(factories.member(Role.SYSTEM_ADMIN))
    return client


def typed(client, number: str, code: str) -> VerifyPage:
    return client.get(URL, {"number": number, "code": code}).context["page"]


def brought(client, content: bytes, name: str = "定稿.pdf") -> VerifyPage:
    return client.post(URL, {"file": SimpleUploadedFile(name, content)}).context["page"]


def told(page: VerifyPage) -> list[tuple[str, bool, dict[str, object]]]:
    return [(one.title, one.good, dict(one.rows)) for one in page.found]


def said(snapshot: Snapshot, **more: str) -> dict[str, object]:
    filing = Filing.objects.get(pk=snapshot.filing_id)
    at = timezone.localtime(snapshot.at)
    when = f"{at.year} 年 {at.month} 月 {at.day} 日 {at:%H:%M}"
    kind = f"{snapshot.get_purpose_display()}时间"
    file = {"文件": more.pop("file")} if "file" in more else {}
    return {
        **file,
        "编号": snapshot.number,
        "部门": "示例一局",
        "任务": filing.cycle.title,
        kind: when,
        **more,
    }


def final_print(office) -> bytes:
    report, job = request_report(actor=office.reviewer, snapshot=office.approval, variant="final")
    tasks.render_report(job.pk)
    report.refresh_from_db()
    return path_of(report).read_bytes()


def amend(office):
    """A new final copy after 更正; returns it."""

    def fresh():
        office.filing.refresh_from_db()
        return office.filing

    ask(actor=office.filer, filing=fresh(), asked=Asked("决算数有调整。", "示例财〔2021〕7号"))
    due = timezone.now() + timedelta(days=5)
    agree(actor=office.rubric_admin, filing=fresh(), due=due, words="同意")
    version = office.filing.answers.get(key=SPENT).version
    assert save_fields(actor=office.filer, filing=fresh(), values={SPENT: Typed("94", version)}).ok
    yield
    submit(actor=office.filer, filing=fresh())
    accept(actor=office.reviewer, filing=fresh())
    yield approve(actor=office.reviewer, filing=fresh(), revision=office.filing.revision)


def test_final_copy_prints_its_number_and_the_code_of_its_seal(passed):
    printed = pdf_text(final_print(passed))
    page = html_lines(body_html(report_context(source_of_snapshot(passed.approval, ""))))

    lines = [
        f"编号：{passed.approval.number}",
        f"校验码：{passed.approval.sha[:8]} {passed.approval.sha[8:16]}",
    ]
    assert page[:2] == lines
    assert all(line in printed for line in lines)


@pytest.mark.parametrize(
    "write",
    [
        code_of,
        lambda seal: seal[:16].upper(),
        lambda seal: f" {seal[:4]}-{seal[4:8]} {seal[8:16]} ",
        lambda seal: seal,
    ],
    ids=["as printed", "large letters", "other groups", "the whole seal of the receipt"],
)
def test_number_and_code_however_they_are_typed_belong_to_the_final_copy(anyone, passed, write):
    page = typed(anyone, passed.approval.number.replace("-", " — "), write(passed.approval.sha))

    assert told(page) == [("现行定稿", True, said(passed.approval))]


def test_wrong_code_short_code_and_unknown_number_are_told_apart_from_nothing_else(anyone, passed):
    number, seal = passed.approval.number, passed.approval.sha
    other = ("0" if seal[15] != "0" else "1") + seal[16:]

    pages = [
        typed(anyone, number, seal[:15] + other),
        typed(anyone, number, seal[:15]),
        typed(anyone, number, passed.snapshot.sha),
        typed(anyone, "2020-999999-定01", seal),
        typed(anyone, number, "%" * 16),
    ]

    assert [(page.found, page.trouble) for page in pages] == [((), WRONG)] * 5


def test_number_that_is_left_out_is_asked_for_and_nothing_is_looked_up(anyone, passed):
    answer = anyone.get(URL, {"number": "", "code": code_of(passed.approval.sha)})

    assert (answer.status_code, answer.context["page"].found) == (422, ())
    assert list(answer.context["page"].form.errors) == ["number"]


def test_what_was_sent_is_no_final_copy(anyone, passed):
    page = typed(anyone, passed.snapshot.number, passed.snapshot.sha)

    assert told(page) == [
        ("报送的内容，不是定稿", False, said(passed.snapshot, 现行定稿=passed.approval.number))
    ]


def test_approval_of_a_year_with_feedback_is_not_final_yet(anyone, sent):
    Cycle.objects.filter(pk=sent.cycle.pk).update(feedback_days=5)
    accept(actor=sent.reviewer, filing=sent.filing)
    sent.filing.refresh_from_db()
    approval = approve(actor=sent.reviewer, filing=sent.filing, revision=sent.filing.revision)

    page = typed(anyone, approval.number, approval.sha)

    assert told(page) == [("审核通过，尚未定分", False, said(approval))]


def test_amended_final_copy_gives_way_to_the_new_one(anyone, passed):
    steps = amend(passed)
    next(steps)
    under_way = typed(anyone, passed.approval.number, passed.approval.sha)
    new = next(steps)
    former, now = (typed(anyone, one.number, one.sha) for one in (passed.approval, new))

    assert told(under_way) == [("定稿，部门正在更正", False, said(passed.approval))]
    assert told(former) == [("已被新的定稿取代", False, said(passed.approval, 现行定稿=new.number))]
    assert told(now) == [("现行定稿", True, said(new))]


def test_file_as_it_was_printed_is_the_final_copy_and_with_one_byte_changed_it_is_nothing(anyone, passed):
    printed = final_print(passed)
    changed = [
        printed[:at] + bytes([printed[at] ^ 1]) + printed[at + 1 :]
        for at in range(0, len(printed), len(printed) // 100)
    ][:100]

    assert told(brought(anyone, printed)) == [("现行定稿", True, said(passed.approval, file="定稿打印件"))]
    pages = [brought(anyone, one) for one in changed]
    assert [(page.found, page.trouble) for page in pages] == [((), OTHER_FILE.format("“定稿.pdf”"))] * 100


def test_stamped_copy_is_known_and_so_is_the_one_that_it_replaced(anyone, passed):
    Cycle.objects.filter(pk=passed.cycle.pk).update(wants_stamp=True)
    first, second = png(), png(40)
    for scan in (first, second):
        passed.filing.refresh_from_db()
        offered = Offered("盖章件.png", scan)
        keep_stamped(actor=passed.filer, filing=passed.filing, number=passed.approval.number, offered=offered)

    pages = [brought(anyone, scan, "扫描.png") for scan in (first, second)]

    assert [told(page) for page in pages] == [
        [("现行定稿", True, said(passed.approval, file="已更换的盖章件"))],
        [("现行定稿", True, said(passed.approval, file="盖章件"))],
    ]


def test_print_of_what_was_partly_cleared_is_known_and_said_to_be_cleared(anyone, passed):
    purge(
        actor=passed.rubric_admin,
        filing=passed.filing,
        address="chapter:主要职能",
        reason="含不宜公开的内容，改为线下报送",
    )

    page = typed(anyone, passed.approval.number, passed.approval.sha)

    assert [(one.title, one.cleared) for one in page.found] == [("现行定稿", True)]


def test_post_without_a_file_is_refused_with_what_to_do(anyone):
    answer = anyone.post(URL)

    assert (answer.status_code, answer.context["page"].trouble) == (
        409,
        "没有选择文件。请选择要上传的文件。",
    )
