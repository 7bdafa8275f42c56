"""A cited formula in words: what it is called, how it is made, and the figures that it took."""

from collections.abc import Mapping, Sequence

from rubrics.scoring.results import Step

from .shown import value_words


def cited_value(data: Mapping[str, object]) -> str:
    """Return 编外人员控制率 = 编外人数 ÷ （在编人数 ＋ 编外人数） = 28.57%（编外人数 24 人，在编人数 60 人）."""
    of = _citation(data)
    value = value_words(data.get("value"), _text(of, "unit"), _whole(data.get("places")))
    title, formula, figures = _text(of, "title"), _text(of, "formula"), _figures(of, data)
    if not figures or formula == title:
        return f"{title or formula} {value}"
    name = f"{title} = " if title else ""
    return f"{name}{formula} = {value}（{figures}）"


def cited_note(data: Mapping[str, object]) -> str:
    """Return why the ratio is formed so, '' when the document does not say."""
    return _text(_citation(data), "note")


def cited_condition(data: Mapping[str, object]) -> str:
    """Return a condition with the figures that it looks at: 政府采购执行率 > 100%（政府采购执行率 110.12%）."""
    of = _citation(data)
    figures = _figures(of, data)
    return _text(of, "formula") + (f"（{figures}）" if figures else "")


def _citation(data: Mapping[str, object]) -> Mapping[str, object]:
    of = data.get("of")
    return of.data if isinstance(of, Step) else {}


def _figures(of: Mapping[str, object], data: Mapping[str, object]) -> str:
    """Return the figures that a formula takes, with their values; its own value alone says nothing new."""
    figures, values = _sequence(of.get("figures")), _sequence(data.get("values"))
    places = data.get("places")
    said = []
    for at, figure in enumerate(figures):
        _, _, title, unit, own = _sequence(figure)
        more = places[at] if isinstance(places, tuple) and at < len(places) else own
        value = values[at] if at < len(values) else None
        said.append(f"{title} {value_words(value, str(unit), _whole(more))}")
    return "，".join(dict.fromkeys(said))


def _text(data: Mapping[str, object], key: str) -> str:
    return str(data.get(key) or "")


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 2


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, tuple | list) else ()
