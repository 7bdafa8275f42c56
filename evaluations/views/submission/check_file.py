"""导出核对表: every cross-check with its outcome, and every place that is open, as a spreadsheet."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views import View

from evaluations import clock
from evaluations.access import filing_for
from evaluations.resources.writing import Columns, plain_book
from evaluations.views.filing.content import Content, load
from evaluations.views.filing.page import hidden_of
from evaluations.views.sheets.downloads import xlsx
from evaluations.workflow import Action
from rubrics.scoring import wording
from rubrics.scoring.results import CheckResult, Outcome

from .problems import REQUIRED, is_empty, place_title, sentence

COLUMNS = Columns(
    ("编号", "核对事项", "程度", "结果", "内容", "情况说明"),
    (12, 40, 10, 10, 70, 40),
)
UNDER = "待判"
OPEN = "未办"


class CheckFileView(View):
    """The cross-checks as they stand now."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Return the list."""
        filing = filing_for(request.user, filing_id, Action.READ_CONTENT)
        content = load(filing, request.user)
        at = timezone.localtime(clock.now())
        about = f"{filing.department.name}　{filing.cycle.year} 年度　{at:%Y-%m-%d %H:%M:%S} 核对"
        rows = [*_problems(content), *_checks(content)]
        name = f"勾稽核对表_{filing.department.name}_{filing.cycle.year}"
        return xlsx(plain_book("勾稽核对表", about, COLUMNS, rows), name)


def _problems(content: Content) -> Iterator[tuple[str, ...]]:
    for problem in content.sheet.problems:
        code = REQUIRED if is_empty(content, problem) else ""
        title = place_title(content, problem.where)
        yield code, title, problem.severity.value, OPEN, sentence(problem), ""


def _checks(content: Content) -> Iterator[tuple[str, ...]]:
    titles = {check.id: check.title or check.id for check in content.document.checks}
    hidden = hidden_of(content)
    for result in content.sheet.checks:
        if result.outcome is Outcome.NOT_APPLICABLE and not hidden.isdisjoint(result.places):
            continue
        outcome = UNDER if result.under else result.outcome.value
        code, title = wording.check_name(result), titles[result.id]
        yield code, title, result.severity.value, outcome, _said(content, result), result.explanation


def _said(content: Content, result: CheckResult) -> str:
    if result.outcome is Outcome.NO_DATA:
        return f"缺：{wording.places_words(result.needs, content.sheet)}"
    return wording.message(result)
