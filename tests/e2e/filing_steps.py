"""The filer's first half of the walk: 我的待办, a stage typed from nothing, two figures mended, what is missing."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.answers import Wanted
from tests.e2e.filer import add_rows, fill_up, press_save, remove_rows, save, stage_path, still_wanted
from tests.e2e.person import Person
from tests.e2e.year import FINISHED, PRINTED, Year

PROCURED, PLANNED = "fig:实际采购金额", "fig:采购计划金额"
SPENT = "fig:财政拨款支出"
UNIT = "fig:金额单位"
BEFORE, AFTER = "93.86", "95.68"


def opens_the_task(filer: Person, year: Year, empty: int) -> None:
    """Find the task in 我的待办, with what is missing, and go on where it was left."""
    assert filer.path == "/todo"
    title = year.document.stages[empty - 1].id
    text = filer.reads()
    assert "2020年度部门整体支出绩效自评填报中还有20天" in text
    assert f"③{title}未开始" in text
    assert "④项目支出有问题·阻断1" in text
    filer.look("我的待办")
    filer.follow("继续填报")
    assert filer.path == stage_path(year, 1)


def types_a_stage(filer: Person, year: Year, number: int) -> None:
    """Type a whole stage from nothing and see ratios and points, also those that the figures bring down."""
    filer.go(stage_path(year, number))
    assert filer.reads(".work-head").startswith("③预算执行22项：已填0")
    assert fill_up(filer, year, year.case(PRINTED), number) == [number]
    live = filer.reads(".live")
    assert "政府采购执行率110.12%" in live
    assert "预算执行率97.35%" in live
    assert f"自评总分{BEFORE}/100分等级优" in live
    text = filer.reads("#filing-form")
    assert "实际采购1,973.09万元大于采购计划1,791.71万元，执行率110.12%，按标准得0分" in text
    filer.look("预算执行")


def swaps_two_figures(filer: Person) -> None:
    """Press 互换两数: the ratio, the points and the total follow."""
    assert f"自评总分由{BEFORE}变为{AFTER}" in filer.reads("#filing-form")
    filer.press("互换两数")
    assert [filer.box(name).input_value() for name in (PROCURED, PLANNED)] == ["1,791.71", "1,973.09"]
    live = filer.reads(".live")
    assert "政府采购执行率90.81%" in live
    assert f"自评总分{AFTER}/100分等级优" in live


def is_understood_and_refused(filer: Person) -> None:
    """Full-width digits are understood; what cannot be an amount is refused and stays in its box."""
    filer.type(Wanted(SPENT, "９，１４８．９２"))
    save(filer)
    assert filer.box(SPENT).input_value() == "9,148.92"
    filer.type(Wanted(SPENT, "￥9148.92"))
    press_save(filer)
    expect(filer.page.locator("[data-unsaved]")).to_contain_text("1 处填的内容不能保存")
    assert filer.box(SPENT).input_value() == "￥9148.92"
    assert "￥" in filer.page.locator(f'[id="{SPENT}-autosave"]').inner_text()
    filer.look("不能保存的数")
    filer.type(Wanted(SPENT, "9,148.92"))
    save(filer)


def chooses_between_two(filer: Person, elsewhere: Person, year: Year) -> None:
    """Save over what the same account saved in another window: both values are shown, and one is chosen."""
    for person in (filer, elsewhere):
        person.go(stage_path(year, 3))
    elsewhere.type(Wanted(PLANNED, "1,973.10"))
    save(elsewhere)
    filer.type(Wanted(PLANNED, "1,973.11"))
    press_save(filer)
    clash = filer.page.locator("#autosave-clashes")
    expect(clash).to_contain_text("采购计划金额")
    text = filer.reads("#autosave-clashes").replace(",", "")
    assert "两人同时修改" in text
    assert "1973.11您填的，还没有保存" in text, text
    assert "1973.1您在另一个窗口" in text
    filer.look("两人同时修改")
    clash.get_by_role("button", name="用已保存的").click()
    save(filer)
    assert filer.box(PLANNED).input_value() == "1,973.10"
    filer.type(Wanted(PLANNED, "1,973.09"))
    save(filer)
    assert f"自评总分{AFTER}" in filer.reads(".live")


def chooses_the_unit(filer: Person, year: Year) -> None:
    """Choose 元 for the table: the finding goes, no number is typed again, the total stays."""
    filer.go(stage_path(year, 4))
    assert "很可能单位填错" in filer.reads("#filing-form")
    filer.type(Wanted(UNIT, "元"))
    save(filer)
    assert "很可能单位填错" not in filer.reads("#filing-form")
    assert "合计14行48,935,079.2446,759,889.3595.55%" in filer.reads("#filing-form tfoot")
    assert f"自评总分{AFTER}" in filer.reads(".live")
    filer.look("项目支出")


def completes_everything(filer: Person, year: Year, step: int) -> None:
    """Remove, add and fill rows, write what is missing; only words on findings are left for the last page.

    axe looks at every `step`-th of the full stages.
    """
    wanted = year.case(FINISHED)
    remove_rows(filer, year, wanted)
    add_rows(filer, year, wanted)
    fill_up(filer, year, wanted, *range(1, len(year.document.stages)))
    left = {one.address.partition(":")[0] for one in still_wanted(year, wanted)}
    assert left == {"fig", "check"}
    for number in range(1, len(year.document.stages), step):
        filer.go(stage_path(year, number))
        filer.look(year.document.stages[number - 1].id)
