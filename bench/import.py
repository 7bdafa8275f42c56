# ruff: noqa: N999 - `bin/bench import` is what people type
"""10,000 project rows, imported as the portal does, against import-export's default on the same file.

    bin/bench import [--rows N] [--turns N]

Both do what a person waits for: a preview of the file, then its import. Ours: the file is read in a process of its
own, every cell cleaned and kept; then the rows are stored with who changed what. The yardstick: tablib reads the
file, a ModelResource as it comes makes its dry run, then imports. Both on one throw-away PostgreSQL. First a file
with bad cells: both must find the same rows, or the benchmark fails.
"""

import argparse

from .throwaway import database
from .turns import compare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=3)
    asked = parser.parse_args()
    with database():
        measure(asked.rows, asked.turns)


def measure(rows: int, turns: int) -> None:
    from .import_made import Ours, Yardstick, spreadsheet  # noqa: PLC0415 - the database has to be named first

    bad = spreadsheet(rows, spoiled=True)
    ours, yardstick = Ours.made(), Yardstick.made()
    found, other = ours.errors(bad), yardstick.errors(bad)
    if (
        not found
        or {row for row, _ in found} != {row for row, _ in other}
        or not other <= found | {(row, "") for row, _ in found}
    ):
        raise SystemExit(f"not the same errors: {sorted(found)[:4]} and {sorted(other)[:4]}")
    print(
        f"bad rows found by both: {len(found)}; named with their column by ours: {len(found)}, by the yardstick: "
        f"{sum(bool(column) for _, column in other)}"
    )
    good = spreadsheet(rows)
    compare(lambda: ours.take(good, rows), lambda: yardstick.take(good, rows), turns)


if __name__ == "__main__":
    main()
