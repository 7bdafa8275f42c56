"""核对与提交 in the walk: what stands against it, words on a finding, the receipt."""

from __future__ import annotations

from evaluations.models import Snapshot
from tests.e2e.filer import fill_up, save, stage_path
from tests.e2e.person import Person
from tests.e2e.year import FINISHED, Year

FINDING = "check:累计调整有金额"
SEND = "提交财政审核"


def is_stopped_first(filer: Person, year: Year) -> None:
    """See what blocks and what wants words; the button to send is there and cannot be pressed."""
    last = len(year.document.stages)
    filer.go(stage_path(year, last))
    text = filer.reads("body")
    assert "4阻断1需说明，待写" in text
    assert "还有4项未填" in text
    assert "现在不能提交" in text
    assert filer.page.get_by_role("button", name=SEND).is_disabled()
    filer.look("核对与提交，有阻断")


def explains_and_completes(filer: Person, year: Year) -> None:
    """Write 情况说明 and the last boxes of the page: nothing blocks any more."""
    last = len(year.document.stages)
    assert fill_up(filer, year, year.case(FINISHED), last) == [last]
    text = filer.reads("body")
    assert "0阻断0需说明，待写" in text
    assert "可以提交" in text
    assert filer.page.get_by_role("button", name=SEND).is_enabled()
    filer.look("核对与提交")


def sends(filer: Person, year: Year) -> Snapshot:
    """Send, be asked again, and get the receipt with its number and time."""
    filer.go(stage_path(year, len(year.document.stages)))
    filer.press(SEND)
    assert filer.path == f"/filings/{year.filing.pk}/submit"
    assert "95.68/100" in filer.reads()
    filer.look("确认提交")
    filer.press("确认提交")
    snapshot = year.filing.snapshots.latest("seq")
    text = filer.reads()
    assert filer.path == f"/filings/{year.filing.pk}/receipts/{snapshot.pk}"
    assert snapshot.number in text
    assert "自评得分95.68/100.00分" in text
    filer.look("提交回执")
    filer.follow("办理记录")
    assert snapshot.number in filer.reads()
    filer.look("办理记录")
    return snapshot


def cannot_change(filer: Person, year: Year) -> None:
    """Find every box locked once it is sent."""
    filer.go(stage_path(year, 3))
    assert "只能查看" in filer.reads("#filing-form")
    assert filer.page.locator("[data-save]").count() == 0
    assert filer.box("fig:财政拨款支出").get_attribute("readonly") is not None
    filer.look("提交后只能查看")


def takes_back_and_sends_again(filer: Person, year: Year) -> None:
    """Take the submission back while nobody has accepted it, and send it again under a new number."""
    first = year.filing.snapshots.latest("seq")
    filer.go(f"/filings/{year.filing.pk}/take-back")
    filer.press("确认撤回")
    assert "已撤回" in filer.reads("body")
    filer.go(stage_path(year, len(year.document.stages)))
    filer.press(SEND)
    filer.press("确认提交")
    second = year.filing.snapshots.latest("seq")
    assert second.number != first.number
    assert second.number in filer.reads()


def answers_every_item(filer: Person, year: Year, added: str) -> None:
    """From 我的待办 to the list of what was returned: mend one place, answer every item, send again."""
    filer.go("/todo")
    assert "已退回" in filer.reads()
    filer.look("我的待办，被退回")
    filer.go(f"/filings/{year.filing.pk}/returned")
    assert "共3条，还有3条没有答复" in filer.reads()
    filer.look("退回意见")
    filer.follow("去修改人员管理情况")
    assert filer.path == stage_path(year, 6)
    box = filer.page.locator('[name="chapter:人员管理情况"]')
    box.fill(f"{box.input_value()}{added}")
    save(filer)
    filer.go(f"/filings/{year.filing.pk}/returned")
    assert added in filer.reads("main ins")
    for number, box in enumerate(filer.page.locator('textarea[name^="answer-"]').all(), start=1):
        box.fill(f"第 {number} 条已核对，依据见佐证材料。")
    filer.press("保存答复")
    assert "已保存3条答复" in filer.reads("body")
    filer.go(stage_path(year, len(year.document.stages)))
    filer.press(SEND)
    filer.press("确认提交")
    assert year.filing.snapshots.count() == len(set(year.filing.snapshots.values_list("number", flat=True)))
    assert year.filing.snapshots.latest("seq").number in filer.reads()
