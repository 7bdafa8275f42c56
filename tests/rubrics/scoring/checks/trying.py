"""What the tests of the checks share: one check, some figures, what came out."""

from decimal import Decimal

from rubrics.scoring.results import CheckResult, Outcome
from rubrics.scoring.rules import JudgedRule
from tests.rubrics.scoring.making import (
    amount,
    assessed,
    document,
    row,
    wan,
)

LINE = row("甲", "1", JudgedRule())
BASIC = tuple(amount(name) for name in ("基本支出", "项目支出", "财政拨款支出"))
SUM = "基本支出 + 项目支出 = 财政拨款支出"
LONG = "因年末退回一笔往年资金，已与国库核对"


def results(
    check, *checks, inputs=BASIC, tables=(), ratios=(), lines=(LINE,), constants=None, **typed
) -> list[CheckResult]:
    made = document(
        *lines, inputs=inputs, tables=tables, ratios=ratios, checks=(check, *checks), constants=constants
    )
    figures = typed.pop("figures", {})
    return list(assessed(made, figures, **typed).checks)


def spent(basic: str, projects: str, whole: str) -> dict[str, Decimal]:
    return {"基本支出": wan(basic), "项目支出": wan(projects), "财政拨款支出": wan(whole)}


def outcomes(*arguments, **more) -> list[Outcome]:
    return [result.outcome for result in results(*arguments, **more)]
