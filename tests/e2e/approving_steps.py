"""复核 in round two: what came in while the approval was open is shown before it is given; the department's result."""

from __future__ import annotations

from tests.e2e.deputy_steps import AGAIN
from tests.e2e.opinion_steps import on_desk, says, scores, texts, totals
from tests.e2e.person import Person
from tests.e2e.review_steps import DEPARTMENT
from tests.e2e.year import Year

MONEY = "财务合规性"
UNPROVEN = "全年累计调整占比 16%，未附调整审批台账。"
CUTS = [
    f"政府采购执行率21.721.71−0.01{AGAIN.replace(' ', '')}",
    f"{MONEY}33.002.50−0.50{UNPROVEN.replace(' ', '')}",
]
DIFFERENCE = f"示例审核人乙审核“{MONEY} 第 1 条”：填报 1.50 分，审核 1.00 分（{UNPROVEN}）"
FOLLOWED = 5
FINAL = "2020-103001-定01"
ACTS = [
    ("示例审核人乙", "审核通过"),
    ("示例审核人丙（代示例审核人甲）", "送复核"),
    ("示例审核人丙（代示例审核人甲）", "受理"),
    ("示例填报人", "提交财政审核"),
    ("示例审核人乙", "打印退回意见书"),
    ("示例审核人乙", "退回整改"),
    ("示例审核人甲", "指定代审"),
    ("示例审核人甲", "送复核"),
    ("示例审核人甲", "受理"),
    ("示例填报人", "提交财政审核"),
]


def approves(second: Person, elsewhere: Person, year: Year) -> None:
    """Open the approval and correct a score in another window: be refused with the difference, then approve."""
    second.go("/review/")
    assert on_desk(second).startswith(
        f"审核中复核{DEPARTMENT}1030012020年度部门整体支出绩效自评第2次94.58比上次−1.1094.57优"
    )
    review = f"/filings/{year.filing.pk}/review"
    second.go(review)
    second.follow("审核通过")
    cuts = second.page.locator("section[aria-labelledby=cuts] tbody tr")
    assert texts(cuts) == CUTS[:1]
    elsewhere.go(review)
    scores(elsewhere, MONEY, "预算执行的规范性", "1", UNPROVEN)
    second.press("审核通过")
    assert second.page.locator(".note li").all_inner_texts() == [DIFFERENCE]
    assert texts(cuts) == CUTS
    assert "自评得分94.58审核得分94.07等级优核减−0.51" in second.reads()
    second.page.get_by_label(f"第 {FOLLOWED} 条").check()
    second.look("审核通过，有变动")
    second.press("审核通过")
    says(second, f"{DEPARTMENT}的自评已审核通过，定稿编号 {FINAL}。")
    assert totals(second) == "自评94.58审核94.07核减−0.51优"
    followed = year.filing.comments.filter(follow_up=True)
    assert list(followed.values_list("number", flat=True)) == [FOLLOWED]


def reads_the_result(filer: Person, year: Year) -> None:
    """Both scores with the reason of every difference, and who did what."""
    filer.go(f"/filings/{year.filing.pk}/result")
    assert f"示例审核人乙，定稿编号{FINAL}" in filer.reads()
    assert filer.reads("section[aria-labelledby=totals] dl") == "自评得分94.58审核得分94.07等级优核减−0.51"
    rows = texts(filer.page.locator("section[aria-labelledby=lines] tbody tr"))
    assert [row for row in rows if row.endswith("。")] == CUTS
    filer.look("审核结果，两级")
    filer.go(f"/filings/{year.filing.pk}/timeline?kind=event")
    told = texts(filer.page.locator("tr.act td:nth-child(2)"))
    acts = texts(filer.page.locator("tr.act b"))
    assert list(zip(told, acts, strict=True))[: len(ACTS)] == ACTS
