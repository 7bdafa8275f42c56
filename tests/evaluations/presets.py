"""A small document that sets a figure against the bureau's, and imports of both kinds."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from evaluations.models import Preset
from evaluations.services.imports import keep
from evaluations.services.preset_rows import CODE, DAY, SOURCE
from evaluations.services.presets import Holding, Plan, import_presets, plan_of
from evaluations.services.registering import Listed
from tests.evaluations.conftest import EXAMPLE

SPENT = "fig:财政拨款支出"
EXPLANATION = "check:财政数"
_SAYS = (
    "填报 {{左}}，财政数 {{右}}（{{预置.财政拨款支出.来源}}，{{预置.财政拨款支出.日期}}），"
    "相差 {{差额}}。请采用财政数，或说明差异。"
)
_EVERY = (
    "【{{标题}}】填报 {{填报数}}，财政数 {{财政数}}（{{来源}}，{{日期}}），"
    "相差 {{差额}}。请采用财政数，或说明差异。"
)
_CHECK = """
  财政数:
    code: K35
    form: holds
    when: 已填(预置.财政拨款支出)
    holds: 财政拨款支出 = 预置.财政拨款支出
    tolerance: 0.01 万元
    severity: 需说明
    says: SAYS
    places: [财政拨款支出]
  其余财政数:
    code: K36
    form: bureau
    tolerance: 0.01
    severity: 需说明
    says: EVERY
stages:
""".replace("SAYS", _SAYS).replace("EVERY", _EVERY)
TEXT = (
    EXAMPLE.replace("\nstages:\n", _CHECK)
    .replace("单位性质: {type: choice,", "单位性质: {type: choice, carry: 是,")
    .replace("主要职能: {type: narrative,", "主要职能: {type: narrative, carry: 是,")
    .replace("total: 10\n", 'total: 10\ncomparable: 单位性质 = "行政"\n')
)


def listed(rows: Sequence[Mapping[str, str]], source: str = "一体化系统", day: str = "2020-12-31"):
    """Rows of a workbook, numbered from 4; source and day as given unless a row says otherwise."""
    return [Listed(at, {SOURCE: source, DAY: day, **row}) for at, row in enumerate(rows, start=4)]


def imported(office, rows: Sequence[Listed], kind: str = Preset.Kind.BUREAU, before=None) -> Plan:
    """Import as the bureau does: planned, kept, confirmed; `before` runs between."""
    holding = Holding(office.cycle, office.filing.version, kind)
    plan = plan_of(holding, rows)
    pending = keep(actor=office.rubric_admin, filing=None, subject=secrets.token_hex(4), content={})
    if before:
        before()
    return import_presets(
        actor=office.rubric_admin, pending=pending, holding=holding, rows=rows, digest=plan.digest
    )


def one(office, **figures: str) -> list[Listed]:
    """A workbook of one row: the office's department."""
    return listed([{CODE: office.department.code, **figures}])
