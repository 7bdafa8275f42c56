"""What the bureau of the demonstration holds of a department: imported as from a workbook of one row."""

from collections.abc import Mapping
from typing import Any

from evaluations.models import Cycle, Department, Preset
from evaluations.services.imports import keep
from evaluations.services.preset_rows import CODE, DAY, SOURCE
from evaluations.services.presets import Holding, import_presets, plan_of
from evaluations.services.registering import Listed


def hold(admin: Any, cycle: Cycle, department: Department, figures: Mapping[str, str]) -> None:
    """Import figures for a department's filing in a task; nothing where something was imported before."""
    if cycle.presets.exists():
        return
    version = cycle.rubrics.get(kind=department.kind).version
    holding = Holding(cycle, version, Preset.Kind.BUREAU.value)
    said = {CODE: department.code, SOURCE: "预算管理一体化系统（示例）", DAY: f"{cycle.year}-12-31"}
    rows = [Listed(1, {**said, **figures})]
    digest = plan_of(holding, rows).digest
    pending = keep(actor=admin, filing=None, subject="demo", content={})
    import_presets(actor=admin, pending=pending, holding=holding, rows=rows, digest=digest)
