"""After the approval, the score: the department says what it does not agree with, the bureau answers, 定分."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator

from tests.e2e.approved import CLEAR, EFFECT, REGULAR, Cut
from tests.e2e.person import Person
from tests.e2e.year import Year
from tests.evaluations.evidence.papers import pdf

REVIEWED = "审核通过〔时刻〕，示例审核人甲，定稿编号2020-103001-定{}"
TOLD = "结果告知〔时刻〕，告知书2020-103001-告{}，〔时刻〕前反馈"
STAMP = "盖章件等：部门打印定稿，盖章后上传扫描件"
PAPER = "纸质件签收等：财政收到纸质件后登记"
ARCHIVE = "归档等：绩效管理员归档"
ASKED_FOR = [STAMP, PAPER, ARCHIVE]
"""What comes once the score is final, none of it done."""
LINES = [
    f"{REGULAR.line}分值5，自评5.00，审核4.00，−1.00审核理由：{REGULAR.reason}",
    f"{CLEAR.line}分值7，自评6.00，审核5.00，−1.00审核理由：{CLEAR.reason}",
    f"{EFFECT.line}分值20，自评19.00，审核17.00，−2.00审核理由：{EFFECT.reason}",
]
BOXES = (
    "不同意的理由选不同意的必填：哪里不同意、依据是什么"
    "佐证材料选填，一个文件；重新提交时要再选一次选择文件没有选择文件"
)
"""What is asked of who does not agree with a line."""
SILENT = f"没有提交“{CLEAR.line}”不同意的理由未填。请写明哪里不同意、依据是什么。"


@dataclass(frozen=True, slots=True)
class Objected:
    """A line that the department does not agree with: why, what proves it, and what the bureau answers."""

    cut: Cut
    points: str
    """Self and verified score as told."""
    why: str
    file: str = ""
    answer: str = ""


BASED = Objected(
    CLEAR,
    "自评6.00，告知的审核得分5.00",
    "目标值按前三年平均数测算，测算表在绩效目标申报表附件二。",
    answer="附件二只有目标值，没有测算过程，维持。",
)
DRAINED = Objected(
    EFFECT,
    "自评19.00，告知的审核得分17.00",
    "16 个易涝点已整改 14 个，其余 2 个跨年实施，批复见附件。",
    "易涝点跨年实施批复.pdf",
    "跨年实施有批复，按已整改的比例核减。",
)


def goes_to(person: Person, year: Year, page: str) -> None:
    """Open a page of the filing."""
    assert person.go(f"/filings/{year.filing.pk}/{page}") == 200


def steps(person: Person) -> list[str]:
    """Return the steps after the approval as they stand on the page of the result."""
    return [without_blanks(one) for one in person.page.locator(".closing-steps li").all()]


def without_blanks(element: Locator) -> str:
    return Person.timeless(element.inner_text())


def finds_the_result(filer: Person, year: Year) -> None:
    """From 我的待办 to the result, with what it waits for."""
    assert filer.path == "/todo"
    assert filer.says("section[aria-labelledby=after]") == (
        "审核结果2020年度部门整体支出绩效自评已通过审核结果已告知。请在〔时刻〕前反馈同意或不同意，逾期按同意办理。审核结果"
    )
    filer.submit(filer.page.get_by_role("link", name="审核结果").first)
    assert steps(filer) == [
        REVIEWED.format("01"),
        TOLD.format("01"),
        "反馈意见等：部门反馈",
        "定分等：审核人定分",
        *ASKED_FOR,
    ]
    filer.sees("审核结果，待反馈")


def forgets_to_say_why(filer: Person) -> None:
    """Agree with one line, not with two, send it without a word on one: refused, and what was typed stays."""
    filer.follow("提反馈意见")
    lines = [line.replace(" ", "") + "同意不同意" for line in LINES]
    assert [without_blanks(one) for one in rows(filer)] == lines
    chooses(filer, REGULAR, "同意")
    chooses(filer, CLEAR, "不同意")
    assert [without_blanks(one) for one in rows(filer)] == [lines[0], lines[1] + BOXES, lines[2]]
    objects(filer, BASED)
    objects(filer, DRAINED)
    filer.sees("反馈意见", filer.page.locator("h1"))
    row_of(filer, CLEAR).get_by_label("不同意的理由").fill("")
    filer.press("提交反馈意见")
    assert filer.says(".note-block") == SILENT
    assert [row.locator("input:checked").input_value() for row in rows(filer)] == [
        "agree",
        "object",
        "object",
    ]
    assert row_of(filer, EFFECT).locator("textarea").input_value() == DRAINED.why
    filer.sees("反馈意见，没有提交")


def sends(filer: Person) -> None:
    """Say why, choose the file again, and send it."""
    objects(filer, BASED)
    objects(filer, DRAINED)
    filer.press("提交反馈意见")
    assert filer.says(".messages") == "反馈意见已提交，2项不同意，等审核人答复。"
    waits = "还没有答复"
    assert objections(filer) == [said(1, BASED) + waits, said(2, DRAINED) + waits]
    assert steps(filer)[2:4] == ["反馈意见〔时刻〕，示例填报人，2项不同意", "定分等：还有2条反馈意见没有答复"]


def agrees(filer: Person, year: Year, *cuts: Cut) -> None:
    """Agree with every line that was told anew: the score is final."""
    goes_to(filer, year, "feedback")
    for cut in cuts:
        chooses(filer, cut, "同意")
    filer.press("提交反馈意见")
    assert filer.says(".messages") == "反馈意见已提交：全部同意，已定分。"


def rows(filer: Person) -> list[Locator]:
    """Return the lines of the page of the feedback."""
    return filer.page.locator("fieldset.objecting").all()


def row_of(filer: Person, cut: Cut) -> Locator:
    return filer.page.locator("fieldset.objecting", has_text=cut.line)


def chooses(filer: Person, cut: Cut, word: str) -> None:
    row_of(filer, cut).get_by_label(word, exact=True).check()


def objects(filer: Person, one: Objected) -> None:
    """Choose 不同意, write why, and choose a file if there is one."""
    chooses(filer, one.cut, "不同意")
    row = row_of(filer, one.cut)
    row.get_by_label("不同意的理由").fill(one.why)
    if one.file:
        file = {"name": one.file, "mimeType": "application/pdf", "buffer": pdf()}
        row.get_by_label("佐证材料").set_input_files(file)
        assert without_blanks(row.locator(".file-face")) == f"选择文件{one.file}"


def objections(person: Person) -> list[str]:
    """Return the objections as they stand on the page of the result."""
    return [without_blanks(one) for one in person.page.locator("li[id^=objection-]").all()]


def said(number: int, one: Objected, verdict: str = "") -> str:
    """Return how an objection reads, with its answer if there is one."""
    answer = f"{verdict}{one.answer}示例审核人甲" if verdict else ""
    return "".join(f"{number}{one.cut.line}{one.points}{one.why}{one.file}{answer}".split())


def form(number: int, *, adoptable: bool) -> str:
    """Return how the form of an answer reads."""
    choice = "采纳" if adoptable else "采纳的请先点“重新审核”，改好得分再答复"
    return f"答复第{number}条维持{choice}理由答复第{number}条"


def answers(reviewer: Person, number: int, word: str, one: Objected) -> None:
    """Answer one objection."""
    row = reviewer.page.locator("li[id^=objection-]").nth(number - 1)
    row.get_by_label(word, exact=True).check()
    row.get_by_label("理由").fill(one.answer)
    reviewer.submit(row.get_by_role("button", name=f"答复第 {number} 条"))
    assert reviewer.says(".messages") == f"已答复第{number}条反馈意见。"


def reads_the_objections(reviewer: Person, year: Year) -> None:
    """Open the result, read what is objected, and the file that proves it."""
    goes_to(reviewer, year, "result")
    first, second = said(1, BASED), said(2, DRAINED)
    assert objections(reviewer) == [
        first + form(1, adoptable=False),
        second + form(2, adoptable=False),
    ]
    reviewer.sees("反馈意见的答复", reviewer.page.get_by_role("button", name="答复第 1 条"))
    link = reviewer.page.get_by_role("link", name=DRAINED.file)
    status, kind, content = reviewer.fetches(link)
    assert (status, kind, content) == (200, "application/pdf", pdf())


def upholds(reviewer: Person) -> None:
    """维持 the first: the second waits, and cannot be adopted as long as the review is closed."""
    answers(reviewer, 1, "维持", BASED)
    assert objections(reviewer) == [
        said(1, BASED, "维持"),
        said(2, DRAINED) + form(2, adoptable=False),
    ]


def adopts(reviewer: Person, filer: Person, year: Year) -> None:
    """重新审核, then 采纳; the department does not see meanwhile what is being corrected."""
    reviewer.press("重新审核")
    assert reviewer.says(".messages") == "已重新审核。改好审核得分、答复每一条反馈意见后，再审核通过。"
    goes_to(filer, year, "result")
    assert filer.says() == (
        "审核结果深圳市龙岗区应急管理局·2020年度部门整体支出绩效自评审核中"
        "审核还没有结束审核通过以后，这里列出审核得分和每一处核减的理由。"
    )
    filer.sees("还没有审核结果")
    goes_to(reviewer, year, "result")
    assert objections(reviewer)[1] == said(2, DRAINED) + form(2, adoptable=True)
    answers(reviewer, 2, "采纳", DRAINED)
    assert objections(reviewer) == [said(1, BASED, "维持"), said(2, DRAINED, "采纳")]
    assert steps(reviewer)[3] == "定分等：审核人改好得分后再审核通过"
    reviewer.sees("审核结果，重新审核", again=True)


def is_held_to_what_was_adopted(reviewer: Person, year: Year) -> None:
    """审核通过 without another score is refused."""
    goes_to(reviewer, year, "approve")
    reviewer.press("审核通过")
    unchanged = "采纳了部门反馈意见的指标，审核得分没有变。请先改审核得分，再审核通过。"
    assert reviewer.says(".messages") == unchanged


def scores_anew(reviewer: Person, year: Year, cut: Cut) -> None:
    """Put another score in the place of the first one and approve anew: the score is final."""
    goes_to(reviewer, year, "review")
    line = reviewer.page.locator("details", has=reviewer.page.locator(f'[value="line:{cut.line}"]')).first
    line.locator("summary").first.click()
    line.get_by_label("得分").fill(cut.text)
    line.get_by_label("与填报不同的理由").fill(cut.reason)
    reviewer.submit(line.get_by_role("button", name="保存审核得分"))
    reviewer.follow("审核通过")
    reviewer.press("审核通过")
    assert reviewer.says(".messages") == (
        "深圳市龙岗区应急管理局的自评已审核通过，定稿编号2020-103001-定02。"
    )


def reads_what_came_of_it(person: Person, year: Year, totals: Mapping[str, str]) -> None:
    """See the final score, both answers, and what comes next; the notice is the one before, nothing is told twice."""
    goes_to(person, year, "result")
    assert steps(person) == [
        REVIEWED.format("02"),
        TOLD.format("01"),
        "反馈意见〔时刻〕，示例填报人，2项不同意",
        "定分〔时刻〕",
        *ASKED_FOR,
    ]
    assert objections(person) == [said(1, BASED, "维持"), said(2, DRAINED, "采纳")]
    assert person.says("section[aria-labelledby=totals]") == "得分" + "".join(
        f"{title}{text}" for title, text in totals.items()
    )
