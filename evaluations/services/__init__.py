"""Writes: keyword-only, actor, one transaction, one Event (state) or Change (content).

A write that may not happen raises Refused with the reason.
"""

from .results import Conflict, Refused, Saved, SaveResult, Typed

__all__ = ["Conflict", "Refused", "SaveResult", "Saved", "Typed"]
