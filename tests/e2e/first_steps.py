"""初审 in round one: opinions of five kinds, two scores put right, all handed on; then somebody stands in for him."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.e2e.opinion_steps import adds, corrects, opens, picks, says, scores, totals
from tests.e2e.person import Person
from tests.e2e.review_steps import DEPARTMENT

BOUGHT = "实际采购金额"
EFFECT = "社会效益、经济效益、生态效益及可持续影响等"
CONTRACTS = "两份合同共 100 万元次年才签订，不计入本年实际采购。"
UNMENDED = "易涝点年度目标 16 个，只销号 14 个，按标准再扣 1 分。"
PUBLISHED = "2020 年 2 月 12 日予以公开"
PERIOD = "统计期为 2020 年 1 月 1 日至 10 月 31 日"
SUM = "自评95.68审核94.57核减−1.11优"
SAID = (
    f"{BOUGHT}与财政掌握数据不一致，差异说明不充分。请补充依据（文号、凭证）。",
    "只写了预算公开。请补写上年度部门决算的公开日期和网址。",
    "数据统计期间不完整，仅至 10 月。请更新为全年数。",
    "请附结算尾款和质保金 170.99 万元的合同条款。",
    "请报送全年调整、调剂台账。",
)


def corrects_a_figure(first: Person) -> None:
    """Choose a figure in the text: another number with its reason, and a ready sentence as opinion."""
    opens(first, first.page.locator(".part-foot a", has_text=BOUGHT).first)
    corrects(first, BOUGHT, "1,691.71", CONTRACTS)
    assert totals(first) == "自评95.68审核95.57核减−0.11优"
    assert picks(first, "T05") == SAID[0]
    adds(first, 1, SAID[0])


def pins(first: Person) -> None:
    """Pin opinions to a paragraph, to a stretch of text, to a cell and to a check."""
    page = first.page
    opens(first, page.locator("article.paper p", has_text=PUBLISHED).locator("a.say"))
    adds(first, 2, SAID[1])
    pins_to_words(first)
    opens(first, page.get_by_label("第 10 行，提意见或改审核数").first)
    opens(first, page.locator("#opinion-box").get_by_role("link", name="项目支出数"))
    adds(first, 4, SAID[3])
    opens(first, page.get_by_label("就勾稽 24提意见").first)
    adds(first, 5, SAID[4])


def pins_to_words(first: Person) -> None:
    """Pin a ready sentence to words of a text; a gap that nobody filled is not let through, and nothing is lost."""
    page = first.page
    paragraph = page.locator("article.paper p", has_text=PERIOD)
    opens(first, paragraph.locator("a.say"))
    assert picks(first, "T07") == "数据统计期间不完整，仅至〔月份〕月。请更新为全年数。"
    page.locator("#quote").fill(PERIOD)
    first.look("意见指到一段文字", page.get_by_role("button", name="加入意见清单"), paragraph)
    first.press("加入意见清单")
    says(first, "意见里还有〔〕没有填。请把〔〕里的内容写实，或删去。")
    assert page.locator("#quote").input_value() == PERIOD
    adds(first, 3, SAID[2])
    assert page.locator(".anchored").all_inner_texts() == [PERIOD]


def corrects_a_line(first: Person) -> None:
    """Put other points on a judged line; both totals follow."""
    scores(first, EFFECT, "得分", "18", UNMENDED)
    assert totals(first) == SUM
    first.look("审核得分和理由", first.page.locator("details", has_text=UNMENDED).first)


def hands_on(first: Person) -> None:
    """送复核: what is to be mended goes along, and from now on he can only look."""
    assert first.reads(".actbar") == "意见5：已采纳0，待我处理0，须整改5退回整改（5条）送复核"
    first.look("初审的审核页", first.page.locator("article.paper tr.is-cut").first)
    first.press("送复核")
    says(first, f"{DEPARTMENT}的自评已送复核，5 条须整改的意见随送。")
    assert first.reads(".actbar") == (
        "意见5：已采纳0，待我处理0，须整改5现在是复核环节，不能审核通过。请由复核的审核人办理。审核通过"
    )


def asks_a_deputy(first: Person) -> None:
    """Have somebody stand in for some days."""
    first.go("/review/departments")
    page, today = first.page, timezone.localdate()
    page.get_by_label(f"选择{DEPARTMENT}").check()
    page.get_by_label("交给").select_option(label="示例审核人丙（shenhe03）")
    page.get_by_label("原因").fill("外出培训。")
    page.get_by_label("代审自").fill(str(today))
    page.get_by_label("代审至").fill(str(today + timedelta(days=5)))
    first.look("移交与代审")
    first.press("请人代审")
    assert first.reads("td:has-text('示例审核人丙')") == (
        f"代审中示例审核人丙{today}至{today + timedelta(days=5)}结束"
    )
