"""待复核: a correction whose answer the department changed afterwards stops counting, is told, and blocks approval."""

import pytest

from evaluations.access import decide
from evaluations.models import Correction
from evaluations.services.comments import adopt_comment, answer_comment
from evaluations.services.corrections import Corrected, correct
from evaluations.services.filing import save_fields
from evaluations.services.results import Refused, Typed
from evaluations.services.review import accept, approve
from evaluations.services.submission import submit
from evaluations.workflow import Action
from tests.evaluations.access.mending import SPENT, returned
from tests.evaluations.conftest import make_office
from tests.evaluations.review.conftest import signed_in

pytestmark = pytest.mark.django_db
BUDGET = "fig:调整预算数"
BLOCKED = "还有 1 处待复核：您审核以后部门又改过。请逐处重新审核，或者撤销原来的审核。"


@pytest.fixture
def office(db):
    """Returned with a correction of 财政拨款支出 to 90; the department may change it now."""
    return returned(make_office())


def sent_again(office, **values: str):
    """Sent again with other figures, answered, accepted, the comment adopted."""
    for where, text in values.items():
        answer = office.filing.answers.get(key=f"fig:{where}")
        assert save_fields(
            actor=office.filer, filing=office.filing, values={answer.key: Typed(text, answer.version)}
        ).ok
    answer_comment(actor=office.filer, comment=office.comment, text="已改")
    submit(actor=office.filer, filing=office.filing)
    accept(actor=office.reviewer, filing=office.filing)
    adopt_comment(actor=office.reviewer, comment=office.comment)
    office.filing.refresh_from_db()
    return office


def page(office):
    return signed_in(office.reviewer).get(f"/filings/{office.filing.pk}/review")


def reason(office) -> str:
    return decide(office.reviewer, office.filing, Action.APPROVE).reason


def test_a_correction_whose_answer_was_changed_is_told_with_both_and_blocks_approval(office):
    sent_again(office, 财政拨款支出="96")
    shown = page(office)
    assert [(one.title, one.then, one.reason, one.now) for one in shown.context["page"].rechecks] == [
        ("财政拨款支出", "90.00 万元", "与决算不符", "96.00 万元")
    ]
    assert "待复核 1 处" in shown.content.decode()
    assert [(entry.title, entry.url, entry.word) for entry in shown.context["page"].rail][-5:] == [
        ("勾稽核对", "#checks", ""),
        ("待复核", "#rechecks", "1 处"),
        ("本轮改动清单", "#changes", "1 处"),
        ("审核意见", "#comments", ""),
        ("佐证材料", f"/filings/{office.filing.pk}/evidence", "没有"),
    ]
    assert (reason(office), shown.context["page"].may.approve.reason) == (BLOCKED, BLOCKED)
    with pytest.raises(Refused, match="还有 1 处待复核"):
        approve(actor=office.reviewer, filing=office.filing, revision=office.filing.revision)
    office.filing.refresh_from_db()
    assert (office.filing.state, office.filing.sent_summary["verified_total"]) == ("reviewing", "9.84")


def test_taking_it_back_lets_the_filing_be_approved_as_it_was_filled_in(office):
    sent_again(office, 财政拨款支出="96")
    one = Correction.objects.get()
    answer = signed_in(office.reviewer).post(f"/filings/{office.filing.pk}/corrections/{one.pk}/withdraw")
    assert answer.status_code == 302
    office.filing.refresh_from_db()
    assert (reason(office), page(office).context["page"].rechecks) == ("", ())
    approve(actor=office.reviewer, filing=office.filing, revision=office.filing.revision)


def test_correcting_anew_takes_the_place_of_the_old_one(office):
    sent_again(office, 财政拨款支出="96")
    version = office.filing.answers.get(key=SPENT).version
    again = Corrected(SPENT, "92", "决算为 92", version)
    assert correct(actor=office.reviewer, filing=office.filing, corrected=again).value == "92"
    office.filing.refresh_from_db()
    assert (reason(office), page(office).context["page"].rechecks) == ("", ())
    approve(actor=office.reviewer, filing=office.filing, revision=office.filing.revision)
    live = Correction.objects.filter(withdrawn_at=None)
    assert [(one.address, one.value) for one in live] == [(SPENT, "92")]


def test_a_correction_whose_answer_stayed_goes_on_counting_and_blocks_nothing(office):
    sent_again(office, 调整预算数="101")
    shown = page(office).context["page"]
    assert (reason(office), shown.rechecks) == ("", ())
    assert [one.value for one in Correction.objects.filter(withdrawn_at=None)] == ["90"]
