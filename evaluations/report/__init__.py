"""The printed report: a frozen filing -> ReportContext -> HTML -> PDF. Nothing here computes a figure or a score."""

from .edition import template_digest

__all__ = ["template_digest"]
