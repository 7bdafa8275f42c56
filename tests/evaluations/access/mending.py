"""A filing that was sent, corrected, returned, and changed and answered since: what is new stands in it only."""

from datetime import timedelta

from django.utils import timezone

from evaluations.models import Filing
from evaluations.services.comments import Opinion, add_comment, answer_comment
from evaluations.services.corrections import Corrected, correct
from evaluations.services.evidence import Offered, add_file
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.review import accept, return_filing
from evaluations.services.rows import add_row
from evaluations.services.submission import submit
from evaluations.workflow import State
from tests.evaluations.conftest import fill
from tests.evaluations.evidence.papers import pdf
from tests.planted_paper import plant_signed

PLANTED = "退后新写"
"""Typed after the return, in a text, in a row, as the new name of a row that was sent, as an answer, and a file."""
NUMBER = "76543.21"
SCORE = "7.13"
"""The total of the live summary."""
SIGNS = (PLANTED, NUMBER, "76,543.21", SCORE)
SPENT = "fig:财政拨款支出"


def returned(office):
    """Send the filing (9.80 points), lay a correction over it (9.60), comment and return it."""
    filing, filer, reviewer = office.filing, office.filer, office.reviewer
    values = {"fig:金额单位": Typed("万元"), "chapter:主要职能": Typed("负责应急管理。")}
    assert save_fields(actor=filer, filing=filing, values=values).ok
    office.row, _ = add_row(actor=filer, filing=filing, table="项目", cells={"名称": "项目甲", "支出": "95"})
    fill(office)
    office.snapshot = submit(actor=filer, filing=filing)
    accept(actor=reviewer, filing=filing)
    correct(actor=reviewer, filing=filing, corrected=Corrected(SPENT, "90", "与决算不符", 1))
    office.comment = add_comment(
        actor=reviewer, filing=filing, opinion=Opinion(SPENT, "请核对决算数。", category="数据")
    )
    return_filing(actor=reviewer, filing=filing, due=timezone.now() + timedelta(days=5))
    filing.refresh_from_db()
    office.row.refresh_from_db()
    return office


def changed(office):
    """Write the signs into the returned filing and its live summary."""
    filing, filer, row = office.filing, office.filer, office.row
    later = {
        SPENT: Typed(NUMBER, filing.answers.get(key=SPENT).version),
        "chapter:主要职能": Typed(PLANTED, filing.narratives.get(chapter="主要职能").version),
        f"row:项目/{row.key}/名称": Typed(PLANTED, row.cells["名称"]["version"]),
    }
    assert save_fields(actor=filer, filing=filing, values=later).ok
    add_row(actor=filer, filing=filing, table="项目", cells={"名称": PLANTED, "支出": "1"})
    answer_comment(actor=filer, comment=office.comment, text=PLANTED)
    offered = Offered(f"{PLANTED}.pdf", pdf(), SPENT)
    office.file = add_file(actor=filer, filing=filing, offered=offered)
    plant_summary(filing)
    filing.refresh_from_db()
    assert filing.state == State.RETURNED
    office.ids = {"filing_id": filing.pk, "stage": 2, "table": "项目", "key": row.key}
    office.ids |= {"round": 1, "snapshot_id": office.snapshot.pk, "cycle_id": office.cycle.pk}
    office.ids["file_key"] = office.file.key
    office.ids |= plant_signed(filing, {"by": filer, "at": timezone.now()}, PLANTED, "")
    return office


def plant_summary(filing: Filing) -> None:
    """Put the signs into the summary of what stands in the filing now."""
    filing.refresh_from_db()
    live = filing.summary | {"ratio": NUMBER, "checks": {"已说明": 7613, "不符": 7613}}
    for prefix in ("", "verified_"):
        live |= {f"{prefix}total": SCORE, f"{prefix}grade": PLANTED, f"{prefix}complete": True}
    Filing.objects.filter(pk=filing.pk).update(summary=live)
