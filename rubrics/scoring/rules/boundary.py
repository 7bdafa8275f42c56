"""The edges of a rule: where its points change, so that a document can prove both sides by examples."""

from dataclasses import dataclass

from rubrics.scoring.formulas.tree import Formula


@dataclass(frozen=True, slots=True)
class Boundary:
    """The points change where `value` `sign` `bound` turns true or false.

    An example lies on the one side when it holds and on the other when it does not; one exactly on the bound
    and one close to it on the other side prove the edge. `sign` is one of < ≤ = ≥ >; a ± makes two boundaries.
    """

    value: Formula
    sign: str
    bound: Formula
    says: str
    """The edge in the document's words: `< 5%`."""
