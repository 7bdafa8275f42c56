"""What the bureau of the demonstration holds of a department: imported as from workbooks."""

from collections.abc import Mapping, Sequence
from typing import Any

from evaluations.models import Cycle, Department, Preset
from evaluations.services.imports import keep
from evaluations.services.preset_rows import CALLED, CODE, DAY, SOURCE
from evaluations.services.presets import Holding, import_presets, plan_of
from evaluations.services.registering import Listed

from .plan import RealDepartment

NAME = "名称"


def hold(admin: Any, cycle: Cycle, department: Department, real: RealDepartment) -> None:
    """Import figures and targets for a department's filing in a task; nothing where something was imported before."""
    if cycle.presets.exists():
        return
    targets = [{CALLED: one[NAME], **one} for one in real.targets]
    _import(admin, cycle, department, Preset.Kind.BUREAU, [real.presets])
    _import(admin, cycle, department, Preset.Kind.TARGETS, targets)


def _import(
    admin: Any, cycle: Cycle, department: Department, kind: Preset.Kind, said: Sequence[Mapping[str, str]]
) -> None:
    version = cycle.rubrics.get(kind=department.kind).version
    holding = Holding(cycle, version, kind.value)
    known = {CODE: department.code, SOURCE: "预算管理一体化系统（示例）", DAY: f"{cycle.year}-12-31"}
    rows = [Listed(number, {**known, **one}) for number, one in enumerate(said, start=1)]
    plan = plan_of(holding, rows)
    pending = keep(actor=admin, filing=None, subject="demo", content={})
    import_presets(actor=admin, pending=pending, holding=holding, rows=rows, digest=plan.digest)
