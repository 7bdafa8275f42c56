"""Hints: which usual mistake (two figures swapped, x 10,000, x 100, a sign) would make a failing check hold."""

from .hinting import Hinting

__all__ = ["Hinting"]
