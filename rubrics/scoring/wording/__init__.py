"""Explanations as Chinese sentences, made from the data of a sheet; pages, print and commands say the same words."""

from .checks import HINT_KEYS, check_name, finding, hint, hints, message
from .lines import KEYS, explain, sentence
from .places import place_words, places_words
from .shown import percent, points, value_words
from .totals import explain_total
from .winning import winnings

STEP_KEYS = KEYS
"""Every kind of step of a line that has a sentence."""

__all__ = [
    "HINT_KEYS", "STEP_KEYS", "check_name", "explain", "explain_total", "finding", "hint", "hints", "message",
    "percent", "place_words", "places_words", "points", "sentence", "value_words", "winnings",
]  # fmt: skip
