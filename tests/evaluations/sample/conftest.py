"""An approved year: a filing whose first review says things that the second reviewer must not read."""

from types import SimpleNamespace

import pytest

from evaluations.models import Cycle, Filing
from evaluations.sampling import Method
from evaluations.services.comments import Opinion, add_comment, adopt_comment
from evaluations.services.corrections import Corrected, correct
from evaluations.services.evidence import Offered, add_file
from evaluations.services.filing import open_filing, save_fields
from evaluations.services.review import accept, approve
from evaluations.services.rows import add_row
from evaluations.services.samples import draw, give
from evaluations.services.submission import submit
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import COMPLETE, typed
from tests.evaluations.evidence.papers import pdf
from tests.evaluations.review.conftest import signed_in

JUDGED = "line:社会效益/得分"
REASON, OPINION, CORRECTED = "初核理由不得外泄", "初核意见不得外泄", "3.17"
"""What the first reviewer says and gives; 8.97 is the verified total that follows from it (3.80 + 2 + 3.17)."""
VERIFIED_TOTAL = "8.97"


@pytest.fixture
def approved(office, settings, tmp_path):
    """The filing approved with 9.80 by itself and 8.97 verified, and nothing drawn yet."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    offered = Offered("决算.pdf", pdf(), "line:预算执行/佐证", "3")
    office.file = add_file(actor=office.filer, filing=office.filing, offered=offered)
    add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": "项目甲", "支出": "95"})
    to_approval(office, office.filing, CORRECTED)
    office.second = factories.member(Role.REVIEWER, username="second")
    office.cycle = Cycle.objects.get(pk=office.cycle.pk)
    office.as_admin, office.as_second = signed_in(office.rubric_admin), signed_in(office.second)
    return office


@pytest.fixture
def drawn(approved):
    """The filing drawn and given to `second`, who is a reviewer of nothing else."""
    approved.sample = draw(actor=approved.rubric_admin, cycle=approved.cycle, method=Method.RANDOM, share=100)
    approved.look = give(
        actor=approved.rubric_admin, look=approved.sample.looks.get(), reader=approved.second
    )
    return approved


def to_approval(office, filing: Filing, corrected: str = "") -> Filing:
    """Fill, send, accept, correct if wanted, and approve a filing of an office's filer and reviewer."""
    answers = {**COMPLETE, "line:预算执行/原因": "年末有一笔尾款未付", "fig:金额单位": "万元"}
    assert save_fields(actor=office.filer, filing=filing, values=typed(answers)).ok
    submit(actor=office.filer, filing=fresh(filing))
    accept(actor=office.reviewer, filing=fresh(filing))
    if corrected:
        said = Corrected(JUDGED, corrected, REASON, on_version=1)
        assert not hasattr(correct(actor=office.reviewer, filing=fresh(filing), corrected=said), "what")
        comment = add_comment(
            actor=office.reviewer, filing=fresh(filing), opinion=Opinion(JUDGED, OPINION, category="数据")
        )
        adopt_comment(actor=office.reviewer, comment=comment)
    approve(actor=office.reviewer, filing=fresh(filing), revision=fresh(filing).revision)
    return fresh(filing)


def fresh(filing: Filing) -> Filing:
    return Filing.objects.select_related("cycle", "department", "version").get(pk=filing.pk)


def further(office, code: str, corrected: str = "", reviewer=None) -> SimpleNamespace:
    """One more approved department of the same cycle, with the same filer and another reviewer if given."""
    department = factories.department(f"示例{code}局", code=code)
    office.filer.memberships.create(role=Role.FILER.value, department=department, starts=factories.LONG_AGO)
    person = reviewer or office.reviewer
    person.assignments.create(department=department, cycle=office.cycle)
    filing = open_filing(actor=office.filer, cycle=office.cycle, department=department)
    people = SimpleNamespace(filer=office.filer, reviewer=person)
    return SimpleNamespace(department=department, filing=to_approval(people, filing, corrected))
