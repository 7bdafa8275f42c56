"""What the bureau and last year say of a claimed figure, as it was when the department sent its filing."""

from decimal import Decimal

from rubrics.scoring import address as addresses
from rubrics.scoring import values
from rubrics.scoring.problems import Problem
from rubrics.scoring.states import Known, Missing
from rubrics.scoring.types import Field

from .seen import Seen

SAME = "与填报一致"


def held_at(seen: Seen, where: str) -> tuple[str, ...]:
    """Return 财政数 and 上年数 of a figure in words, each with what it comes from and how far the claim is from it."""
    place = addresses.parse(where)
    if isinstance(place, Problem) or place.kind != "fig":
        return ()
    field = seen.index.fields.get(place.path[0])
    if field is None:
        return ()
    claimed: Known = seen.answers.figures.get(field.id, Missing(()))
    found = []
    held, last = seen.answers.presets.get(field.id), seen.answers.previous.get(field.id)
    if held is not None:
        found.append(_line("财政数", field, held, seen.flat.preset_origins.get(field.id, ""), claimed))
    if isinstance(last, Decimal):
        found.append(_line("上年", field, last, seen.flat.previous_origins.get(field.id, ""), claimed))
    return tuple(found)


def _line(word: str, field: Field, held: Known, origin: str, claimed: Known) -> str:
    text = f"{word} {values.show_with_unit(held, field.unit, field.places)}"
    text += f"（{origin}）" if origin else ""
    return f"{text}，{_apart(field, held, claimed)}"


def _apart(field: Field, held: Known, claimed: Known) -> str:
    if claimed == held:
        return SAME
    if not isinstance(held, Decimal) or not isinstance(claimed, Decimal):
        return f"填报为{values.show(claimed, field.unit, field.places)}"
    apart = values.show_with_unit(abs(claimed - held), field.unit, field.places)
    return f"填报{'多' if claimed > held else '少'} {apart}"
