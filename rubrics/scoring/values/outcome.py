"""What reading a typed text gives: a value in normal form, or a refusal that says what to do instead."""

from dataclasses import dataclass

from rubrics.scoring.states import Value


@dataclass(frozen=True, slots=True)
class Parsed:
    """A typed text, understood.

    `value` is canonical (12.5 万元 is Decimal(125000)); `text` is the normal form that is stored and reads back to
    the same value; `shown` is how it is printed; `notice` says what was understood, '' when plain to see.
    """

    value: Value
    text: str
    shown: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is not a value: `why` continues the sentence “…”填的“…”, `todo` is a sentence of its own."""

    why: str
    todo: str


type Outcome = Parsed | Refusal
