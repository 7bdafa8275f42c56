"""更正: asked for, agreed to, sent and approved anew; both final copies stay, chained."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Amendment, AmendmentFile, Cycle, Event
from evaluations.services.amendments import Asked, agree, ask, drop, refuse, withdraw
from evaluations.services.closing import keep_stamped
from evaluations.services.evidence import Offered
from evaluations.services.filing import save_fields
from evaluations.services.integrity import broken_links
from evaluations.services.results import Refused, Typed
from evaluations.services.review import accept, approve, archive
from evaluations.services.submission import submit, take_back
from tests.evaluations.conftest import fill
from tests.evaluations.evidence.papers import png

pytestmark = pytest.mark.django_db
SPENT = "fig:财政拨款支出"
WHY = Asked("决算批复后支出数有调整。", "示例财〔2021〕7号")


@pytest.fixture
def sealed(office):
    """An approved filing of a year that wants a stamped copy."""
    Cycle.objects.filter(pk=office.cycle.pk).update(wants_stamp=True)
    office.filing.refresh_from_db()
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    office.first = approved(office)
    return office


def fresh(office):
    office.filing.refresh_from_db()
    return office.filing


def approved(office):
    accept(actor=office.reviewer, filing=fresh(office))
    return approve(actor=office.reviewer, filing=fresh(office), revision=office.filing.revision)


def asked(office, **more):
    return ask(actor=office.filer, filing=fresh(office), asked=Asked(WHY.reason, WHY.document, **more))


def agreed(office):
    due = timezone.now() + timedelta(days=5)
    return agree(actor=office.rubric_admin, filing=fresh(office), due=due, words="同意")


def spend(office, text: str):
    version = office.filing.answers.get(key=SPENT).version
    return save_fields(actor=office.filer, filing=fresh(office), values={SPENT: Typed(text, version)})


def test_amendment_makes_a_new_final_copy_chained_to_the_sealed_one(sealed):
    keep_stamped(
        actor=sealed.filer,
        filing=fresh(sealed),
        number=sealed.first.number,
        offered=Offered("盖章件.png", png()),
    )
    archive(actor=sealed.rubric_admin, filing=fresh(sealed))
    amendment = asked(sealed, file=Offered("决算批复.png", png(said=b"2")))
    assert (amendment.number, amendment.sealed, AmendmentFile.objects.get().name) == (
        f"2020-{sealed.department.code}-更01",
        sealed.first,
        "决算批复.png",
    )
    assert fresh(sealed).state == "archived", "asking changes nothing yet"
    agreed(sealed)
    assert (fresh(sealed).state, sealed.filing.amending) == ("amending", True)
    assert spend(sealed, "96").ok
    submit(actor=sealed.filer, filing=fresh(sealed))
    second = approved(sealed)
    amendment.refresh_from_db()
    assert (amendment.state, amendment.amended) == (Amendment.State.DONE, second)
    assert (second.number, fresh(sealed).amending) == (f"2020-{sealed.department.code}-定02", False)
    between = sealed.filing.snapshots.get(seq=second.seq - 1)
    assert (second.prev, between.prev) == (between.sha, sealed.first.sha)
    with pytest.raises(Refused, match="还没有现在这一份定稿的盖章件"):
        archive(actor=sealed.rubric_admin, filing=sealed.filing)
    assert broken_links() == []


def test_refusal_and_withdrawal_leave_the_final_copy_as_it_is(sealed):
    asked(sealed)
    with pytest.raises(Refused, match="更正申请已经提出，正等绩效管理员办理"):
        asked(sealed)
    with pytest.raises(Refused, match="部门申请更正，还没有办理，不能归档"):
        archive(actor=sealed.rubric_admin, filing=fresh(sealed))
    refuse(actor=sealed.rubric_admin, filing=fresh(sealed), words="依据不足")
    asked(sealed)
    withdraw(actor=sealed.filer, filing=fresh(sealed))
    with pytest.raises(Refused, match="没有待办理的更正申请"):
        agreed(sealed)
    states = list(sealed.filing.amendments.values_list("number", "state", "words"))
    code = sealed.department.code
    assert states == [(f"2020-{code}-更01", "refused", "依据不足"), (f"2020-{code}-更02", "withdrawn", "")]
    assert (fresh(sealed).state, sealed.filing.snapshots.filter(purpose="approval").count()) == (
        "approved",
        1,
    )


def test_amendment_without_a_change_is_not_sent_but_can_be_dropped(sealed):
    asked(sealed)
    agreed(sealed)
    with pytest.raises(Refused, match="同意更正以后填报内容没有改动"):
        submit(actor=sealed.filer, filing=fresh(sealed))
    dropped = drop(actor=sealed.filer, filing=fresh(sealed))
    assert (dropped.state, fresh(sealed).state, sealed.filing.amending, sealed.filing.due) == (
        "dropped",
        "approved",
        False,
        None,
    )


def test_amendment_that_was_begun_is_not_dropped_and_comes_back_as_itself(sealed):
    asked(sealed)
    agreed(sealed)
    spend(sealed, "96")
    with pytest.raises(Refused, match="已有改动，不能放弃"):
        drop(actor=sealed.filer, filing=fresh(sealed))
    submit(actor=sealed.filer, filing=fresh(sealed))
    take_back(actor=sealed.filer, filing=fresh(sealed))
    assert fresh(sealed).state == "amending"


def test_request_needs_reason_and_document_and_only_the_admin_decides(sealed):
    for empty in (Asked("", "文号"), Asked("原因", " ")):
        with pytest.raises(Refused, match="未填"):
            ask(actor=sealed.filer, filing=fresh(sealed), asked=empty)
    asked(sealed)
    with pytest.raises(Refused, match="您的角色不能同意更正"):
        agree(actor=sealed.reviewer, filing=fresh(sealed), due=timezone.now() + timedelta(days=1), words="")
    with pytest.raises(Refused, match="重报期限已经过去"):
        agree(actor=sealed.rubric_admin, filing=fresh(sealed), due=timezone.now(), words="")
    acts = Event.objects.filter(filing=sealed.filing).order_by("seq").values_list("action", flat=True)
    assert list(acts)[-2:] == ["approve", "ask_amendment"]
