"""An 审核意见 in the making: its place, the document's ready sentences with place and values filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from evaluations.selectors.places import place_title, table_title
from evaluations.views.evidence.named import Named, named_at
from rubrics.scoring import address as addresses
from rubrics.scoring import wording
from rubrics.scoring.address import Address
from rubrics.scoring.index import walk

from .checks import result_at
from .due import default_due
from .held import held_at
from .places import shown_at
from .scores import score_of
from .seen import Seen

_GAP = re.compile(r"\{([^{}]+)\}")
OPEN, CLOSE = "〔", "〕"
"""Around a gap that the reviewer has to fill."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A ready sentence of the document."""

    code: str
    category: str
    label: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form: `text` is the ready sentence filled in, or what was typed and refused."""

    address: str
    title: str
    stands: str
    """What is filled in at the place."""
    held: tuple[str, ...]
    """What the bureau and last year say of it."""
    files: tuple[Named, ...]
    """The files that were sent to prove it."""
    code: str
    category: str
    text: str
    quote: str
    quotable: bool
    """The place is a text, so that words of it can be quoted."""
    open_gaps: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for: a place, or a check, and a ready sentence."""

    at: str = ""
    check: str = ""
    code: str = ""


def reasons_of(seen: Seen) -> tuple[Reason, ...]:
    """Return the document's ready sentences in its order."""
    return tuple(
        Reason(code, category, f"{code} {category}：{_GAP.sub(_marked, says)}")
        for code, (category, says) in seen.document.reasons.items()
    )


def draft_of(seen: Seen, asked: Asked) -> Draft | None:
    """Return the form for a place, None when none was chosen or the place cannot be."""
    result = result_at(seen, asked.check) if asked.check else None
    where = result.places[0] if result is not None and result.places else (asked.at or asked.check)
    if not isinstance(addresses.parse(where), Address):
        return None
    category, says = seen.document.reasons.get(asked.code, ("", ""))
    text = filled(says, gaps_of(seen, where)) if says else (wording.message(result) if result else "")
    return Draft(
        address=where,
        title=place_title(seen.document, seen.flat, where),
        stands=stands_at(seen, where),
        held=held_at(seen, where),
        files=named_at(seen.filing.pk, seen.files, (where,)),
        code=asked.code if says else "",
        category=category,
        text=text,
        quote="",
        quotable=where.startswith("chapter:"),
        open_gaps=text.count(OPEN),
    )


def stands_at(seen: Seen, where: str) -> str:
    """Return what is filled in or computed at a place; a narrative is not repeated."""
    if where.startswith("chapter:"):
        return ""
    shown = shown_at(seen.document, seen.flat, where)
    if shown:
        return shown
    place = addresses.parse(where)
    figure = (
        seen.sheet.figures.get(place.path[0]) if isinstance(place, Address) and place.kind == "fig" else None
    )
    figure = figure or seen.sheet.cells.get(where)
    if figure is not None:
        return wording.value_words(figure.value, figure.unit.name, figure.places)
    return ""


def filled(says: str, gaps: Mapping[str, str]) -> str:
    """Return a ready sentence with its gaps filled; one that nothing is known for is left to the reviewer, marked.

    So is a word that the sentence asks for again: the chosen place is one of them, not both.
    """
    known = dict(gaps)
    return _GAP.sub(lambda match: known.pop(match.group(1), "") or _marked(match), says)


def _marked(gap: re.Match[str]) -> str:
    return f"{OPEN}{gap.group(1)}{CLOSE}"


def gaps_of(seen: Seen, where: str) -> Mapping[str, str]:
    """Return what the gaps of ready sentences are filled with at a place, by their words."""
    place = addresses.parse(where)
    if not isinstance(place, Address):
        return {}
    title, stands = place_title(seen.document, seen.flat, where), stands_at(seen, where)
    found = {"位置": title, "日期": _due_day()}
    if place.kind in {"fig", "row"}:
        found |= {"字段": title, "项": title, "比率": title, "填报数": stands, "表格数": stands}
    if place.kind in {"row", "table"}:
        found["表"] = table_title(seen.document, place.path[0])
        found["项"] = title.removeprefix(found["表"]).strip()
    if place.kind == "attachment":
        found["材料"] = title
    if place.kind == "line":
        found |= _of_line(seen, place.path[0])
    return found


def _of_line(seen: Seen, name: str) -> Mapping[str, str]:
    title = next((one.title for one in walk(seen.document.criteria) if one.id == name), name)
    own, verified = score_of(seen.sheet, name), score_of(seen.verified, name)
    found = {"指标": title}
    if own is not None:
        found["自评得分"] = wording.points(own)
    if verified is not None and verified != own:
        found["应得分"] = wording.points(verified)
    return found


def _due_day() -> str:
    day = timezone.localtime(default_due()).date()
    return f" {day.month} 月 {day.day} 日"
