"""What follows an approval, and 送复核, is done whole or not at all: rows and files."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Cycle, Objection
from evaluations.services import amendments, closing, feedback
from evaluations.services.corrections import Corrected, correct
from evaluations.services.cycles import assign_reviewer
from evaluations.services.evidence import Offered
from evaluations.services.review import accept, approve, hand_on
from evaluations.services.submission import submit
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import fill
from tests.evaluations.evidence.papers import png
from tests.evaluations.services.test_whole_or_not import broken_off
from tests.fingerprint import fingerprint

pytestmark = pytest.mark.django_db
LINE = "line:社会效益"
SCAN = Offered("件.png", png())


def fresh(office):
    office.filing.refresh_from_db()
    return office.filing


def by(person: str, office) -> dict:
    return {"actor": getattr(office, person), "filing": fresh(office)}


def approved(office):
    return approve(**by("reviewer", office), revision=office.filing.revision)


def object_(office):
    objected = [feedback.Objected(LINE, "调查报告已附。", SCAN)]
    return feedback.give_feedback(**by("filer", office), objected=objected)


def agree_all(office):
    return feedback.give_feedback(**by("filer", office), objected=[])


def answer(office):
    return feedback.answer_objection(
        actor=office.reviewer,
        objection=Objection.objects.get(),
        verdict=feedback.Verdict.KEPT,
        reason="样本不足",
    )


def ask(office):
    return amendments.ask(**by("filer", office), asked=amendments.Asked("决算有调整", "示例文号", SCAN))


def agree(office):
    due = timezone.now() + timedelta(days=3)
    return amendments.agree(**by("rubric_admin", office), due=due)


def stamp(office):
    number = office.filing.snapshots.order_by("-seq").first().number
    return closing.keep_stamped(**by("filer", office), number=number, offered=SCAN)


ACTS = {
    "hand_on": ([], lambda o: hand_on(**by("reviewer", o), revision=o.filing.revision)),
    "approve": ([], approved),
    "give_feedback": ([approved], object_),
    "agree_all": ([approved], agree_all),
    "answer": ([approved, object_], answer),
    "reconsider": ([approved, object_], lambda o: feedback.reconsider(**by("reviewer", o))),
    "settle": ([approved, object_, answer], lambda o: feedback.settle(**by("reviewer", o))),
    "stamp": ([approved, agree_all], stamp),
    "receive": (
        [approved, agree_all],
        lambda o: closing.sign_for_paper(**by("rubric_admin", o), day=timezone.localdate(), copies=1),
    ),
    "ask": ([approved, agree_all], ask),
    "withdraw": ([approved, agree_all, ask], lambda o: amendments.withdraw(**by("filer", o))),
    "agree": ([approved, agree_all, ask], agree),
    "refuse": (
        [approved, agree_all, ask],
        lambda o: amendments.refuse(**by("rubric_admin", o), words="依据不足"),
    ),
    "drop": ([approved, agree_all, ask, agree], lambda o: amendments.drop(**by("filer", o))),
}


@pytest.fixture
def reviewed(office):
    """A year with every step; the filing is being reviewed, one line cut."""
    steps = {"feedback_days": 5, "wants_stamp": True, "wants_paper": True}
    Cycle.objects.filter(pk=office.cycle.pk).update(**steps)
    fill(office)
    submit(actor=office.filer, filing=fresh(office))
    accept(**by("reviewer", office))
    correct(**by("reviewer", office), corrected=Corrected(f"{LINE}/得分", "3", "没有调查", 1))
    return office


def in_two_levels(office) -> None:
    Cycle.objects.filter(pk=office.cycle.pk).update(levels=2)
    office.cycle.refresh_from_db()
    second = factories.member(Role.REVIEWER, username="second")
    given = {"cycle": office.cycle, "department": office.department, "reviewer": second, "level": 2}
    assign_reviewer(actor=office.rubric_admin, **given)


@pytest.mark.parametrize("name", ACTS)
def test_act_broken_off_at_any_statement_leaves_every_row_and_file(reviewed, name, settings):
    prepared, act = ACTS[name]
    if name == "hand_on":
        in_two_levels(reviewed)
    for one in prepared:
        one(reviewed)

    def stands() -> tuple[str, list[str]]:
        return fingerprint(), sorted(path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())

    before, broken = stands(), 0
    while broken_off(lambda: act(reviewed), broken):
        assert stands() == before, f"after statement {broken}"
        broken += 1
    assert broken > 3
    assert stands() != before
