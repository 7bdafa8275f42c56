"""How much of a file is looked at. A table of a filing has some hundred rows; what is far beyond is no such table."""

MOST_BYTES = 5_000_000
"""Of the file as it is sent."""
MOST_ENTRIES = 500
MOST_UNPACKED = 60_000_000
"""Of all parts together."""
MOST_RATIO = 200
RATIO_FROM = 1_000_000
"""Parts larger than this, unpacked, must not be packed more tightly than MOST_RATIO."""
MOST_ROWS = 12_000
"""The last row that may hold anything."""
MOST_COLUMNS = 256
MOST_CELLS = 200_000
"""Cells of a sheet, empty formatted ones counted too."""
MOST_CELLS_TOGETHER = 250_000
"""Cells of all sheets that hold something."""
MOST_SAID = 30_000_000
"""Bytes that the reading process may say of a file."""
MOST_EMPTY_ROWS = 60_000
MOST_CHARACTERS = 10_000_000
"""Of all texts of a file together."""
MOST_IN_A_CELL = 32_767
MOST_SHEETS = 50
MOST_SHEETS_READ = 40
MOST_DEPTH = 40
CHUNK = 65_536
