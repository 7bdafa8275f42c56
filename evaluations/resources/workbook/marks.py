"""The hidden first column of a sheet of the workbook: what every row is, for the reader."""

KEYS = 1
"""The column of the keys; what people see begins behind it."""
FIRST = 2
LABEL, VALUE, UNIT, HELP = 2, 3, 4, 5
"""Columns of a form."""
ASIDE = "#"
"""A row that is only looked at: titles, heads, sums. It ends the table above it."""
TABLE = "@"
"""Before the address of a table: the hidden row that names its columns, and begins it."""
TITLE_ROW, ABOUT_ROW, HELP_ROW = 1, 2, 3
