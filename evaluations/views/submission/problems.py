"""What is not filled, or not filled rightly, as entries: empty places are heaped up by stage, each with its link."""

from collections.abc import Iterator

from evaluations.selectors.missing_units import WHERE as UNITS
from evaluations.selectors.stages import stage_of
from evaluations.views.filing.anchors import place_url, stage_url
from evaluations.views.filing.conflicts import label_of
from evaluations.views.filing.content import Content
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem, Severity

from .entries import Entry, Link

REQUIRED, WRONG, UNEXPLAINED = "必填项", "填写有误", "与对方不一致"
ELSEWHERE = "其他"
NOT_SENT, SUMMING = "未报齐", "所属单位汇总"
PLEASE = "请填写"
"""What every empty place asks for."""


def open_problems(content: Content, severity: Severity) -> Iterator[Entry]:
    """Yield the problems of one severity: texts that are wrong one by one, then the empty places of each stage."""
    mine = [one for one in content.sheet.problems if one.severity is severity]
    empty = [one for one in mine if is_empty(content, one)]
    for at, problem in enumerate(one for one in mine if one not in empty):
        yield _wrong(content, problem, at)
    heaps: dict[int | None, list[Problem]] = {}
    for problem in empty:
        heaps.setdefault(stage_of(content.filing.version, problem.where), []).append(problem)
    for number in sorted(heaps, key=lambda one: (one is None, one)):
        yield _heap(content, number, heaps[number])


def is_empty(content: Content, problem: Problem) -> bool:
    """Say whether a problem is that nothing stands at its place; what asks for words says more than that."""
    address = addresses.parse(problem.where)
    if isinstance(address, Problem) or problem.severity is Severity.EXPLAIN:
        return False
    if address.kind == "chapter":
        return address.path[0] not in content.flat.narratives
    if address.kind == "table":
        return all(row.blank for row in content.rows(address.path[0]))
    if address.kind == "row" and len(address.path) == 3:
        table, key, column = address.path
        row = next((one for one in content.rows(table) if one.key == key), None)
        return row is None or column not in row.cells
    return problem.where not in content.flat.answers


def _wrong(content: Content, problem: Problem, at: int) -> Entry:
    return Entry(
        id=f"problem-{problem.severity.name.lower()}-{at}",
        severity=problem.severity.value,
        code=_code(problem),
        place=SUMMING if problem.where.startswith(UNITS) else _title_at(content, problem.where),
        text=sentence(problem),
        url=place_url(content, problem.where),
    )


def _code(problem: Problem) -> str:
    if problem.severity is Severity.EXPLAIN:
        return UNEXPLAINED
    return NOT_SENT if problem.where.startswith(UNITS) else WRONG


def _heap(content: Content, number: int | None, problems: list[Problem]) -> Entry:
    links = tuple(
        Link(place_title(content, one.where), place_url(content, one.where), note_of(one)) for one in problems
    )
    return Entry(
        id=f"empty-{0 if number is None else number + 1}",
        severity=problems[0].severity.value,
        code=REQUIRED,
        place=_stage_title(content, number),
        text=f"还有 {len(problems)} 项未填。",
        url=links[0].url or ("" if number is None else stage_url(content.filing.pk, number + 1)),
        links=links,
        weight=len(problems),
    )


def place_title(content: Content, where: str) -> str:
    """Return what a place is called; a whole table by its title."""
    address = addresses.parse(where)
    if (
        not isinstance(address, Problem)
        and address.kind == "table"
        and address.path[0] in content.index.tables
    ):
        return content.index.tables[address.path[0]].title
    return label_of(content, where)


def note_of(problem: Problem) -> str:
    """Return what a problem says beyond that its place is empty."""
    return problem.todo.removeprefix(PLEASE).lstrip("；")


def sentence(problem: Problem) -> str:
    """Return a problem as a sentence: what, and what to do."""
    return f"{problem.what}。{problem.todo}。" if problem.todo else f"{problem.what}。"


def _title_at(content: Content, where: str) -> str:
    return _stage_title(content, stage_of(content.filing.version, where))


def _stage_title(content: Content, number: int | None) -> str:
    return ELSEWHERE if number is None else content.document.stages[number].id
