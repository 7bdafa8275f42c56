"""The total explained: rows that do not count, and the cap."""

from rubrics.scoring.results import Sheet, Step, Total

from .lines import sentence
from .places import places_words
from .shown import points

KEYS = frozenset(("rescale", "cap"))


def explain_total(total: Total, sheet: Sheet) -> tuple[str, ...]:
    """Return how the total came about, beyond adding up; and what is missing from it."""
    said = [words for words in (_told(step, sheet) for step in total.steps) if words]
    if total.missing:
        lines = [f"line:{name}" for name in total.missing]
        said.append(f"还有 {len(total.missing)} 项没有得分：{places_words(lines, sheet)}。总分不完整")
    return tuple(words if words.endswith("。") else f"{words}。" for words in said)


def _told(step: Step, sheet: Sheet) -> str:
    data = step.data
    if step.key == "rescale":
        return (
            f"不计分的指标不算，计分的满分 {points(data['counted'])} 分，得 {points(data['sum'])} 分，"
            f"按 {points(data['points'])} 分折算为 {points(data['score'])} 分"
        )
    if step.key == "cap":
        return f"合计 {points(data['sum'])} 分，按评分标准总分最高 {points(data['limit'])} 分"
    return sentence(step, sheet)
