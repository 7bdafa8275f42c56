"""抽查复核: drawn by risk and at random, given to others, scored without the first result, compared and settled."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from tests.e2e.approved import CLEAR, EFFECT, REGULAR
from tests.e2e.feedback_steps import without_blanks
from tests.e2e.person import Person
from tests.e2e.year import Year

REAL, WATER, CITY, PERMITS = "深圳市龙岗区应急管理局", "示例水务局", "示例城建局", "示例审批局"
CODES = {REAL: "103001", WATER: "901006", CITY: "901005", PERMITS: "901010"}
RECHECKER, FIRST, SECOND = "示例复核人（fuhe01）", "示例审核人甲（shenhe01）", "示例审核人乙（shenhe02）"
HOW = "抽取方式{}，50%，备选{}个，抽中{}个随机种子{}抽取人示例绩效管理员，〔时刻〕"
WEIGHTS = "风险权重审核更正每处2，核减每分1，已说明的勾稽每条1，逾期报送每次3，退回整改每次2"
ORDERED = "把“随机种子、换行、部门编码”接在一起求SHA-256，按结果从小到大排列"
BY_RISK = f"核对办法：按风险合计由高到低取；合计相同的，{ORDERED}。"
AT_RANDOM = f"核对办法：{ORDERED}，取最前面的1个。"
RISKS = [
    f"103001{REAL}3×2=64×1=42×1=20×3=00×2=012第1个",
    f"901005{CITY}1×2=21×1=12×1=20×3=00×2=05—",
    f"901006{WATER}2×2=42×1=22×1=20×3=00×2=08第2个",
    f"901010{PERMITS}0×2=00×1=02×1=20×3=00×2=02—",
]
"""Corrections, points taken away, explained checks, late, returned: how many times which weight."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a second reviewer gives a line, and why where it is not what was filed."""

    line: str
    points: str
    words: str = ""


def draws(admin: Person, method: str) -> None:
    """Draw half of what there is, asked once more; the seed is made by the portal."""
    admin.page.get_by_label(method).check()
    admin.page.get_by_label("抽取比例").fill("50")
    admin.confirms("抽取")


def draws_by_risk(admin: Person) -> None:
    """From the year's page; the draw shows every department's risk, part by part."""
    admin.follow("抽查复核")
    assert "现在可以抽取的有4个部门" in admin.says("section[aria-labelledby=draw]")
    admin.sees("抽查复核，还没有抽取", again=True)
    draws(admin, "按风险抽取")
    assert admin.says(".messages") == "已抽取2个部门。请逐个分派复核人。"
    how = HOW.format("按风险抽取", 4, 2, seed(admin))
    assert admin.says("section[aria-labelledby=how] .panel-body") == how + WEIGHTS + BY_RISK
    assert rows(admin, "listed") == RISKS
    admin.sees("抽中部门")


def draws_at_random(admin: Person, year: Year) -> None:
    """Draw from what is left: whoever has the seed and the list gets the same department."""
    admin.go(f"/year/{year.cycle.pk}/samples")
    assert rows(admin, "draws") == ["第1次按风险抽取50%4220示例绩效管理员〔时刻〕"]
    admin.sees("抽取复核对象")
    draws(admin, "随机抽取")
    grain = seed(admin)
    how = HOW.format("随机抽取", 2, 1, grain)
    assert admin.says("section[aria-labelledby=how] .panel-body") == how + AT_RANDOM
    left = sorted((CITY, PERMITS), key=lambda name: sha256(f"{grain}\n{CODES[name]}".encode()).hexdigest())
    assert sorted(rows(admin, "listed")) == sorted(
        f"{CODES[name]}{name}{'第1个' if name == left[0] else '—'}" for name in left
    )
    admin.sees("随机抽中的部门", again=True)


def seed(admin: Person) -> str:
    """Return the seed that the page shows."""
    return admin.page.locator("section[aria-labelledby=how] dd").nth(1).inner_text()


def rows(person: Person, section: str) -> list[str]:
    """Return the rows of the table of a section."""
    found = person.page.locator(f"section[aria-labelledby={section}] tbody tr").all()
    return [without_blanks(row) for row in found]


def gives(admin: Person, **people: str) -> None:
    """Choose who looks at which department: `people` are names by code with an x before it."""
    for code, name in people.items():
        department = next(each for each, held in CODES.items() if held == code.removeprefix("x"))
        admin.page.get_by_label(f"{department}的复核人").select_option(label=name)
    admin.press("分派所选")


def gives_both(admin: Person) -> None:
    """Who has reviewed a department cannot look at it again; others can."""
    gives(admin, x103001=RECHECKER, x901006=SECOND)
    assert admin.says(".messages") == (
        f"示例审核人乙审核过{WATER}的自评，不能再做抽查复核。请另派复核人。分派了1个部门。"
    )
    gives(admin, x901006=FIRST)
    assert admin.says(".messages") == "分派了1个部门。"


def finds_the_look(reader: Person, department: str) -> None:
    """The list has the one department that was given; open it."""
    reader.go("/second-looks/")
    code = CODES[department]
    assert rows(reader, "list") == [f"复核中{department}{code}2020年度部门整体支出绩效自评〔时刻〕—打开底稿"]
    reader.sees("交给我的", again=True)
    reader.submit(reader.page.get_by_label(f"打开{department}的抽查复核"))


def scores(reader: Person, found: tuple[Found, ...]) -> None:
    """Give every line its points: those that were filed, others where something was found."""
    other = {one.line: one for one in found}
    for row in reader.page.locator(".look-lines tbody tr").all():
        title, own = row.locator("th").inner_text().split("\n")[0].strip(), row.locator("td").nth(1)
        one = other.pop(title, Found(title, own.inner_text()))
        row.get_by_label(f"{title}的抽查复核得分").fill(one.points)
        if one.words:
            row.get_by_label(f"{title}的说明").fill(one.words)
    assert other == {}


def forgets_a_reason(reader: Person, found: tuple[Found, ...], silent: str) -> None:
    """A line that differs without words is not kept, and the look cannot be finished; all others are kept."""
    scores(reader, (*found, Found(silent, "0.5")))
    reader.sees("抽查复核", reader.page.get_by_label(f"{EFFECT.line}的说明"))
    reader.press("保存")
    assert reader.says(".note-block") == (
        f"有1项没有保存“{silent}”与自评得分不同，没有写说明。请写明依据和扣（加）分的理由。"
    )
    reader.sees("抽查复核，有一项没有保存", again=True)
    reader.confirms("完成复核")
    assert reader.path.endswith("/finish")
    assert reader.says(".messages") == f"还有1项没有填抽查复核得分：{silent}。请填写并保存后再完成复核。"
    reader.page.get_by_label(f"{silent}的抽查复核得分").fill("0")


def finishes(reader: Person, department: str, saved: int, own: str, second: str) -> None:
    """Save what is left and finish: nothing can be changed any more."""
    reader.press("保存")
    assert reader.says(".messages") == f"已保存{saved}项。"
    reader.confirms("完成复核")
    assert reader.says(".messages") == f"已完成{department}的抽查复核。请打印复核底稿并签字。"
    assert reader.says("section[aria-labelledby=lines] .panel-head") == (
        f"各项指标已填21/21；自评各项合计{own}，抽查复核各项合计{second}与自评不同的，须写说明"
    )
    assert reader.page.get_by_role("button", name="保存").count() == 0


def reads_the_papers(reader: Person, own: str, second: str) -> None:
    """The report that was sent, and the paper that is printed and signed."""
    reader.follow("报告全文")
    assert "一、部门基本情况" in reader.says("article.report")
    reader.go("/second-looks/")
    reader.submit(reader.page.get_by_role("link", name="复核底稿").first)
    assert reader.says("section[aria-labelledby=lines] tfoot") == f"各项合计{own}{second}"
    assert rows(reader, "signs") == [f"{who}年月日" for who in ("复核人", "复核组长", "绩效管理员")]
    reader.sees("复核底稿", again=True)


def sees_nothing_of_the_review(reader: Person, texts: tuple[str, ...]) -> None:
    """Whatever the second reviewer has opened has nothing of the first review."""
    opened = sorted(path for path in reader.seen if path.startswith("/second-looks/"))
    assert len(opened) == 4  # the list, the look, the report, the paper
    for path in opened:
        status, text = reader.asks(path)
        assert (path, status, [one for one in texts if one in text]) == (path, 200, [])


def is_shut_out(reader: Person, year: Year, admin: Person) -> None:
    """All else is closed to a 临时复核账号: the department's filing, another's look, what the bureau has opened."""
    sample = year.cycle.samples.get(seq=1)
    others = {f"/second-looks/{look.pk}/" for look in sample.looks.exclude(reader__username="fuhe01")}
    filing = {f"/filings/{year.filing.pk}/{page}" for page in ("review", "result", "report/", "timeline")}
    bureau = {path for path in admin.seen if path != "/login"} | {"/review/", "/log/"}
    found = {path: reader.asks(path)[0] for path in others | filing | bureau}
    assert found == dict.fromkeys(others | filing, 404) | dict.fromkeys(bureau, 403)


def compares(admin: Person, year: Year, department: str, totals: str) -> None:
    """From the draw to both scores side by side."""
    admin.go(f"/samples/{year.cycle.samples.get(seq=1).pk}/")
    assert next(row for row in rows(admin, "looks") if department in row) == totals
    admin.submit(admin.page.get_by_label(f"对照{department}的得分"))


def differences(admin: Person) -> list[str]:
    """Return what stands above the form of each line on which both differ."""
    found = admin.page.locator("section[aria-labelledby=settle] .panel-body").all()
    return [without_blanks(one).partition("处理这一项")[0].partition("重新处理")[0] for one in found]


def settles(admin: Person, line: str, choice: str, reason: str, points: str = "") -> None:
    """Settle one line with a reason; without a choice it is refused."""
    block = admin.page.locator("section[aria-labelledby=settle] .panel-body", has_text=line)
    if choice:
        block.get_by_label(choice, exact=True).check()
    if points:
        block.get_by_label(f"{line}另定的分数").fill(points)
    block.get_by_label("理由").fill(reason)
    admin.submit(block.get_by_role("button"))


def sees_the_drift(admin: Person, year: Year, words: str, table: list[str]) -> None:
    """The picture of how far the second looks are from each first reviewer, and the same as a table."""
    admin.go(f"/year/{year.cycle.pk}/samples")
    picture = admin.page.get_by_role("img", name="各审核人的复核差异")
    assert picture.get_attribute("aria-label") == words
    assert rows(admin, "drift") == table
    admin.sees("复核差异")


FOUND_AT_REAL = (
    Found(REGULAR.line, "4", "新增项目没有事前绩效评估报告。"),
    Found("项目监管", "1", "监督检查记录没有整改回执。"),
    Found(EFFECT.line, "18", "易涝点整改 14 个，台账与验收单相符，只扣进度。"),
)
FOUND_AT_WATER = (
    Found(CLEAR.line, "5", "目标值没有测算过程。"),
    Found("管理制度健全性", "2", "内部控制制度没有执行记录。"),
    Found(EFFECT.line, "14", "效益只有工作总结，没有数据。"),
)
