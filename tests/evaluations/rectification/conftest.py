"""An approved filing that leaves two problems of its own and one opinion, and the ledger made of them."""

from types import SimpleNamespace

import pytest

from evaluations.models import RectificationItem
from evaluations.services.comments import Opinion, add_comment, adopt_comment
from evaluations.services.evidence import Offered
from evaluations.services.rectification import list_items
from evaluations.services.review import accept, approve
from evaluations.services.rows import add_row
from evaluations.services.submission import submit
from tests.evaluations.conftest import EXAMPLE, fill, make_office
from tests.evaluations.evidence.papers import pdf

TABLES = """tables:
  问题表:
    row_title: 标题
    columns: {标题: text, 哪项: {type: choice, options: [无, 预算执行, 制度, 社会效益]}}
  措施表:
    row_title: 措施
    columns: {措施: text, 针对: text, 科室: {type: text, required: 否}, 期限: {type: date, required: 否}}
"""
REMEDIES = (
    "remedies: {table: 问题表, line: 哪项, problem: 标题, measures: 措施表, measure: 措施, answers: 针对, "
    "office: 科室, until: 期限}\nstages:\n"
)
TEXT = (
    EXAMPLE.replace("tables:\n", TABLES, 1)
    .replace("stages:\n", REMEDIES, 1)
    .replace(
        "{blocks: [{text: [存在问题]}]}", "{blocks: [{text: [存在问题]}, {list: 问题表}, {list: 措施表}]}"
    )
)
PROBLEMS = (("采购超预算", "预算执行"), ("制度未修订", "制度"))
MEASURES = (
    ("年初编细采购预算", "采购超预算", "办公室", "2021-06-30"),
    ("按季通报", "采购超预算", "财务科", "2021-03-31"),
    ("修订三项制度", "制度未修订", "", ""),
)


@pytest.fixture
def kept(settings, tmp_path):
    """The store is this test's own."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    return settings.EVIDENCE_ROOT


def make_approved():
    """The filing as it was approved, its second opinion marked for the ledger."""
    office = make_office(TEXT)
    for title, line in PROBLEMS:
        add_row(actor=office.filer, filing=office.filing, table="问题表", cells={"标题": title, "哪项": line})
    for measure, problem, office_name, day in MEASURES:
        cells = {"措施": measure, "针对": problem, "科室": office_name, "期限": day}
        add_row(actor=office.filer, filing=office.filing, table="措施表", cells=cells)
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    for text in ("请核对支出。", "满意度没有调查，请补做。"):
        opinion = Opinion("fig:财政拨款支出", text)
        comment = add_comment(actor=office.reviewer, filing=office.filing, opinion=opinion)
        adopt_comment(actor=office.reviewer, comment=comment)
    office.filing.refresh_from_db()
    approve(actor=office.reviewer, filing=office.filing, revision=office.filing.revision, follow_up=[2, 99])
    office.filing.refresh_from_db()
    return office


@pytest.fixture
def approved(db, kept):
    return make_approved()


@pytest.fixture
def ledger(approved):
    """The items of the filing, with its people: `first` is due, `last` is the opinion."""
    list_items(actor=approved.rubric_admin, filing=approved.filing)
    first, second, last = RectificationItem.objects.order_by("number")
    return SimpleNamespace(**vars(approved), first=first, second=second, last=last)


def paper(text: str = "整改") -> Offered:
    return Offered("整改报告.pdf", pdf(text.encode()))
