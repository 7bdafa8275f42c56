"""The appendices: how every score came about, in the words of the pages, and what was said about failed checks."""

from rubrics.scoring import wording
from rubrics.scoring.address import EVIDENCE, REASON, Address, line, parse
from rubrics.scoring.results import CheckResult, Outcome, Row
from rubrics.scoring.rules.own import OWN_COLUMNS, OwnRule
from rubrics.scoring.types import Criterion, Field, FieldType, Table

from .blocks import Cell, Grid, Run, Runs, words
from .figures import Figures, points_text
from .grid import grid, laid_out, one_line
from .origins import origins_of
from .rows import TablePrint
from .scores import Scored, score_run, scored_rows

SCORING_TITLE, EXPLANATIONS_TITLE = "得分计算说明", "勾稽核对情况说明"
ELSEWHERE = "已在报告正文中说明。"
OWN_PRINTED = OWN_COLUMNS[:10]
"""Reason and evidence stand in the appendix on scores."""


def scoring_grid(figures: Figures) -> Grid:
    """Return every scored row with its points, its submitted score and how it came about."""
    rows = tuple(_scored(row, figures) for row in scored_rows(figures.source.document.criteria))
    return laid_out("", ["指标", "分值", "得分", "计算依据"], ["start", "middle", "middle", "start"], rows)


def own_grids(figures: Figures) -> tuple[Grid, ...]:
    """Return the department's own indicators, a grid for each row of the 自评表 that is made of them."""
    rows = scored_rows(figures.source.document.criteria)
    own = [row.criterion for row in rows if isinstance(row.criterion.rule, OwnRule)]
    grids = [_own_grid(criterion, figures) for criterion in own]
    return tuple(found for found in grids if found.rows)


def _own_grid(criterion: Criterion, figures: Figures) -> Grid:
    """Return the indicators of one row: those filed, and those that the document gives to everybody."""
    table = Table(
        criterion.id, tuple(Field(column, FieldType.TEXT, required=False) for column in OWN_COLUMNS)
    )
    shown = TablePrint(table, figures)
    typed = {row.key: row for row in shown.rows}
    keys = dict.fromkeys([*_scored_keys(criterion.id, figures), *typed])
    rows = tuple(typed.get(key, Row(key, {})) for key in keys)
    return grid(f"{criterion.title}：个性化指标", shown.chosen(OWN_PRINTED), shown, rows)


def _scored_keys(criterion: str, figures: Figures) -> list[str]:
    """Return the keys of the indicators that the sheet scored, in its order."""
    found = [parse(address) for address in figures.source.sheet.cells]
    return [one.path[1] for one in found if isinstance(one, Address) and one.path[0] == criterion]


def explained(figures: Figures) -> tuple[CheckResult, ...]:
    """Return the checks that did not hold, or could not be judged, and were explained."""
    return tuple(
        check
        for check in figures.source.sheet.checks
        if check.explained or (check.outcome is Outcome.FAILS and check.explanation)
    )


def explanations_grid(caption: str, figures: Figures) -> Grid:
    """Return each of these checks with the department's explanation."""
    rows = tuple(
        (
            one_line(Run(wording.check_name(check)), "middle"),
            one_line(Run(wording.message(check))),
            Cell(_lines(check.explanation or ELSEWHERE)),
        )
        for check in explained(figures)
    )
    return laid_out(caption, ["编号", "核对情况", "情况说明"], ["middle", "start", "start"], rows)


def checks_grid(caption: str, figures: Figures) -> Grid:
    """Return every check with its outcome: 相符, 已说明, 不符, 缺数, 不适用."""
    titles = {check.id: check.title or check.id for check in figures.source.document.checks}
    rows = tuple(
        (
            one_line(Run(wording.check_name(check)), "middle"),
            one_line(Run(titles.get(check.id, check.id))),
            one_line(Run(check.outcome.value), "middle"),
            Cell(_lines(check.explanation)),
        )
        for check in figures.source.sheet.checks
    )
    return laid_out(
        caption, ["编号", "核对内容", "结果", "情况说明"], ["middle", "start", "middle", "start"], rows
    )


def _scored(row: Scored, figures: Figures) -> tuple[Cell, ...]:
    scored = figures.source.sheet.lines.get(row.criterion.id)
    return (
        one_line(Run(row.criterion.title)),
        one_line(Run(points_text(row.criterion.points)), "middle"),
        one_line(score_run(scored, figures, origins_of(row.criterion, figures.source)), "middle"),
        Cell(_basis(row.criterion.id, figures)),
    )


def _basis(criterion: str, figures: Figures) -> tuple[Runs, ...]:
    """Return how a score came about, why points were lost, and what shows it, a line each."""
    scored = figures.source.sheet.lines.get(criterion)
    said = wording.explain(scored, figures.source.sheet) if scored else ()
    lines = [words(sentence) for sentence in said]
    for title, part in (("未得满分原因：", REASON), ("佐证材料：", EVIDENCE)):
        typed = figures.source.answers.entries.get(line(criterion, part))
        if isinstance(typed, str) and typed:
            lines += _lines(f"{title}{typed}")
    return tuple(lines) or (words("—"),)


def _lines(text: str) -> tuple[Runs, ...]:
    return tuple(words(part) for part in text.split("\n") if part.strip()) or (words(""),)
