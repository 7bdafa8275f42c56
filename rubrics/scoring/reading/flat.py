"""A filing as text: what was typed, by address; and as the reviewer leaves it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rubrics.scoring import address

FILLED, NA, TO_CONFIRM = "filled", "na", "to_confirm"


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed: the text (for na: the reason), its status, and where it comes from when not from the filer."""

    text: str
    status: str = FILLED
    source: str = ""


@dataclass(frozen=True, slots=True)
class FlatRow:
    key: str
    cells: Mapping[str, Given]

    @property
    def blank(self) -> bool:
        """Whether nothing at all stands in it: such a row of a table that takes rows is none (`read_flat`)."""
        return not any(given.text.strip() or given.status == NA for given in self.cells.values())


@dataclass(frozen=True, slots=True)
class Flat:
    """A filing as text. `answers`: address -> what was typed; `narratives`: input id -> stored JSON or text form.

    `narrative_sources`: input id -> where its text comes from when not from the filer.
    `unconfirmed`: input ids of narratives that were taken over and wait for the filer's word.
    `previous` and `presets`: key (presets.py) -> text of last year's figure and of the one that the bureau holds; their
    `origins`: key -> source and day in words.
    """

    answers: Mapping[str, Given]
    rows: Mapping[str, tuple[FlatRow, ...]] = field(default_factory=dict)
    narratives: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, str] = field(default_factory=dict)
    presets: Mapping[str, str] = field(default_factory=dict)
    narrative_sources: Mapping[str, str] = field(default_factory=dict)
    unconfirmed: tuple[str, ...] = ()
    preset_origins: Mapping[str, str] = field(default_factory=dict)
    previous_origins: Mapping[str, str] = field(default_factory=dict)

    def waits(self, where: str) -> bool:
        """Say whether what stands at an input's address was taken over and is not confirmed yet."""
        given = self.answers.get(where)
        if given is not None:
            return given.status == TO_CONFIRM
        return any(where == address.chapter(name) for name in self.unconfirmed)


@dataclass(frozen=True, slots=True)
class Settled:
    """Points that a reviewer sets on a row, as text, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reviewed(Flat):
    """A filing as the reviewer leaves it. What a department fills in is a Flat: it cannot hold `settled` points."""

    settled: Mapping[str, Settled] = field(default_factory=dict)
    """Row -> points in place of the computed ones."""
