"""What a reviewer of either level does on the review page: a place chosen, an opinion pinned, a score put right."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.e2e.person import BLANKS, Person
from tests.e2e.review_steps import DEPARTMENT, opens, renews_the_box

__all__ = ["adds", "corrects", "line", "on_desk", "opens", "picks", "says", "scores", "texts", "totals"]


def says(reviewer: Person, words: str) -> None:
    """Wait for the word that something was done, or why not."""
    expect(reviewer.page.locator(".messages")).to_have_text(words)


def picks(reviewer: Person, code: str) -> str:
    """Choose a ready sentence for the place and return it with its gaps as the page filled them."""
    with renews_the_box(reviewer):
        reviewer.page.locator("#opinion-box select[name=code]").select_option(code)
    return reviewer.page.locator("#opinion-box textarea[name=text]").input_value()


def adds(reviewer: Person, number: int, text: str) -> None:
    """Write the opinion and see which it became."""
    reviewer.page.locator("#opinion-box textarea[name=text]").fill(text)
    reviewer.press("加入意见清单")
    says(reviewer, f"已加入意见清单：第 {number} 条。")


def corrects(reviewer: Person, title: str, text: str, reason: str) -> None:
    """Put another number into the box beside the place that was chosen."""
    box = reviewer.page.locator("#opinion-box")
    box.get_by_label(title).fill(text)
    box.get_by_label("与填报不同的理由").fill(reason)
    reviewer.press("保存审核得分")
    says(reviewer, "已保存审核得分（1 处）。")


def line(reviewer: Person, title: str) -> Locator:
    """Return the row of a line in the score sheet."""
    page = reviewer.page
    return page.locator("details", has=page.locator(f'input[name="editor"][value="line:{title}"]')).first


def scores(reviewer: Person, title: str, box: str, text: str, reason: str) -> None:
    """Put another value into a box of a line, with its reason."""
    row = line(reviewer, title)
    reviewer.uncover(row.get_by_label(box))
    row.get_by_label(box).fill(text)
    row.locator('[name="reason"]').fill(reason)
    reviewer.submit(row.get_by_role("button", name="保存审核得分"))
    says(reviewer, "已保存审核得分（1 处）。")


def totals(reviewer: Person) -> str:
    """Return both totals and the difference, as they stand above the document."""
    return reviewer.reads(".filebar").partition("提交")[2]


def on_desk(reviewer: Person) -> str:
    """Return the department's row on the desk."""
    return reviewer.reads(f"tr:has-text('{DEPARTMENT}')")


def texts(places: Locator) -> list[str]:
    """Return the texts of elements, blanks taken out."""
    return [BLANKS.sub("", text) for text in places.all_inner_texts()]
