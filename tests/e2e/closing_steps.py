"""Once the score is final: printed, stamped, brought back, received on paper, archived."""

from __future__ import annotations

from pathlib import Path

from tests.e2e import report_steps as report
from tests.e2e.feedback_steps import ARCHIVE, PAPER, REVIEWED, STAMP, goes_to, steps
from tests.e2e.person import Person
from tests.e2e.year import Year

SCAN = "2020年度自评报告（盖章件）.pdf"
LATER = "2099-01-01"
NOT_THIS_ONE = (
    "没有办成盖章件上的编号是“{}”，系统定稿的编号是“{}”，不是同一份。请打印系统里的定稿，盖章后上传。"
)
NOT_YET = "没有办成签收日期还没有到。请填实际收到的日期。"
STAMPED = f"盖章件〔时刻〕，示例填报人上传“{SCAN}”"
RECEIVED = "纸质件签收〔日期〕收到2份，示例绩效管理员登记"


def prints(person: Person, year: Year, number: str, folder: Path) -> bytes:
    """Ask for the final copy that holds on the page of the report, and take the file when it is made."""
    goes_to(person, year, "report/")
    person.press("生成定稿")
    return takes_print(person, year, number, folder)


def takes_print(person: Person, year: Year, number: str, folder: Path) -> bytes:
    """Wait for the print with that number and take it; its cover has the number."""
    page = person.page
    row = page.locator("tbody tr", has=page.get_by_role("rowheader", name=number))
    link = row.get_by_role("link", name="下载").first
    report.waits(person, link)
    with page.expect_download() as waiting:
        link.click()
    path = folder / f"{number}.pdf"
    waiting.value.save_as(path)
    assert f"编号：{number}" in report.text_of(path)
    return path.read_bytes()


def stamps(filer: Person, year: Year, number: str, scan: bytes, others: str) -> None:
    """Bring the stamped copy back: under the number of another it is refused, under its own it is kept."""
    goes_to(filer, year, "result")
    brings(filer, others, scan)
    assert filer.says(".note-block") == NOT_THIS_ONE.format(others, number)
    assert filer.page.get_by_label("盖章件上的编号").input_value() == others
    filer.sees("盖章件编号不对")
    brings(filer, number, scan)
    assert filer.says(".messages") == f"已上传盖章件“{SCAN}”。"
    assert steps(filer)[-3:] == [STAMPED, PAPER, ARCHIVE]
    assert filer.fetches(filer.page.get_by_role("link", name="盖章件", exact=True)) == (
        200,
        "application/pdf",
        scan,
    )


def brings(filer: Person, number: str, scan: bytes) -> None:
    filer.page.get_by_label("盖章件上的编号").fill(number)
    file = {"name": SCAN, "mimeType": "application/pdf", "buffer": scan}
    filer.page.get_by_label("盖章件", exact=True).set_input_files(file)
    filer.submit(filer.page.locator("section[aria-labelledby=stamp]").locator("button"))


def receives(admin: Person, year: Year) -> None:
    """Sign for two copies on paper; a day that has not come yet is refused."""
    goes_to(admin, year, "result")
    assert steps(admin)[-3:] == [STAMPED, PAPER, ARCHIVE]
    admin.sees("盖章件、纸质件和归档")
    today = admin.page.get_by_label("签收日期").input_value()
    admin.page.get_by_label("签收日期").fill(LATER)
    admin.press("登记签收")
    assert admin.says(".note-block") == NOT_YET
    admin.page.get_by_label("签收日期").fill(today)
    admin.page.get_by_label("份数").fill("2")
    admin.press("登记签收")
    assert admin.says(".messages") == "已登记纸质件签收。"
    assert steps(admin)[-3:] == [STAMPED, RECEIVED, ARCHIVE]


def archives(admin: Person, year: Year) -> None:
    """归档: nothing is left to be done."""
    admin.press("归档")
    assert admin.says(".messages") == "深圳市龙岗区应急管理局的自评已归档。"
    goes_to(admin, year, "result")
    assert steps(admin)[-3:] == [STAMPED, RECEIVED, "归档已归档"]
    admin.sees("审核结果，已归档", again=True)


def closes_again(filer: Person, admin: Person, year: Year, number: str, scan: bytes) -> None:
    """The same for the final copy that came of a 更正: the stamped copy there was before is no excuse."""
    goes_to(filer, year, "result")
    brings(filer, number, scan)
    goes_to(admin, year, "result")
    admin.page.get_by_label("份数").fill("2")
    admin.press("登记签收")
    admin.press("归档")
    goes_to(filer, year, "result")
    assert steps(filer)[-3:] == [STAMPED, RECEIVED, "归档已归档"]


def sees_the_stamp_void(person: Person, year: Year) -> None:
    """After another final copy the stamped one counts no more, nor the paper."""
    goes_to(person, year, "result")
    found = steps(person)
    void = "内容更正，定稿2020-103001-定02的盖章件已作废。"
    assert found[0] == REVIEWED.format("03")
    assert found[-3:] == [STAMP.replace("等：", f"等：{void}"), PAPER, ARCHIVE]
    assert person.page.get_by_role("link", name="盖章件", exact=True).count() == 0
    person.sees("审核结果，盖章件作废", again=True)
