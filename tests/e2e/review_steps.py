"""The reviewer's part of the walk: 受理, comments, 退回整改, what was mended, a score corrected, 审核通过."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator

from tests.e2e.person import Person
from tests.e2e.year import Year

DEPARTMENT = "深圳市龙岗区应急管理局"
CORRECTED = "社会效益、经济效益、生态效益及可持续影响等"
OWN, VERIFIED, REASON = "19", "18", "易涝点整改未达目标，佐证只有台账，按标准再扣 1 分。"


def accepts(reviewer: Person, year: Year) -> None:
    """Find the filing in the queue and accept it."""
    assert reviewer.path == "/review/"
    text = reviewer.reads()
    assert f"待受理{DEPARTMENT}" in text
    assert "95.68" in text
    reviewer.look("审核工作台，待受理")
    reviewer.submit(reviewer.page.get_by_role("link", name=DEPARTMENT, exact=True))
    assert "一、部门基本情况" in reviewer.reads("article.paper")
    takes_up(reviewer)
    assert f"已受理{DEPARTMENT}的自评" in reviewer.reads("body")
    assert "审核中" in reviewer.reads("body")
    reviewer.look("审核")


def takes_up(reviewer: Person) -> None:
    """Press 受理, and where the page asks say yes: the department cannot take the filing back then."""
    if not reviewer.script:
        reviewer.press("受理")
        return
    reviewer.page.get_by_role("button", name="受理").click()
    reviewer.press("确定")


def comments(reviewer: Person, year: Year) -> None:
    """Pin three comments: to a paragraph, to a row of the project table, to a check."""
    page = reviewer.page
    paragraph = page.locator("article.paper p", has_text="当年度财政供养人员控制率为").first
    opens(reviewer, paragraph.locator("a.say"))
    adds(reviewer, "请补充压减编外人员的安排。")
    opens(reviewer, page.get_by_label("第 10 行，提意见或改审核数").first)
    adds(reviewer, "请附该项目执行率偏低的批复材料。")
    opens(reviewer, page.get_by_label("就勾稽 24提意见").first)
    adds(reviewer, "请报送全年调整调剂台账。")
    assert "意见3：已采纳0，待我处理0，须整改3" in reviewer.reads(".actbar")
    reviewer.look("审核，有意见")


def opens(reviewer: Person, link: Locator) -> None:
    """Choose a place and wait for its box."""
    with renews_the_box(reviewer):
        link.click()


@contextmanager
def renews_the_box(reviewer: Person) -> Iterator[None]:
    """Wait for another box of opinions: with script it alone is exchanged, without it the whole page."""
    box = reviewer.page.locator("#opinion-box")
    box.evaluate("each => { each.dataset.old = '' }")
    yield
    reviewer.page.locator("#opinion-box:not([data-old]) textarea[name=text]").wait_for()


def adds(reviewer: Person, text: str) -> None:
    reviewer.page.locator("#opinion-box textarea[name=text]").fill(text)
    reviewer.press("加入意见清单")
    assert "已加入意见清单" in reviewer.reads("body")


def returns(reviewer: Person, year: Year) -> None:
    """Give it back with the list and a term."""
    reviewer.submit(reviewer.page.get_by_role("link", name="退回整改").first)
    assert "共3条，列入退回意见书" in reviewer.reads()
    reviewer.look("退回整改")
    reviewer.page.locator('[name="words"]').fill("请逐条整改后重新报送。")
    reviewer.press("退回整改")
    assert f"已退回{DEPARTMENT}，3条意见" in reviewer.reads("body")


def sees_what_was_mended(reviewer: Person, year: Year, added: str) -> None:
    """Accept it again, find the changed sentence marked, and adopt every answer."""
    reviewer.go(f"/filings/{year.filing.pk}/review")
    takes_up(reviewer)
    text = reviewer.reads("article.paper")
    assert added in text
    assert added in "".join(reviewer.page.locator("ins").all_inner_texts())
    assert "本轮改动" in reviewer.reads("body")
    reviewer.look("审核，第二次报送")
    for number in (1, 2, 3):
        reviewer.submit(reviewer.page.get_by_label(f"采纳意见 {number} 的整改"))
    assert "意见3：已采纳3" in reviewer.reads(".actbar")


def corrects(reviewer: Person, year: Year) -> None:
    """Put another score in the place of a judged one: never without a reason."""
    page = reviewer.page
    line = page.locator("details", has=page.locator(f'input[name="editor"][value="line:{CORRECTED}"]')).first
    line.locator("summary").first.click()
    box = line.locator('[name="value-0"]')
    assert box.input_value() in {OWN, f"{OWN}.00"}
    box.fill(VERIFIED)
    reviewer.submit(line.get_by_role("button", name="保存审核得分"))
    assert "理由未填" in reviewer.reads("body")
    line = page.locator("details", has=page.locator(f'input[name="editor"][value="line:{CORRECTED}"]')).first
    assert line.locator('[name="value-0"]').input_value() in {VERIFIED, f"{VERIFIED}.00"}
    line.locator('[name="reason"]').fill(REASON)
    reviewer.submit(line.get_by_role("button", name="保存审核得分"))
    text = reviewer.reads("body")
    assert "已保存审核得分" in text
    assert "自评95.68审核94.68核减−1.00" in text


def approves(reviewer: Person, year: Year) -> None:
    """See both totals and every difference with its reason, and approve."""
    reviewer.follow("审核通过")
    text = reviewer.reads()
    assert f"{CORRECTED}2019.0018.00−1.00" in text
    assert REASON.replace(" ", "") in text
    reviewer.look("审核通过")
    reviewer.press("审核通过")
    assert "已审核通过，定稿编号" in reviewer.reads("body")
