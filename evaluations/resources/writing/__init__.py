"""Writing .xlsx: templates made from a layout, exports with live sums, texts that no program takes for a formula."""

from .export import export_book
from .plain import Columns, plain_book
from .template import template_book

__all__ = ["Columns", "export_book", "plain_book", "template_book"]
