"""What is drawn and what is not, the same draw again, and who may be given what was drawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Event, Filing, ReturnNotice, Sample
from evaluations.sampling import Method, at_random
from evaluations.selectors.samples import candidates
from evaluations.services import Refused
from evaluations.services.samples import draw, give
from evaluations.services.vouched_samples import listed_in
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.sample.conftest import further
from tests.evaluations.sample.test_services import enter, finished

pytestmark = pytest.mark.django_db


def test_draw_keeps_what_is_needed_to_draw_it_again(approved):
    further(approved, "103002")
    further(approved, "103003")
    sample = draw(actor=approved.rubric_admin, cycle=approved.cycle, method=Method.RANDOM, share=50)
    codes = [one["code"] for one in sample.listed]
    assert codes == ["103001", "103002", "103003"]
    assert tuple(sample.drawn) == at_random(codes, sample.share, sample.seed)
    assert sorted(look.filing.department.code for look in sample.looks.all()) == sorted(sample.drawn)
    assert (len(sample.drawn), len(sample.seed), sample.weights) == (2, 16, {})
    told = Event.objects.get(action="draw_sample").data
    assert told == {
        "sample": 1,
        "method": "random",
        "share": 50,
        "seed": sample.seed,
        "drawn": sample.drawn,
        "row": listed_in(sample),
    }


def test_draw_again_takes_only_what_was_not_drawn_and_is_refused_when_none_is_left(approved):
    further(approved, "103002")
    admin = approved.rubric_admin
    drawn = [
        code
        for _ in range(2)
        for code in draw(actor=admin, cycle=approved.cycle, method=Method.RANDOM, share=1).drawn
    ]
    assert sorted(drawn) == ["103001", "103002"]
    with pytest.raises(Refused) as refusal:
        draw(actor=admin, cycle=approved.cycle, method=Method.RANDOM, share=100)
    assert refusal.value.reason.startswith("没有可以抽取的部门")
    assert list(Sample.objects.values_list("seq", flat=True)) == [1, 2]


@pytest.mark.parametrize("share", [0, -1, 101])
def test_draw_of_an_impossible_share_is_refused(approved, share):
    with pytest.raises(Refused, match="抽取比例须为 1 到 100 的整数"):
        draw(actor=approved.rubric_admin, cycle=approved.cycle, method=Method.RANDOM, share=share)
    assert not Sample.objects.exists()


def test_draw_leaves_out_what_is_not_approved_classified_and_parts(approved):
    waiting = factories.filing(approved.cycle, factories.department(code="1"), state="reviewing")
    secret = further(approved, "103002")
    type(secret.department).objects.filter(pk=secret.department.pk).update(classified=True)
    part = further(approved, "103003")
    type(part.filing).objects.filter(pk=part.filing.pk).update(part_of=waiting)
    sample = draw(actor=approved.rubric_admin, cycle=approved.cycle, method=Method.RANDOM, share=100)
    assert [one["code"] for one in sample.listed] == sample.drawn == ["103001"]


def test_draw_by_risk_takes_what_was_corrected_and_keeps_each_part_with_its_weight(approved):
    further(approved, "103002")
    sample = draw(actor=approved.rubric_admin, cycle=approved.cycle, method=Method.RISK, share=1)
    assert sample.drawn == ["103001"]
    assert {one["code"]: one["facts"] for one in sample.listed} == {
        "103001": {"corrections": "1", "cut": "0.83", "explained": "0", "late": "0", "returns": "0"},
        "103002": {"corrections": "0", "cut": "0.00", "explained": "0", "late": "0", "returns": "0"},
    }
    assert sample.weights == {"corrections": "2", "cut": "1", "explained": "1", "late": "3", "returns": "2"}


def strangers(office):
    """Everybody who may not look a second time, with the beginning of the reason."""
    of_unit = factories.member(Role.REVIEWER, username="of_unit")
    unit = factories.department(parent=office.department)
    of_unit.memberships.create(role=Role.FILER.value, department=unit, starts=factories.LONG_AGO)
    admin_too = factories.member(Role.REVIEWER, username="admin_too")
    admin_too.memberships.create(role=Role.RUBRIC_ADMIN.value, starts=factories.LONG_AGO)
    auditor_too = factories.member(Role.REVIEWER, username="auditor_too")
    auditor_too.memberships.create(role=Role.AUDITOR.value, starts=factories.LONG_AGO)
    gone = factories.user("gone")
    yesterday = timezone.localdate() - timedelta(days=1)
    gone.memberships.create(role=Role.RECHECKER.value, starts=factories.LONG_AGO, ends=yesterday)
    return {
        office.filer: "filer不是审核人或复核人",
        gone: "gone不是审核人或复核人，或角色已到期",
        of_unit: "of_unit属于示例一局",
        office.reviewer: "reviewer审核过示例一局的自评",
        factories.reviewer_of(office.cycle, office.department, "deputy"): "deputy审核过示例一局的自评",
        admin_too: "admin_too能看到示例一局的审核得分",
        auditor_too: "auditor_too能看到示例一局的审核得分",
    }


def test_give_to_whoever_is_not_apart_from_the_first_review_is_refused_with_the_reason(drawn):
    for person, reason in strangers(drawn).items():
        with pytest.raises(Refused) as refusal:
            give(actor=drawn.rubric_admin, look=drawn.look, reader=person)
        assert refusal.value.reason.startswith(reason)
    drawn.look.refresh_from_db()
    assert drawn.look.reader == drawn.second


def test_give_to_a_former_reviewer_whose_assignment_is_gone_is_refused(drawn):
    drawn.reviewer.assignments.all().delete()
    with pytest.raises(Refused, match="审核过示例一局的自评"):
        give(actor=drawn.rubric_admin, look=drawn.look, reader=drawn.reviewer)


def test_give_to_another_takes_it_from_the_first_until_it_is_finished(drawn):
    other = factories.member(Role.REVIEWER, username="other")
    give(actor=drawn.rubric_admin, look=drawn.look, reader=other)
    with pytest.raises(Refused, match="已经不由您复核"):
        enter(drawn, 制度="2")
    give(actor=drawn.rubric_admin, look=drawn.look, reader=drawn.second)
    finished(drawn)
    with pytest.raises(Refused, match="已经完成，不能再改派"):
        give(actor=drawn.rubric_admin, look=drawn.look, reader=other)


def test_facts_of_the_risk_count_late_sendings_by_the_term_that_held_and_returns(approved):
    window, sent = approved.cycle.windows.get(), approved.filing.snapshots.get(purpose="submission")
    assert candidates(approved.cycle)[0].facts["late"] == 0
    type(window).objects.update(closes=sent.at - timedelta(hours=1))
    assert candidates(approved.cycle)[0].facts["late"] == 1
    before = sent.at - timedelta(minutes=30)
    said = {"number": "退-1", "revision": 1, "by": approved.reviewer, "items": [], "at": before}
    ReturnNotice.objects.create(filing=approved.filing, round=1, due=sent.at + timedelta(days=1), **said)
    Filing.objects.filter(pk=approved.filing.pk).update(round=1)
    facts = candidates(approved.cycle)[0].facts
    assert (facts["late"], facts["returns"]) == (0, 1)
