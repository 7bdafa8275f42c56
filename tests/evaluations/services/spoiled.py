"""A filing with secrets in every kind of place and in every kind of copy, and where a word is found afterwards."""

from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from evaluations import tasks
from evaluations.models import Draft, PendingImport
from evaluations.services import drafts, notices, reports, review, submission
from evaluations.services.comments import Opinion, add_comment, answer_comment
from evaluations.services.corrections import Corrected, correct
from evaluations.services.evidence import Offered, add_file
from evaluations.services.filing import save_fields
from evaluations.services.prints import path_of_print
from evaluations.services.purging import purge
from evaluations.services.results import Typed
from evaluations.services.rows import add_row, remove_row
from tests.evaluations.conftest import fill
from tests.evaluations.evidence.papers import pdf
from tests.evaluations.report.reading import pdf_text, squeezed

SECRET = "绝密工程代号灯塔七号共三十二处"
CELL = "绝密项目甲"
NUMBER = "76543.21"
REASON = "含不宜公开的内容，改为线下报送"
TEXT, SPENT = "chapter:主要职能", "fig:财政拨款支出"


def spoil(office):
    """A filing that was sent twice and returned once, a secret in every kind of place and in every kind of copy."""
    filer, filing = office.filer, office.filing
    values = {"fig:金额单位": Typed("万元"), TEXT: Typed(f"负责应急管理。{SECRET}。")}
    assert save_fields(actor=filer, filing=filing, values=values).ok
    office.row, _ = add_row(actor=filer, filing=filing, table="项目", cells={"名称": CELL, "支出": "60"})
    gone, _ = add_row(actor=filer, filing=filing, table="项目", cells={"名称": "项目乙", "支出": "35"})
    fill(office, fig__财政拨款支出=NUMBER, fig__调整预算数="80000")
    where = "line:预算执行/佐证"
    office.file = add_file(
        actor=filer, filing=filing, offered=Offered(f"{CELL}批复.pdf", pdf(SECRET.encode()), where)
    )
    gone.refresh_from_db()
    remove_row(actor=filer, filing=filing, table="项目", key=gone.key, based_on=gone.version)
    PendingImport.objects.create(
        key="p", by=filer, filing=filing, subject="x", content={"t": SECRET}, made_at=timezone.now()
    )
    fresh(office)
    submission.submit(actor=filer, filing=office.filing)
    review.accept(actor=office.reviewer, filing=fresh(office))
    say(office, Opinion(TEXT, f"“{SECRET}”不能写在这里。", anchor={"quote": SECRET, "block": "b1"}))
    say(office, Opinion(SPENT, f"{NUMBER} 与决算不符。"))
    say(office, Opinion(f"row:项目/{office.row.key}/支出", "请核对。"))
    correct(
        actor=office.reviewer, filing=fresh(office), corrected=Corrected(SPENT, "76000", f"不是{NUMBER}", 1)
    )
    due = timezone.now() + timedelta(days=5)
    words = f"正文写有{SECRET}，请立即删除。"
    office.notice = review.return_filing(actor=office.reviewer, filing=fresh(office), due=due, words=words)
    for comment in office.filing.comments.all():
        answer_comment(actor=filer, comment=comment, text="已改正。")
    save_fields(actor=filer, filing=fresh(office), values={"fig:单位性质": Typed("事业", 1)})
    submission.submit(actor=filer, filing=fresh(office))
    review.accept(actor=office.reviewer, filing=fresh(office))
    fresh(office)
    return office


def printed(office):
    """Print its notice and its submissions, as a worker does; a draft of before lies there yet."""
    _, job = notices.print_notice(actor=office.filer, notice=office.notice)
    tasks.print_notice(job.pk)
    for snapshot in office.filing.snapshots.all():
        _, job = reports.request_report(actor=office.filer, snapshot=snapshot, variant="draft")
        tasks.render_report(job.pk)
        sent = snapshot
    left = f"{drafts.FOLDER}/1-left.pdf"
    path = path_of_print(left)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(reports.path_of(sent.reports.get()).read_bytes())
    said = {"by": office.filer, "at": timezone.now(), "revision": 1}
    Draft.objects.create(filing=office.filing, content="c", beside="b", file=left, **said)
    return fresh(office)


def fresh(office):
    office.filing = type(office.filing).objects.select_related("cycle", "department", "version").get()
    return office.filing


def say(office, opinion: Opinion) -> None:
    add_comment(actor=office.reviewer, filing=fresh(office), opinion=opinion)


def cleared(office, address: str):
    done = purge(actor=office.rubric_admin, filing=fresh(office), address=address, reason=REASON)
    fresh(office)
    return done


def tables_holding(word: str) -> set[str]:
    """The tables in which a word stands anywhere, as bytes too."""
    found = set()
    raw = word.encode()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                if any(
                    word in str(one) or (isinstance(one, bytes | memoryview) and raw in bytes(one))
                    for one in row
                ):
                    found.add(table.removeprefix("evaluations_"))
    return found


def files_holding(folder: Path, word: str) -> set[str]:
    """The folders below in which a file holds a word: in its bytes, or in what a PDF shows."""
    found = set()
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if word.encode() in data or (
            data[:4] == b"%PDF" and "evidence" not in path.parts and word in shown(data)
        ):
            found.add(path.relative_to(folder).parts[0])
    return found


def shown(data: bytes) -> str:
    return squeezed(pdf_text(data))
