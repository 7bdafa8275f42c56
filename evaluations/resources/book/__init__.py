"""Reading an .xlsx that anybody may have made: checked as an archive, streamed, capped, nothing skipped in silence."""

from .cells import Area, Cell, Grid, letters
from .reading import Book, read_book

__all__ = ["Area", "Book", "Cell", "Grid", "letters", "read_book"]
