"""A scored row explained: one sentence a step, in the order in which the points came about."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from rubrics.scoring.characters import quoted
from rubrics.scoring.results import Line, LineState, Sheet, Step
from rubrics.scoring.values import rounded

from .figures import cited_condition, cited_note, cited_value
from .halves import half_todo, half_what
from .places import place_words, places_words
from .shown import is_cut, percent, points, short, trimmed, value_words

ABOUT_PLACES = 2
"""Decimals of points that have more than can be shown."""

type Data = Mapping[str, object]
_PARTIAL = {"linear": "不足一档按比例扣", "whole": "不足一档不扣", "started": "不足一档按一档扣"}
_STATES = {LineState.MISSING: "还缺数据，暂不计分", LineState.UNDEFINED: "无法计算，暂不计分"}


def explain(line: Line, sheet: Sheet) -> tuple[str, ...]:
    """Return the explanation of a row, a sentence each, the last one saying what it got."""
    said = list(_sentences(line.steps, sheet))
    if line.score is not None:
        said.append(f"得 {points(line.score)} 分（满分 {points(line.points)} 分）。")
    elif line.state is LineState.NOT_APPLICABLE:
        said.append(f"不适用，{points(line.points)} 分不计入总分。")
    else:
        said.append(f"{_STATES.get(line.state, '暂不计分')}（满分 {points(line.points)} 分）。")
    return tuple(said)


def _sentences(steps: Iterable[Step], sheet: Sheet) -> Iterable[str]:
    for step in steps:
        words = sentence(step, sheet)
        if words:
            yield words if words.endswith("。") else f"{words}。"


def sentence(step: Step, sheet: Sheet) -> str:
    """Return one step in words; '' for a step that a person need not read."""
    teller = _TELLERS.get(step.key)
    return teller(step.data, sheet) if teller else ""


def _value(data: Data, _sheet: Sheet) -> str:
    note = cited_note(data)
    return cited_value(data) + (f"。{note.rstrip('。')}" if note else "")


def _ratio(data: Data, _sheet: Sheet) -> str:
    capped = "封顶按 " if data.get("capped") else ""
    return f"{capped}{percent(data['rate'])} × {points(data['points'])} 分 = {_award(data)}"


def _award(data: Data) -> str:
    award = data.get("award")
    if isinstance(award, Decimal) and is_cut(award):
        return f"约 {points(rounded(award, ABOUT_PLACES))} 分"
    return f"{points(award)} 分"


def _band(data: Data, _sheet: Sheet) -> str:
    edges = data.get("edges")
    said = " 且 ".join(f"{edge[0]} {edge[2]}" for edge in edges) if isinstance(edges, tuple) else ""
    return f"在“{said or '其余'}”这一档，得 {points(data['award'])} 分"


def _case(data: Data, _sheet: Sheet) -> str:
    if data.get("of") is None:
        return f"以上情形都不成立，得 {points(data['award'])} 分"
    return f"情形成立：{cited_condition(data)}，得 {points(data['award'])} 分"


def _item(data: Data, _sheet: Sheet) -> str:
    name = short(str(data.get("text") or data.get("item") or ""))
    if data.get("award") is None:
        return f"“{name}”还没有填（{points(data['points'])} 分）"
    state = "做到" if data.get("met") else "未做到" if data.get("award") == Decimal(0) else "部分做到"
    why = f"：{cited_condition(data)}" if data.get("of") is not None else ""
    return f"“{name}”{state}{why}，得 {points(data['award'])} / {points(data['points'])} 分"


def _unproven(data: Data, _sheet: Sheet) -> str:
    name = short(str(data.get("text") or data.get("item") or ""))
    return f"“{name}”没有佐证材料，得 0 / {points(data['points'])} 分"


def _choice(data: Data, sheet: Sheet) -> str:
    return f"{place_words(str(data['address']), sheet)}选“{data['option']}”，得 {points(data['award'])} 分"


def _deduction(data: Data, _sheet: Sheet) -> str:
    return f"{points(data['count'])} × 每次扣 {points(data['each'])} 分，共扣 {points(data['lost'])} 分，扣完为止"


def _step(data: Data, _sheet: Sheet) -> str:
    unit = str(data.get("unit") or "")
    beyond, each = value_words(data["beyond"], unit, 4), value_words(data["each"], unit, 4)
    if data["lost"] == Decimal(0):
        return f"在满分界限（{_threshold(data, unit)}）以内，不扣分"
    partial = _PARTIAL.get(str(data["partial"]), "")
    return (
        f"超出满分界限（{_threshold(data, unit)}）{trimmed(beyond)}，每 {trimmed(each)}扣 {points(data['lose'])} 分，"
        f"{partial}，按 {points(data['steps'])} 档扣 {points(data['lost'])} 分"
    )


def _threshold(data: Data, unit: str) -> str:
    bound = trimmed(value_words(data["bound"], unit, 4))
    if data["sign"] != "±":
        return f"{data['sign']} {bound}"
    return f"{trimmed(value_words(data['centre'], unit, 4))} ± {bound}"


def _proportion(data: Data, _sheet: Sheet) -> str:
    return f"完成比例 {percent(data['rate'])} × {points(data['points'])} 分 = {_award(data)}"


def _target(data: Data, _sheet: Sheet) -> str:
    aim = f"{data['sign']} {data.get('target') or ''}".strip()
    if data.get("met"):
        return f"达到目标（{aim}），得满分 {points(data['points'])} 分"
    return f"没有达到目标（{aim}），按 {percent(data['rate'])} 计：{_award(data)}"


def _tier(data: Data, _sheet: Sheet) -> str:
    low, high = points(data["low"]), points(data["high"])
    return f"档次“{data['tier']}”（{low}–{high} 分），评 {points(data['award'])} 分"


def _judged(data: Data, _sheet: Sheet) -> str:
    return f"评分 {points(data['award'])} / {points(data['points'])} 分"


def _part(data: Data, sheet: Sheet) -> str:
    return f"{data['title']}（{points(data['points'])} 分）：{_inner(data, sheet, _award(data))}"


def _inner(data: Data, sheet: Sheet, got: str) -> str:
    """Return the steps of a part, and what it got unless the last step just said so."""
    steps = data.get("steps")
    said = [sentence(step, sheet).rstrip("。") for step in steps] if isinstance(steps, tuple) else []
    said = [words for words in said if words]
    if data.get("award") is None:
        said.append("暂不计分")
    elif not said or not said[-1].endswith(got):
        said.append(f"得 {got}")
    return "；".join(said)


def _alternative(data: Data, _sheet: Sheet) -> str:
    why = {
        "document": "评分标准选定",
        "filer": "填报人选定",
        "condition": f"条件成立：{data.get('condition')}",
    }
    return f"按{quoted(data['title'])}计分（{why.get(str(data['why']), '')}）"


def _own(data: Data, sheet: Sheet) -> str:
    head = f"{data.get('name') or '（未命名指标）'}（{data.get('group') or '未分类'}）"
    return f"{head}：{_inner(data, sheet, f'{points(data["award"])} / {points(data["points"])} 分')}"


def _own_target(data: Data, _sheet: Sheet) -> str:
    unit = str(data.get("unit") or "")
    target, actual = _as_typed(data.get("target"), unit), _as_typed(data.get("actual"), unit)
    met = "达到" if data.get("met") else f"未达到，按 {percent(data['rate'])} 计"
    return f"目标 {data['sign']} {target}，完成 {actual}，{met}"


def _as_typed(value: object, unit: str) -> str:
    if isinstance(value, Decimal):
        return f"{points(value)}{unit}" if unit in ("%", "‰") else f"{points(value)} {unit}".strip()
    return value_words(value, "", 0)


def _own_tier(data: Data, sheet: Sheet) -> str:
    return _tier(data, sheet)


def _not_applicable(data: Data, _sheet: Sheet) -> str:
    condition = f"：{cited_condition(data)}" if data.get("of") is not None else ""
    reason = f"（{data['reason']}）" if data.get("reason") else ""
    gives = {
        "full": f"按评分标准得满分 {points(data['points'])} 分",
        "zero": "按评分标准得 0 分",
        "rescale": f"按评分标准不计分，其余分值按比例折算（{points(data['points'])} 分不计）",
    }
    return f"无此事项{reason}{condition}，{gives.get(str(data['gives']), '')}"


def _veto(data: Data, _sheet: Sheet) -> str:
    return f"有“{data['name']}”的情形：{cited_condition(data)}，本项得 0 分"


def _no_evidence(_data: Data, _sheet: Sheet) -> str:
    return "没有佐证材料，按评分标准得 0 分"


def _over(data: Data, _sheet: Sheet) -> str:
    lost = f"，扣 {points(data['lost'])} 分" if data.get("lost") else ""
    return f"完成 {percent(data['fulfilment'])}，达到 {percent(data['limit'], 0)} 的界限，要说明原因{lost}"


def _entered(data: Data, _sheet: Sheet) -> str:
    if data.get("computed") is None:
        return f"填报得分 {points(data['award'])} 分"
    return f"系统计算 {points(data['computed'])} 分，改为 {points(data['award'])} 分"


def _settled(data: Data, _sheet: Sheet) -> str:
    computed = data.get("computed")
    before = "系统没有算出得分" if computed is None else f"原计算 {points(computed)} 分"
    reason = f"，理由：{data['reason']}" if data.get("reason") else ""
    return f"审核核定 {points(data['award'])} 分（{before}）{reason}"


def _rounding(data: Data, _sheet: Sheet) -> str:
    exact = "" if is_cut(data["exact"]) else f"{points(data['exact'])} 分，"
    return f"{exact}四舍五入保留 {data['places']} 位小数，为 {points(data['score'])} 分"


def _reason_missing(_data: Data, _sheet: Sheet) -> str:
    return "还没有写未得满分的原因"


def _missing(data: Data, sheet: Sheet) -> str:
    return f"缺：{places_words(data['addresses'], sheet)}"


def _undefined(data: Data, _sheet: Sheet) -> str:
    return f"无法计算：{data['why']}"


def _half(data: Data, _sheet: Sheet) -> str:
    return f"{half_what(data)}，无法计算。{half_todo(data)}"


def _does_not_apply(data: Data, sheet: Sheet) -> str:
    reason = f"（{data['reason']}）" if data.get("reason") else ""
    where = places_words(data["addresses"], sheet)
    return f"无此事项{reason}{'：' + where if where else ''}"


def _cleared(_data: Data, _sheet: Sheet) -> str:
    """Said in place of the steps where what they would say was cleared out of a sealed copy; no rule makes it."""
    return "所依据的内容已按保密要求清除，这是定格时的得分"


_TELLERS: dict[str, Callable[[Data, Sheet], str]] = {
    "value": _value,
    "ratio": _ratio,
    "band": _band,
    "case": _case,
    "item": _item,
    "unproven": _unproven,
    "choice": _choice,
    "deduction": _deduction,
    "step": _step,
    "proportion": _proportion,
    "target": _target,
    "tier": _tier,
    "judged": _judged,
    "part": _part,
    "alternative": _alternative,
    "own": _own,
    "own_target": _own_target,
    "own_tier": _own_tier,
    "not_applicable": _not_applicable,
    "veto": _veto,
    "no_evidence": _no_evidence,
    "over": _over,
    "entered": _entered,
    "settled": _settled,
    "rounding": _rounding,
    "reason_missing": _reason_missing,
    "missing": _missing,
    "undefined": _undefined,
    "half": _half,
    "does_not_apply": _does_not_apply,
    "cleared": _cleared,
}
KEYS = frozenset(_TELLERS)
"""Every kind of step that has a sentence."""
