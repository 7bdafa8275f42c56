"""A submitted filing whose report has a chapter of text and the score sheet."""

from types import SimpleNamespace

import pytest

from evaluations.models import Report
from evaluations.services import Typed
from evaluations.services.filing import save_fields
from evaluations.services.review import accept, approve
from evaluations.services.submission import submit
from rubrics.scoring import address as addresses
from tests.evaluations import conftest as small

SCORES = "  - {title: 评分, body: [{text: '自评得{{得分.合计}}。'}, {scores: 全部, caption: 自评表}]}\n"
SHORT, LONG = "type: narrative, required: 否", "type: narrative, required: 否, max_length: 50000"
EXAMPLE = small.EXAMPLE.replace("outline:\n", f"outline:\n{SCORES}").replace(SHORT, LONG)
SPOKEN = "本局负责示例工作，编制齐全。"


def submitted(
    monkeypatch: pytest.MonkeyPatch,
    spoken: str = SPOKEN,
    chapters: tuple[str, ...] = ("主要职能",),
    source: str = "",
) -> SimpleNamespace:
    """The small office after submission, `spoken` in its chapters; `.snapshot` is what was frozen."""
    made = written(monkeypatch, spoken, chapters, source)
    made.snapshot = submit(actor=made.filer, filing=made.filing)
    made.filing.refresh_from_db()
    return made


def written(
    monkeypatch: pytest.MonkeyPatch,
    spoken: str = SPOKEN,
    chapters: tuple[str, ...] = ("主要职能",),
    source: str = "",
) -> SimpleNamespace:
    """The small office with everything filled, `spoken` in its chapters; nothing is sent."""
    monkeypatch.setattr(small, "EXAMPLE", EXAMPLE)
    made = small.make_office()
    small.fill(made)
    for chapter in chapters:
        told = {addresses.chapter(chapter): Typed(spoken, source=source)}
        saved = save_fields(actor=made.filer, filing=made.filing, values=told)
        assert saved.ok, saved
    made.filing.refresh_from_db()
    return made


@pytest.fixture
def sent(db: None, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A submitted filing."""
    return submitted(monkeypatch)


@pytest.fixture
def passed(sent: SimpleNamespace) -> SimpleNamespace:
    """An approved filing; `.approval` is its snapshot."""
    accept(actor=sent.reviewer, filing=sent.filing)
    sent.filing.refresh_from_db()
    sent.approval = approve(actor=sent.reviewer, filing=sent.filing, revision=sent.filing.revision)
    sent.filing.refresh_from_db()
    return sent


def state_of(report: Report) -> str:
    """The state of a report as stored now."""
    return Report.objects.values_list("state", flat=True).get(pk=report.pk)
