"""A sheet as a person reads it on a terminal: ratios, indicators with their explanation, totals, checks, problems."""

from collections.abc import Iterator
from pathlib import Path

from rubrics.scoring import Criterion, Document, Index, LineState, Outcome, Problem, Severity, Sheet, wording
from rubrics.scoring.index import TOTAL
from rubrics.scoring.results import SHORTEST_EXPLANATION, explains
from rubrics.scoring.values import show_with_unit

from .columns import table
from .located import problem_line

_STATES = {LineState.MISSING: "缺数", LineState.UNDEFINED: "无法计算", LineState.NOT_APPLICABLE: "不计分"}
_OUTCOMES = (Outcome.FAILS, Outcome.EXPLAINED, Outcome.NO_DATA, Outcome.HOLDS, Outcome.NOT_APPLICABLE)
_QUIET = (Outcome.HOLDS, Outcome.NOT_APPLICABLE)


def as_text(document: Document, sheet: Sheet, unread: tuple[Problem, ...], path: Path) -> str:
    """Return the whole sheet as text."""
    head = f"《{document.title}》{document.year} 年度，填报文件 {path}"
    sections = (
        [head],
        _unread(unread, path),
        _ratios(document, sheet),
        _lines(document, sheet),
        _totals(document, sheet),
        _checks(document, sheet),
        _problems(sheet, path),
    )
    return "\n\n".join("\n".join(section) for section in sections if section)


def _unread(unread: tuple[Problem, ...], path: Path) -> list[str]:
    lines = [f"  {problem_line(path, problem)}" for problem in unread]
    return [f"读不懂的填报（{len(unread)} 处，按未填计算）", *lines] if unread else []


def _ratios(document: Document, sheet: Sheet) -> list[str]:
    rows = []
    for ratio in document.ratios:
        figure = sheet.figures[ratio.id]
        rows.append(
            (figure.title, show_with_unit(figure.value, figure.unit, figure.places), ratio.formula.text)
        )
    return ["比率", *table(rows, frozenset((1,)))] if rows else []


def _lines(document: Document, sheet: Sheet) -> list[str]:
    found = ["指标得分"]
    for one in document.criteria:
        found += _node(one, sheet)
    return found


def _node(criterion: Criterion, sheet: Sheet) -> list[str]:
    indent = "  " * criterion.level
    if criterion.rule is None:
        total = sheet.totals[criterion.id]
        score = wording.points(total.score) + ("" if total.complete else "（不完整）")
        found = [f"{indent}{criterion.title}：{score} / {wording.points(criterion.points)} 分"]
        return found + [line for part in criterion.parts for line in _node(part, sheet)]
    line = sheet.lines[criterion.id]
    score = wording.points(line.score) if line.score is not None else _STATES[line.state]
    said = wording.explain(line, sheet)[:-1]
    return [
        f"{indent}{criterion.title}：{score} / {wording.points(line.points)} 分",
        *(f"{indent}  · {words}" for words in said),
    ]


def _totals(document: Document, sheet: Sheet) -> list[str]:
    rows = []
    for criterion in Index(document).criteria.values():
        total = sheet.totals.get(criterion.id)
        if total is not None and criterion.rule is None:
            name = "  " * (criterion.level - 1) + criterion.title
            rows.append((name, wording.points(total.points), _score(sheet, criterion.id)))
    total = sheet.totals[TOTAL]
    rows.append((TOTAL, wording.points(total.points), _score(sheet, TOTAL)))
    grade = f"等级：{sheet.grade}" if sheet.grade else "等级：总分不完整，不评等级"
    return ["各级合计（分值、得分）", *table(rows, frozenset((1, 2))), f"  {grade}", *_explained(sheet)]


def _score(sheet: Sheet, name: str) -> str:
    total = sheet.totals[name]
    return f"{total.score:.2f}" if total.complete else f"{total.score:.2f}（缺 {len(total.missing)} 项）"


def _explained(sheet: Sheet) -> Iterator[str]:
    for words in wording.explain_total(sheet.totals[TOTAL], sheet):
        yield f"  · {words}"


def _checks(document: Document, sheet: Sheet) -> list[str]:
    if not sheet.checks:
        return []
    counts = "，".join(
        f"{outcome.value} {count}"
        for outcome in _OUTCOMES
        if (count := sum(one.outcome is outcome for one in sheet.checks))
    )
    titles = {one.id: one.title or one.id for one in document.checks}
    found = [f"勾稽核对（{counts}）"]
    for outcome in _OUTCOMES:
        for one in sheet.checks:
            if one.outcome is outcome:
                found.append(
                    f"  {one.outcome.value}  {wording.check_name(one)} {titles[one.id]}（{one.severity.value}）"
                )
                found += [] if outcome in _QUIET else _told(document, sheet, one.address)
    return found


def _told(document: Document, sheet: Sheet, where: str) -> Iterator[str]:
    """Yield what a check says, what may be wrong, how it was explained, and which check hides it."""
    titles = {one.id: one.title or one.id for one in document.checks}
    result = next(one for one in sheet.checks if one.address == where)
    said = wording.message(result)
    if said:
        yield f"        {said}"
    for words in wording.hints(result, sheet):
        yield f"        提示：{words}"
    if result.needs:
        yield f"        缺：{wording.places_words(result.needs, sheet)}"
    if result.explanation:
        short = "" if explains(result.explanation) else f"（不到 {SHORTEST_EXPLANATION} 个字，不算已说明）"
        yield f"        情况说明：{result.explanation}{short}"
    if result.under:
        yield f"        由“{titles.get(result.under, result.under)}”引起，先改那一条"


def _problems(sheet: Sheet, path: Path) -> list[str]:
    if not sheet.problems:
        return ["没有其他问题"]
    found = [f"其他问题（{len(sheet.problems)} 处）"]
    for severity in Severity:
        found += [
            f"  {severity.value}  {problem.what}；{problem.todo}"
            + (f"（{path}:{problem.line}）" if problem.line else "")
            for problem in sheet.problems
            if problem.severity is severity
        ]
    return found
