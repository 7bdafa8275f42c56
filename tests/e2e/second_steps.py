"""复核 in round one: sees what the first level found, adds to it, and returns all of it with one letter."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from django.utils import timezone

from tests.e2e.first_steps import EFFECT, PERIOD, SAID, SUM
from tests.e2e.opinion_steps import adds, line, on_desk, opens, picks, totals
from tests.e2e.person import BLANKS, Person
from tests.e2e.pictures import take_paper
from tests.e2e.report_steps import waits
from tests.e2e.review_steps import DEPARTMENT
from tests.e2e.year import Year

WORDS = "请逐条整改、逐条答复后重新报送。"
OWN = f"{EFFECT}自评19分，按评分标准应为18分。请修改基础数据或说明。"
BETWEEN = re.compile("—[0-9]—(序号位置类别意见与整改要求)?")
"""What stands between two pages: the number, and the head of the table again."""
PLACES = (
    ("实际采购金额", "数据"),
    ("信息公开情况", "—"),
    ("履职总述", "数据"),
    ("项目支出表 第 10 行（应急管理专项） 项目支出数", "—"),
    ("累计调整占比自报", "—"),
    (EFFECT, "评分"),
)


def sees_the_first(second: Person) -> None:
    """Find it on the desk as 复核, with the scores and opinions of the first level."""
    assert on_desk(second).startswith(
        f"审核中复核{DEPARTMENT}1030012020年度部门整体支出绩效自评第1次95.6894.57优已说明2·不符45—"
    )
    second.submit(second.page.get_by_role("link", name=DEPARTMENT, exact=True))
    assert totals(second) == SUM
    assert second.reads(".actbar") == (
        "意见5：已采纳0，待我处理0，须整改5退回整改（5条）"
        "还有5条审核意见没有采纳，不能审核通过。请先采纳，或退回整改。审核通过"
    )


def returns(second: Person) -> None:
    """Add an opinion on a line, whose gaps the first level's score fills, and give it back with all of them."""
    row = line(second, EFFECT)
    row.locator("summary").first.click()
    opens(second, row.get_by_role("link", name=f"对“{EFFECT}”提意见"))
    assert picks(second, "T14") == OWN
    second.look("复核的审核页", second.page.get_by_role("button", name="加入意见清单"), row)
    adds(second, 6, OWN)
    second.submit(second.page.get_by_role("link", name="退回整改").first)
    assert "共6条，列入退回意见书" in second.reads()
    second.page.locator('[name="words"]').fill(WORDS)
    second.look("退回整改，两级的意见")
    second.press("退回整改")
    assert f"已退回{DEPARTMENT}，6条意见" in second.reads("body")


def prints_the_letter(second: Person, year: Year, folder: Path) -> None:
    """Print the 退回意见书, take it, and read the whole of it."""
    second.go(f"/filings/{year.filing.pk}/notices/")
    second.press("打印第 1 次退回意见书")
    link = second.page.get_by_role("link", name="下载退回意见书")
    waits(second, link)
    second.look("历次退回")
    with second.page.expect_download() as waiting:
        link.click()
    path = folder / "letter.pdf"
    waiting.value.save_as(path)
    take_paper(path, "退回意见书")
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True)
    assert BETWEEN.sub("", BLANKS.sub("", done.stdout)) == BLANKS.sub("", letter(year))


def letter(year: Year) -> str:
    """Return what the letter says."""
    notice = year.filing.return_notices.get()
    day, due = timezone.localtime(notice.at), timezone.localtime(notice.due)
    texts = [*SAID, OWN]
    texts[2] = f"所指文字：“{PERIOD}”{texts[2]}"
    items = [
        f"{number}{place}{kind}{text}"
        for number, ((place, kind), text) in enumerate(zip(PLACES, texts, strict=True), start=1)
    ]
    return f"""编号：退2020-103001-01 退回意见书
        部门 {DEPARTMENT}（103001） 任务 2020 年度部门整体支出绩效自评 年度 2020年度 退回次数 第 1 次退回
        重报期限 {due.year}年{due.month}月{due.day}日 {due:%H:%M} 前 总体意见 {WORDS}
        请按下列 6 条意见逐条整改、逐条答复，并在重报期限以前重新提交。
        序号 位置 类别 意见与整改要求 {"".join(items)}
        初审：示例审核人甲 复核：示例审核人乙 财政部门（公章） {day.year}年{day.month}月{day.day}日"""
