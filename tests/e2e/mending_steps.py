"""The filer between the rounds: answers alone do not do; figures, texts and points are mended, and it is sent again."""

from __future__ import annotations

from tests.e2e.answers import Wanted
from tests.e2e.filer import home_of, save, stage_path
from tests.e2e.first_steps import EFFECT, PERIOD
from tests.e2e.opinion_steps import texts
from tests.e2e.person import Person
from tests.e2e.sending_steps import SEND
from tests.e2e.year import Year

MENDED = {
    "fig:实际采购金额": "1,701.71",
    "line:政府采购执行率/原因": "政府实际采购金额 1701.71 万元，采购计划 1973.09 万元，政府采购执行率 86.25%。",
    f"line:{EFFECT}/得分": "18",
}
WHOLE_YEAR = PERIOD.replace("10 月 31", "12 月 31")
LAST = "{{预算公开网址}}）。"
TOLD = (
    "2019 年度部门决算于 2020 年 9 月 10 日予以公开（网址为：https://www.example.gov.cn/juesuan/2019.html）。"
)
ANSWERS = (
    "一份合同 90 万元次年签订，已改为 1701.71 万元；另一份 2020 年 12 月 30 日签订，合同随佐证材料报送。",
    "已补写。",
    "已更新为全年数。",
    "合同条款随佐证材料报送。",
    "台账随佐证材料报送。",
    "同意，已改为 18 分。",
)
CHANGES = (
    "已改实际采购金额：1791.711701.71",
    f"已改信息公开情况：…年2月12日予以公开（网址为：［预算公开网址］）。{TOLD.replace(' ', '')}",
    "已改履职总述：…定环境。据统计（统计期为2020年1月1日至1012月31日，森林火警为1月1日至10月30…",
    f"已改{EFFECT}得分：1918",
)


def answers_alone(filer: Person, year: Year) -> None:
    """Find every item of both levels on the list, answer each and change nothing: it cannot be sent."""
    filer.go("/todo")
    filer.follow("退回意见")
    assert "共6条，还有6条没有答复" in filer.reads()
    boxes = filer.page.locator('textarea[name^="answer-"]').all()
    for box, text in zip(boxes, ANSWERS, strict=True):
        box.fill(text)
    filer.press("保存答复")
    assert "已保存6条答复" in filer.reads("body")
    filer.go(f"/filings/{year.filing.pk}/submit")
    assert filer.reads().endswith(
        "现在不能提交退回以后填报内容没有改动。请填报人按退回意见修改后再提交。回到核对"
    )


def mends(filer: Person, year: Year) -> None:
    """From the list to each place: a figure with what is told of it, two texts, the points of a line."""
    filer.go(f"/filings/{year.filing.pk}/returned")
    filer.follow("去修改实际采购金额")
    for where, text in MENDED.items():
        page = stage_path(year, home_of(year, where))
        if filer.path != page:
            save(filer)
            filer.go(page)
        filer.type(Wanted(where, text))
    save(filer)
    replaces(filer, year, "chapter:信息公开情况", LAST, f"{LAST}{TOLD}")
    replaces(filer, year, "chapter:履职总述", PERIOD, WHOLE_YEAR)
    filer.go(f"/filings/{year.filing.pk}/returned")
    assert tuple(texts(filer.page.locator("#answers .marked > div"))) == CHANGES
    filer.look("退回意见，已整改")


def replaces(filer: Person, year: Year, where: str, old: str, new: str) -> None:
    """Write other words into a text."""
    filer.go(stage_path(year, home_of(year, where)))
    box = filer.page.locator(f'[name="{where}"]')
    assert old in box.input_value()
    box.fill(box.input_value().replace(old, new, 1))
    save(filer)


def sends_again(filer: Person, year: Year) -> None:
    """Send it, with another number."""
    filer.go(stage_path(year, len(year.document.stages)))
    filer.press(SEND)
    filer.press("确认提交")
    text = filer.reads()
    assert "提交回执2020-103001-02部门" in text
    assert "自评得分94.58/100.00分" in text
