"""Proof of a document: its worked examples are run, and what no example proves is listed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rubrics.scoring import address, values
from rubrics.scoring.engine import run, sheet_of
from rubrics.scoring.formulas import Formula, check_formula, evaluate, exact, parse_formula, settle
from rubrics.scoring.formulas.scope import Names
from rubrics.scoring.formulas.tree import Number
from rubrics.scoring.index import GRADE
from rubrics.scoring.problems import Problem
from rubrics.scoring.program import Program, prepare_program
from rubrics.scoring.results import LineState, Sheet
from rubrics.scoring.rules import Boundary, RowRule
from rubrics.scoring.scored import Scored
from rubrics.scoring.states import Missing, NotApplicable
from rubrics.scoring.types import Criterion, Document, Example

from .answers import FILLED, NA, Flat, FlatRow, Given, read_flat
from .worked import MISSING, NO_NUMBER, NOT_APPLICABLE, RATIO, UNDEFINED

ABSENT = "无此事项"
"""An example's answer 无此事项：原因 says that the thing does not exist."""


@dataclass(frozen=True, slots=True)
class Run:
    """An example as it came out."""

    example: Example
    scored: Scored
    sheet: Sheet


def prove(document: Document) -> list[Problem]:
    """Return every example that does not come out as written, every ratio and every boundary that none proves."""
    program = prepare_program(document)
    problems: list[Problem] = []
    runs: list[Run] = []
    for example in document.examples:
        ran, found = run_example(document, program, example)
        problems += found
        if ran is not None:
            runs.append(ran)
    with exact():
        problems += [*_unproved_ratios(document, runs), *_unproved_boundaries(program, runs)]
    return problems


def run_example(document: Document, program: Program, example: Example) -> tuple[Run | None, list[Problem]]:
    """Return the example as scored, and where it differs from what it expects."""
    where = f"examples.{example.name}"
    flat = flat_of(document, _merged(document, example))
    answers, problems = read_flat(document, flat)
    if problems:
        what = f"例子“{example.name}”的 {problems[0].where} 读不懂：{problems[0].what}"
        return None, [Problem(where, what, problems[0].todo)]
    given = _ratios(document, example)
    if isinstance(given, Problem):
        return None, [replace(given, where=where)]
    if given:
        program = prepare_program(_with_ratios(document, given))
    with exact():
        scored = run(program, answers)
        sheet = sheet_of(program, answers, scored)
        return Run(example, scored, sheet), list(_differences(document, example, sheet))


def _chain(document: Document, example: Example) -> list[Example]:
    """Return the example's bases, first to last, and itself."""
    by_name = {one.name: one for one in document.examples}
    chain = [example]
    while chain[0].base in by_name and len(chain) <= len(by_name):
        chain.insert(0, by_name[chain[0].base])
    return chain


def _merged(document: Document, example: Example) -> dict[str, str]:
    merged: dict[str, str] = {}
    for one in _chain(document, example):
        merged |= one.answers
    return {where: text for where, text in merged.items() if text != ""}


def flat_of(document: Document, answers: Mapping[str, str]) -> Flat:
    """Return typed texts by address as flat answers; rows stand in the order in which their keys first come."""
    found: dict[str, Given] = {}
    rows: dict[str, dict[str, dict[str, Given]]] = {}
    narratives: dict[str, str] = {}
    for where, text in answers.items():
        place, given = address.parse(where), _given(text)
        if isinstance(place, address.Address) and place.kind == "row" and len(place.path) == 3:
            table, key, column = place.path
            rows.setdefault(table, {}).setdefault(key, {})[column] = given
        elif isinstance(place, address.Address) and place.kind == "chapter":
            narratives[place.path[0]] = text
        else:
            found[where] = given
    flat_rows = {name: tuple(FlatRow(key, cells) for key, cells in of.items()) for name, of in rows.items()}
    return Flat(found, flat_rows, narratives)


def _given(text: str) -> Given:
    if text == ABSENT or text.startswith((f"{ABSENT}：", f"{ABSENT}:")):
        return Given(text[len(ABSENT) + 1 :].strip() or ABSENT, NA)
    return Given(text, FILLED)


def _ratios(document: Document, example: Example) -> dict[str, Formula] | Problem:
    """Return the ratios that the example gives directly, as literals."""
    given: dict[str, Formula] = {}
    for one in _chain(document, example):
        for name, text in one.ratios.items():
            parsed = parse_formula(text)
            if isinstance(parsed, Problem):
                return Problem(
                    "", f"例子“{example.name}”给的比率“{name}”不是数：{text}", "请写 4.99% 这样的数"
                )
            given[name] = check_formula(parsed, Names({}, {}, document.nouns))[0]
    return given


def _with_ratios(document: Document, given: Mapping[str, Formula]) -> Document:
    ratios = (replace(one, formula=given[one.id]) if one.id in given else one for one in document.ratios)
    return replace(document, ratios=tuple(ratios))


def _differences(document: Document, example: Example, sheet: Sheet) -> Iterator[Problem]:
    for name, expected in example.expect.items():
        came = _outcome(name, sheet)
        if not _same(expected, came):
            what = f"例子“{example.name}”：{name} 应为 {expected}，算出 {came}"
            yield Problem(f"examples.{example.name}", what, "请核对公式、评分规则，或例子里的数")


def _outcome(name: str, sheet: Sheet) -> str:
    """Return what came out, as an example writes it."""
    if name.startswith(RATIO):
        figure = sheet.figures[name.removeprefix(RATIO)]
        if isinstance(figure.value, Missing | NotApplicable):
            return MISSING if isinstance(figure.value, Missing) else NOT_APPLICABLE
        return values.show(figure.value, figure.unit, figure.places)
    if name == GRADE:
        return sheet.grade or MISSING
    line = sheet.lines.get(name)
    if line is not None:
        absent = {LineState.MISSING: MISSING, LineState.NOT_APPLICABLE: NOT_APPLICABLE}
        return absent.get(line.state, UNDEFINED) if line.score is None else f"{line.score:f}"
    total = sheet.totals.get(name)
    return f"{total.score:f}" if total is not None and total.complete else MISSING


def _same(expected: str, came: str) -> bool:
    if expected == came:
        return True
    one, other = _number(expected), _number(came)
    return one is not None and one == other


def _number(text: str) -> tuple[Decimal, str] | None:
    written = text.replace(",", "").replace("−", "-")
    parsed = parse_formula(written.removeprefix("-"))
    if isinstance(parsed, Problem) or not isinstance(parsed.tree, Number):
        return None
    sign = -1 if written.startswith("-") else 1
    return sign * parsed.tree.value, parsed.tree.unit


def _unproved_ratios(document: Document, runs: list[Run]) -> Iterator[Problem]:
    expected = {name for one in runs for name, text in one.example.expect.items() if text not in NO_NUMBER}
    for ratio in document.ratios:
        if f"{RATIO}{ratio.id}" not in expected:
            todo = f"请写一个例子：answers 里填数，expect 里写 {RATIO}{ratio.id}: 结果"
            yield Problem(f"ratios.{ratio.id}", f"比率“{ratio.id}”没有例子验证", todo)


def _unproved_boundaries(program: Program, runs: list[Run]) -> Iterator[Problem]:
    for leaf in program.index.leaves:
        rule = leaf.rule
        for boundary in rule.boundaries() if isinstance(rule, RowRule) else ():
            problem = _boundary_problem(
                leaf, boundary, [one for one in runs if leaf.id in one.example.expect]
            )
            if problem is not None:
                yield problem


def _boundary_problem(leaf: Criterion, boundary: Boundary, runs: list[Run]) -> Problem | None:
    """Return what is not proved: a value exactly on the bound, one on the other side of it.

    The bound itself stands on one side (10% is ≤ 10% and not < 10%); the other side is the one it does not stand on.
    """
    sides: set[bool] = set()
    on_bound = False
    for one in runs:
        value = evaluate(boundary.value.tree, one.scored.environment)
        bound = evaluate(boundary.bound.tree, one.scored.environment)
        if isinstance(value, Decimal) and isinstance(bound, Decimal):
            value, bound = settle(value), settle(bound)
            sides.add(_holds(value, boundary.sign, bound))
            on_bound = on_bound or value == bound
    missing = [] if on_bound else ["恰好等于界限的"]
    missing += [] if (boundary.sign in "<>") in sides else ["在界限另一边的"]
    if not missing:
        return None
    what = f"指标“{leaf.id}”的界限“{boundary.says}”缺少{'、'.join(missing)}例子"
    todo = f"请在 examples 里写，expect 里写 {leaf.id}: 得分；expect 里没有写这个指标的例子不算"
    return Problem(f"criteria.{leaf.id}", what, todo)


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": value < bound, "≤": value <= bound, "=": value == bound, "≥": value >= bound, ">": value > bound
    }[sign]  # fmt: skip
