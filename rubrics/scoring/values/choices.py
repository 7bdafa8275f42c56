"""是 or 否, and one of the options that the document names."""

import difflib

from rubrics.scoring.characters import fault, half_width, visible
from rubrics.scoring.types import Field
from rubrics.scoring.units import Unit

from .outcome import Outcome, Parsed, Refusal

_WORDS = {"是": True, "否": False}
_LONGEST = 200


def parse_yes_no(_field: Field, _unit: Unit, text: str) -> Outcome:
    """Read 是 or 否, nothing else: 有, 无, Y and 1 mean different things on different forms."""
    word = half_width(text[:_LONGEST])
    if word not in _WORDS:
        return Refusal("不是“是”或“否”", "请填 是 或 否")
    return Parsed(_WORDS[word], word, word)


def parse_choice(field: Field, _unit: Unit, text: str) -> Outcome:
    """Read one of the field's options, in the document's own words."""
    hidden = fault(text[:_LONGEST].strip())
    if hidden:
        return Refusal(f"含有看不见的{hidden}", f"请删去后重填：{visible(text[:_LONGEST]).strip()}")
    folded = half_width(text[:_LONGEST])
    option = next((option for option in field.options if half_width(option) == folded), None)
    if option is None:
        return Refusal("不在可选的范围内", _suggestion(folded, field.options))
    return Parsed(option, option, option, "" if text.strip() == option else f"按“{option}”读取")


def _suggestion(word: str, options: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, options, n=1, cutoff=0.5)
    listed = "、".join(options[:12]) + ("等" if len(options) > 12 else "")
    return (f"您是不是要填“{near[0]}”？" if near else "") + f"可选：{listed}"
