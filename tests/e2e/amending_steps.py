"""更正: asked for with a reason and a document; refused, agreed to with a term, dropped, or made and approved anew."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.e2e.feedback_steps import goes_to, without_blanks
from tests.e2e.filer import home_of, save, stage_path
from tests.e2e.person import Person
from tests.e2e.review_steps import takes_up
from tests.e2e.sending_steps import SEND
from tests.e2e.year import Year
from tests.evaluations.evidence.papers import pdf

SPENT, AMENDED = "fig:日常公用经费支出", "731.20"
REASON = "部门决算批复后，日常公用经费支出由 737.09 万元核定为 731.20 万元。"
DOCUMENT, FILE = "示例财决批〔2021〕15 号", "2020年度部门决算批复.pdf"
NOT_AGREED = "决算还没有批复，批复以后再申请。"
WORDS = "只改决算批复涉及的数。"
FIRST_COPY, SECOND_COPY = "2020-103001-定02", "2020-103001-定03"
NO_MOMENT = "读不出是哪一天几点。请写成〔时刻〕这样。"
TERM = "重报期限〔时刻〕"


def record(number: str, state: str, *more: str, amended: str = "") -> str:
    """Return how a request stands in the list."""
    copies = f"原定稿{FIRST_COPY}" + (f"更正后定稿{amended}" if amended else "")
    said = f"原因{REASON}依据{DOCUMENT}{FILE}申请示例填报人〔时刻〕"
    return "".join(f"2020-103001-更{number}{state}{copies}{said}{''.join(more)}".split())


def decided(words: str) -> str:
    return f"办理示例绩效管理员〔时刻〕：{words}"


def latest(person: Person) -> str:
    """Return the latest request on the page."""
    return without_blanks(person.page.locator("section[aria-labelledby=list] li").first)


def sees_what_can_be_asked_for(filer: Person, year: Year) -> None:
    """Before anything was asked for there is the form alone."""
    goes_to(filer, year, "amendments")
    assert filer.says("section[aria-labelledby=list]") == (
        "更正记录原定稿和更正后的定稿都保留，都可以打印没有更正"
        "定稿以后发现有误的，由填报人申请，绩效管理员同意后修改重报。"
    )
    filer.sees("申请更正")


def asks(filer: Person, year: Year, number: str) -> None:
    """Ask for it with the reason, the document's number and its scan; then nothing else can be asked for."""
    goes_to(filer, year, "amendments")
    filer.page.get_by_label("更正原因").fill(REASON)
    filer.page.get_by_label("依据文号").fill(DOCUMENT)
    file = {"name": FILE, "mimeType": "application/pdf", "buffer": pdf()}
    filer.page.get_by_label("依据文件").set_input_files(file)
    filer.press("申请更正")
    assert filer.says(".messages") == "更正申请已提出，等绩效管理员办理。"
    assert latest(filer) == record(number, "待办理")
    assert filer.says(".note-plain") == (
        "现在不能申请更正更正申请已经提出，正等绩效管理员办理。请不要重复申请。"
    )


def waits(filer: Person) -> None:
    """The first page says that it waits for the bureau."""
    filer.go("/todo")
    assert "更正申请已提出，等绩效管理员办理。" in filer.says("section[aria-labelledby=after]")
    filer.sees("我的待办，更正申请已提出", again=True)


def finds_the_request(admin: Person, number: str) -> None:
    """From the message to the page; read the document that it rests on."""
    admin.go("/messages/")
    words = "深圳市龙岗区应急管理局申请更正，请办理。"
    admin.submit(admin.page.get_by_role("button", name=f"打开：更正申请，{words}").first)
    assert admin.path.endswith("/amendments")
    assert latest(admin) == record(number, "待办理")
    document = admin.page.get_by_role("link", name=FILE).first
    assert admin.fetches(document) == (200, "application/pdf", pdf())


def refuses(admin: Person, number: str) -> None:
    """Do not agree, and say why."""
    admin.sees("更正申请")
    admin.page.get_by_label("不同意的理由").fill(NOT_AGREED)
    admin.press("不同意更正")
    assert admin.says(".messages") == "已答复：不同意更正。"
    assert latest(admin) == record(number, "不同意", decided(NOT_AGREED))
    admin.sees("更正没有同意", again=True)


def agrees(admin: Person, year: Year, number: str, term: str = "") -> None:
    """Agree with a term: one that cannot be read (`term`) is refused with how it is written, words stay."""
    goes_to(admin, year, "amendments")
    due, words = admin.page.get_by_label("重报期限"), admin.page.get_by_label("办理意见")
    words.fill(WORDS)
    if term:
        due.fill(term)
        admin.press("同意更正")
        assert (admin.says(".field-msg.err"), words.input_value()) == (NO_MOMENT, WORDS)
        admin.sees("更正的期限读不出")
    due.fill(f"{timezone.localtime() + timedelta(days=7):%Y-%m-%d} 17:30")
    admin.press("同意更正")
    assert admin.says(".messages") == "已同意深圳市龙岗区应急管理局更正，部门可以修改后重报。"
    assert latest(admin) == record(number, "更正中", decided(WORDS), TERM)


def sees_the_copy_that_holds(filer: Person, year: Year) -> None:
    """While it is amended, the result names the final copy that can be printed."""
    goes_to(filer, year, "result")
    assert filer.says("section[aria-label=审核结果]") == (
        "审核还没有结束审核通过以后，这里列出审核得分和每一处核减的理由。"
        f"上一次定稿{FIRST_COPY}（〔时刻〕）在报告页打印；更正的经过见更正页。"
    )
    filer.sees("审核结果，更正中", again=True)


def drops(filer: Person, year: Year, number: str) -> None:
    """放弃更正 while nothing is changed: what was approved holds on."""
    goes_to(filer, year, "amendments")
    assert filer.says(".note-plain") == (
        "正在更正在填报页面改好以后重新提交，审核通过后得到新的定稿，原定稿保留。去修改和提交"
    )
    filer.sees("更正中")
    filer.confirms("放弃更正")
    assert filer.says(".messages") == "已放弃更正，原定稿继续有效。"
    assert latest(filer) == record(number, "已放弃", decided(WORDS))


def mends_and_sends(filer: Person, year: Year) -> None:
    """Change the figure, then send: 放弃 is not offered any more."""
    filer.go(stage_path(year, home_of(year, SPENT)))
    filer.box(SPENT).first.fill(AMENDED)
    save(filer)
    goes_to(filer, year, "amendments")
    assert filer.page.get_by_role("button", name="放弃更正").count() == 0
    filer.follow("去修改和提交")
    filer.press(SEND)
    filer.press("确认提交")
    assert "提交回执2020-103001-02" in filer.says()


def is_approved_anew(reviewer: Person, year: Year) -> None:
    """Accept it, see what was changed, and approve."""
    goes_to(reviewer, year, "review")
    takes_up(reviewer)
    assert "本轮改动" in reviewer.reads("body")
    assert AMENDED in "".join(reviewer.page.locator("ins").all_inner_texts())
    reviewer.follow("审核通过")
    reviewer.press("审核通过")
    assert reviewer.says(".messages") == (f"深圳市龙岗区应急管理局的自评已审核通过，定稿编号{SECOND_COPY}。")


def sees_both_copies(person: Person, year: Year, number: str) -> None:
    """The list names both final copies, the page of the report offers both."""
    goes_to(person, year, "amendments")
    assert latest(person) == record(number, "已更正", decided(WORDS), amended=SECOND_COPY)
    person.sees("更正完成")
    goes_to(person, year, "report/")
    offered = person.says("section[aria-labelledby=make]")
    assert f"定稿编号{SECOND_COPY}，内容以审核通过时为准" in offered
    assert offered.endswith(f"更正以前的定稿：生成{FIRST_COPY}")
    person.sees("两份定稿")
