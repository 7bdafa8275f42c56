"""Reading an .xlsx that anybody may have made: checked as an archive, streamed, capped, nothing skipped in silence.

Reading happens in a process of its own, which imports this package: it has to be quick to import.
"""

from .cells import Area, Cell, Grid, letters

__all__ = ["Area", "Cell", "Grid", "letters"]
