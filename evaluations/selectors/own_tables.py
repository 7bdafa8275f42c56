"""The table of own indicators under a row of the tree: its columns with the choices that the rule allows."""

from rubrics.scoring.rules import OwnRule
from rubrics.scoring.rules.own import OWN_COLUMNS
from rubrics.scoring.types import Field, FieldType, Table

GROUP, NAME, SIGN, TIER, SCORE, POINTS = "类", "名称", "符号", "档次", "得分", "分值"
HELP = {
    "年初目标": "定量指标填数，或写到年月。",
    "调整目标": "年中调整过目标的填。",
    TIER: "定性指标选。",
    SCORE: "定性指标填；定量指标由系统计算。",
    "佐证": "一行一份。",
}


def own_table(name: str, rule: OwnRule) -> Table:
    """Return the table of own indicators with the choices that the rule allows."""
    options = {
        GROUP: tuple(group.name for group in rule.groups),
        SIGN: rule.signs,
        TIER: tuple(tier.name for tier in rule.tiers),
    }
    columns = tuple(
        Field(
            column,
            FieldType.CHOICE if options.get(column) else FieldType.TEXT,
            options=options.get(column, ()),
            required=column in {GROUP, NAME, SIGN, POINTS},
            help=HELP.get(column, ""),
        )
        for column in OWN_COLUMNS
        if column != TIER or rule.tiers
    )
    return Table(name, columns, row_title=NAME)


def fixed_cells(rule: OwnRule, key: str) -> dict[str, str]:
    """Return column -> text of what an indicator that every department has is given; {} for any other."""
    given = next((one for one in rule.given if one.name == key), None)
    if given is None:
        return {}
    points = {} if given.points is None else {POINTS: f"{given.points.normalize():f}"}
    return {GROUP: given.group, NAME: given.name, SIGN: given.sign, "单位": given.unit} | points
