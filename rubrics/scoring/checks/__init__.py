"""The cross-checks (勾稽) of a document, examined after everything is scored."""

from .prepare import Examining, prepare_checks

__all__ = ["Examining", "prepare_checks"]
