"""我的待办 and the way into a filing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Comment, CommentEntry, Filing, ReturnNotice
from evaluations.services.summary import refresh
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.filing.made import TEXT, filled

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # what pages show is the same on both
HOME = reverse("evaluations:todo")


def browser_of(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def waiting():
    """A cycle that a department has not begun."""
    cycle, department = factories.cycle(factories.version(TEXT)), factories.department("示例局")
    return cycle, department, browser_of(factories.member(Role.FILER, department))


def test_before_the_start_the_page_offers_to_begin(waiting):
    cycle, department, browser = waiting

    page = browser.get(HOME).text

    assert "示例局的自评还没有开始" in page
    assert reverse("evaluations:filing_open", args=[cycle.pk, department.pk]) in page


def test_beginning_opens_the_filing_at_its_first_stage(waiting):
    cycle, department, browser = waiting

    answer = browser.post(reverse("evaluations:filing_open", args=[cycle.pk, department.pk]))

    filing = Filing.objects.get()
    assert (filing.cycle, filing.department) == (cycle, department)
    assert answer["Location"] == reverse("evaluations:stage", args=[filing.pk, 1])


def test_nobody_begins_for_another_department(waiting):
    cycle, department, _ = waiting
    browser = browser_of(factories.member(Role.FILER, factories.department()))

    answer = browser.post(reverse("evaluations:filing_open", args=[cycle.pk, department.pk]))

    assert answer.status_code == 404
    assert not Filing.objects.exists()


def test_after_the_deadline_the_page_says_why_it_cannot_begin():
    cycle = factories.cycle(factories.version(TEXT), open_days=-2)
    department = factories.department()
    browser = browser_of(factories.member(Role.FILER, department))

    page = browser.get(HOME).text
    answer = browser.post(reverse("evaluations:filing_open", args=[cycle.pk, department.pk]), follow=True)

    assert "截止。需要延期的，请联系绩效管理员" in page
    assert reverse("evaluations:filing_open", args=[cycle.pk, department.pk]) not in page
    assert "截止。需要延期的，请联系绩效管理员" in answer.text
    assert not Filing.objects.exists()


def test_what_is_left_stands_in_one_sentence_with_links():
    made = filled()
    refresh(made.filing)

    page = browser_of(made.filer).get(HOME).text

    def link(stage: int, words: str) -> str:
        return f'{reverse("evaluations:stage", args=[made.filing.pk, stage])}">{words}</a>'

    assert "10 页中已填完 1 页，还没填完：" in page
    assert link(1, "① 基本信息") in page
    missing = sum(stage["missing"] for stage in made.filing.summary["stages"])
    assert f"{link(1, f'阻断 {missing + 2} 处')}（其中未填 {missing} 处），改正、填完后才能提交" in page
    assert missing > 1
    explaining = sum(stage["explaining"] for stage in made.filing.summary["stages"])
    assert explaining > 10
    assert link(2, f"需说明 {explaining} 处") in page
    assert '自评得分 <span class="strong">93.86</span>（优）' in page


def returned():
    made = filled(state="returned", round=1, due=timezone.now() + timedelta(days=5))
    refresh(made.filing)
    reviewer, said = factories.user(), timezone.now()
    for number, (address, state) in enumerate(
        (("fig:实际采购金额", Comment.State.TO_MEND), ("chapter:履职总述", Comment.State.ANSWERED)), start=1
    ):
        comment = Comment.objects.create(
            filing=made.filing, number=number, address=address, category="数据", state=state, round=1
        )
        CommentEntry.objects.create(
            comment=comment,
            seq=1,
            kind="opinion",
            text=f"请核对第 {number} 处。",
            revision=1,
            by=reviewer,
            at=said,
        )
    ReturnNotice.objects.create(
        filing=made.filing, round=1, number="退-1", due=made.filing.due, revision=1, by=reviewer, at=said
    )
    return made


def test_returned_items_are_listed_with_place_words_and_the_way_there():
    made = returned()

    page = browser_of(made.filer).get(HOME).text

    assert "还剩" in page
    assert "已答复 1 条" in page
    assert "请核对第 1 处。" in page
    assert "③ 实际采购金额" in page
    place = reverse("evaluations:stage", args=[made.filing.pk, 3])
    assert f'{place}#fig:%E5%AE%9E%E9%99%85%E9%87%87%E8%B4%AD%E9%87%91%E9%A2%9D">去修改</a>' in page
    assert "被退回 1 条" in page
    assert reverse("evaluations:returned", args=[made.filing.pk]) in page


def test_only_open_items_are_listed_when_asked():
    made = returned()

    page = browser_of(made.filer).get(f"{HOME}?items=open").text

    assert "请核对第 1 处。" in page
    assert "请核对第 2 处。" not in page


def test_finished_filings_are_listed_as_earlier_ones():
    made = filled(state="approved")
    refresh(made.filing)

    page = browser_of(made.filer).get(HOME).text

    assert "往年自评" in page
    assert "现在没有要办的自评" in page
    assert '<p class="big">93.86</p>' in page


def test_the_menu_leads_to_the_first_unfinished_stage():
    made = filled()
    refresh(made.filing)

    answer = browser_of(made.filer).get(reverse("evaluations:filing"))

    assert answer["Location"] == reverse("evaluations:stage", args=[made.filing.pk, 1])


def test_without_a_filing_the_menu_leads_home(waiting):
    assert waiting[2].get(reverse("evaluations:filing"))["Location"] == HOME
