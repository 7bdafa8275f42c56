"""The closed formula language of rubric documents: text -> Formula -> checked -> compiled -> value or absence."""

from .characters import MAX_NAME, is_identifier
from .check import check_formula
from .compile import Compiled, compile_formula
from .cycles import cycle_problem, find_cycle, in_order
from .describe import Fraction, Piece, Sign, Term, describe, in_words
from .dimensions import BARE, COUNT, DATE, PROSE, TEXT, TRUTH, ZERO, fits, is_number
from .environment import Environment
from .evaluate import evaluate
from .numbers import exact, round_half_up, settle
from .parser import parse_formula
from .pattern import compile_pattern
from .phrasing import words
from .scope import Names, Resolved, Scope
from .tree import Formula, Name, NameKind

__all__ = [
    "BARE",
    "COUNT",
    "DATE",
    "MAX_NAME",
    "PROSE",
    "TEXT",
    "TRUTH",
    "ZERO",
    "Compiled",
    "Environment",
    "Formula",
    "Fraction",
    "Name",
    "NameKind",
    "Names",
    "Piece",
    "Resolved",
    "Scope",
    "Sign",
    "Term",
    "check_formula",
    "compile_formula",
    "compile_pattern",
    "cycle_problem",
    "describe",
    "evaluate",
    "exact",
    "find_cycle",
    "fits",
    "in_order",
    "in_words",
    "is_identifier",
    "is_number",
    "parse_formula",
    "round_half_up",
    "settle",
    "words",
]
