"""Writes: keyword-only, actor, one transaction, one Event (state) or Change (content).

A write that may not happen raises Refused with the reason.
"""

from rubrics.services import Refused

from .results import Conflict, Saved, SaveResult, Typed

__all__ = ["Conflict", "Refused", "SaveResult", "Saved", "Typed"]
