"""A cited formula in words: what it is called, how it is made, and the figures that it took."""

from collections.abc import Mapping, Sequence

from rubrics.scoring.results import Step

from .shown import value_words


def cited_value(data: Mapping[str, object]) -> str:
    """Return 编外人员控制率 = 编外人数 ÷ （在编人数 ＋ 编外人数） = 28.57%（编外人数 24 人，在编人数 60 人）."""
    of = _citation(data)
    value = value_words(data.get("value"), _text(of, "unit"), _whole(data.get("places")))
    title, formula = _text(of, "title"), _text(of, "formula")
    figures = _figures(of, data, needed=data.get("value") is None)
    if title and (not figures or formula == title or figures == [f"{title} {value}"]):
        return f"{title} {value}"
    if not figures:
        return f"{formula} = {value}"
    name = f"{title} = " if title else ""
    return f"{name}{formula} = {value}（{'，'.join(figures)}）"


def cited_note(data: Mapping[str, object]) -> str:
    """Return why the ratio is formed so, '' when the document does not say."""
    return _text(_citation(data), "note")


def cited_condition(data: Mapping[str, object]) -> str:
    """Return a condition with the figures that it looks at: 政府采购执行率 > 100%，其中政府采购执行率 110.12%."""
    of = _citation(data)
    formula, figures = _text(of, "formula"), _figures(of, data, needed=False)
    if figures == [f"{formula} 是"]:
        return f"{formula}为“是”"
    return formula + (f"，其中{'、'.join(figures)}" if figures else "")


def _citation(data: Mapping[str, object]) -> Mapping[str, object]:
    of = data.get("of")
    return of.data if isinstance(of, Step) else {}


def _figures(of: Mapping[str, object], data: Mapping[str, object], *, needed: bool) -> list[str]:
    """Return the figures that a formula takes, with their values; an absent one only where it was needed."""
    figures, values = _sequence(of.get("figures")), _sequence(data.get("values"))
    places = data.get("places")
    said = []
    for at, figure in enumerate(figures):
        _, address, title, unit, own = _sequence(figure)
        more = places[at] if isinstance(places, tuple) and at < len(places) else own
        value = values[at] if at < len(values) else None
        if value is None and (not needed or str(address).startswith("table:")):
            continue
        said.append(f"{title} {value_words(value, str(unit), _whole(more))}")
    return list(dict.fromkeys(said))


def _text(data: Mapping[str, object], key: str) -> str:
    return str(data.get(key) or "")


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 2


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, tuple | list) else ()
