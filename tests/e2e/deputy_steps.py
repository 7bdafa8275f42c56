"""Who stands in for 初审 in round two: sees what was changed, deals with answers and 待复核, and hands on."""

from __future__ import annotations

from tests.e2e.first_steps import BOUGHT, CONTRACTS, EFFECT, UNMENDED
from tests.e2e.mending_steps import TOLD
from tests.e2e.opinion_steps import corrects, line, on_desk, says, texts, totals
from tests.e2e.person import Person
from tests.e2e.review_steps import DEPARTMENT, takes_up

AGAIN = "90 万元的合同次年签订；另一份合同的日期是 2021 年 1 月 4 日，也不计入。"
CHANGES = [
    (BOUGHT, ["1791.71"], ["1701.71"]),
    ("政府采购执行率 未得满分原因", ["1791.71", "90.81%"], ["1701.71", "86.25%"]),
    (f"{EFFECT} 得分", ["19"], ["18"]),
    ("信息公开情况", [], [TOLD]),
    ("履职总述", ["10"], ["12"]),
]
NOT_YET = "意见6：已采纳{0}，待我处理{1}，须整改0还有{2}送复核"


def takes_over(deputy: Person) -> None:
    """Find it on the desk in the name of the one who is away, and accept it."""
    assert on_desk(deputy).startswith(
        f"待受理{DEPARTMENT}103001代审代示例审核人甲2020年度部门整体支出绩效自评第2次94.58比上次−1.10—优已说明2·不符4—6"
    )
    deputy.look("审核工作台，代审")
    deputy.submit(deputy.page.get_by_role("link", name=DEPARTMENT, exact=True))
    takes_up(deputy)
    says(deputy, f"已受理{DEPARTMENT}的自评。")
    assert deputy.reads(".filebar").startswith(f"{DEPARTMENT}审核中初审代审代示例审核人甲")


def sees_what_changed(deputy: Person) -> None:
    """Changes in values, texts and scores, each where it stands and in a list."""
    page = deputy.page
    paper = page.locator("article.paper")
    assert paper.locator("del").all_inner_texts() == ["1791.71", "90.81%", "10", "①", "1791.71", "95.68"]
    assert paper.locator("ins").all_inner_texts() == ["1701.71", "86.25%", TOLD, "12", "1701.71", "94.58"]
    assert paper.locator('a[href="#c4"]').count() == 1
    assert texts(line(deputy, EFFECT).locator("summary").first) == [
        f"{EFFECT}分值20自评18.00系统计算评判审核18.00核减0上次报送19.006"
    ]
    rows = page.locator("section[aria-labelledby=changes] tbody tr").all()
    assert [
        (row.locator("th").inner_text(), *(row.locator(mark).all_inner_texts() for mark in ("del", "ins")))
        for row in rows
    ] == CHANGES
    answered = "6条答复没有处理，不能送复核。请逐条采纳，或要求继续整改。"
    assert deputy.reads(".actbar") == NOT_YET.format(0, 6, answered)
    deputy.look("本轮改动", page.locator("#changes"))


def adopts(deputy: Person) -> None:
    """Adopt every answer; the corrections whose answers were changed still stand against it."""
    for number in range(1, 7):
        deputy.submit(deputy.page.get_by_label(f"采纳意见 {number} 的整改"))
    waiting = "2处待复核：您审核以后部门又改过。请逐处重新审核，或者撤销原来的审核。"
    assert deputy.reads(".actbar") == NOT_YET.format(6, 0, waiting)


def reviews_again(deputy: Person) -> None:
    """Take one correction back, which the department followed, and make the other anew."""
    rows = deputy.page.locator("section[aria-labelledby=rechecks] tbody tr")
    acts = "重新审核：{0}撤销：{0}的审核"
    by = "（示例审核人甲）"
    assert texts(rows) == [
        f"{BOUGHT}1,691.71万元{CONTRACTS.replace(' ', '')}{by}1,701.71万元{acts.format(BOUGHT)}",
        f"{EFFECT}得分18.00分{UNMENDED.replace(' ', '')}{by}18.00分{acts.format(f'{EFFECT}得分')}",
    ]
    deputy.look("待复核", deputy.page.locator("#rechecks"))
    deputy.submit(rows.filter(has_text=EFFECT).get_by_role("button", name="撤销"))
    says(deputy, "已撤销这一处的审核内容，按填报计分。")
    rows.filter(has_text=BOUGHT).get_by_role("link", name="重新审核").click()
    corrects(deputy, BOUGHT, "1,691.71", AGAIN)
    assert rows.count() == 0
    assert totals(deputy) == "自评94.58审核94.57核减−0.01优"


def hands_on(deputy: Person) -> None:
    """送复核: nothing is left to be mended."""
    deputy.press("送复核")
    says(deputy, f"{DEPARTMENT}的自评已送复核。")
