"""From a filing to its workbook, and from a workbook that came back to what it changes."""

from evaluations.models import Filing, Status
from evaluations.resources.book.reading import FILE, read_book
from evaluations.selectors.at_revision import Held, content_at, content_now
from evaluations.selectors.filings import given_answers, sheet_of
from evaluations.selectors.unit_places import hidden_where
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for

from .explanations import explanations_of
from .mine import Mine, mine_of
from .plan import Sheet, plan_of
from .reading import AGAIN, bring
from .stamp import Stamp
from .three_ways import Chooser
from .writing import Cover, write_workbook


def workbook_of(filing: Filing, said: str) -> bytes:
    """Return the workbook of a filing as it stands; `said` is when and by whom it was made, for its first sheet."""
    document, held = document_for(filing.version), content_now(filing)
    stamp = Stamp(filing.pk, filing.revision, filing.version.document_id, held.digest)
    title = f"{filing.department.name}　{filing.cycle.year} 年度部门整体支出绩效自评"
    lines = (
        said,
        f"指标体系：{filing.version}，校验码 {stamp.document[:12]}",
        f"内容：修改序号 {stamp.revision}，校验码 {stamp.content[:12]}",
    )
    sheets = (*planned(filing, document, held), *explanations_of(document, sheet_of(filing)))
    return write_workbook(Cover(title, lines, stamp.sign()), sheets, held)


def planned(filing: Filing, document: Document, held: Held) -> tuple[Sheet, ...]:
    """Return the sheets of a filing's workbook."""
    portal = {where: given.text for where, given in given_answers(document, filing).items()}
    hidden = hidden_where(document, filing, lambda where: _is_filled(held, where))
    return plan_of(document, held, portal, hidden)


def _is_filled(held: Held, where: str) -> bool:
    words = held.at(where)
    return bool(words.text and words.status != Status.NOT_APPLICABLE) or bool(
        held.rows.get(where.removeprefix("table:"))
    )


def choosers_of(document: Document) -> tuple[Chooser, ...]:
    """Return where the units of tables are chosen."""
    return tuple(
        Chooser(table.id, table.title, addresses.figure(table.unit_from))
        for table in document.tables
        if table.unit_from
    )


def understand_workbook(data: bytes, filing: Filing) -> tuple[Mine, int] | Problem:
    """Return what a file changes and the revision that it was made from, or why it is not this filing's workbook."""
    book = read_book(data)
    if isinstance(book, Problem):
        return book
    brought = bring(book)
    if isinstance(brought, Problem):
        return brought
    stamp = brought.stamp
    if stamp.filing != filing.pk:
        return Problem(FILE, "这是另一份自评的工作簿", "请选这份自评的工作簿；没有的，请重新下载")
    if stamp.document != filing.version.document_id or stamp.revision > filing.revision:
        return Problem(FILE, "这份工作簿与现在的指标体系或内容对不上", AGAIN)
    base = content_at(filing, stamp.revision)
    if base.digest != stamp.content:
        return Problem(FILE, "这份工作簿下载时的内容已经不能还原", AGAIN)
    document = document_for(filing.version)
    return mine_of(filing, document, planned(filing, document, base), base, brought), stamp.revision
