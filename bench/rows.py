"""200 project rows: built and rendered as the page does, against Django's plain formset loop with the same boxes.

    bin/bench rows [--rows N]

Both are given what is loaded already (answers typed and scored; the texts as initial data) and end with the HTML of
every row: boxes with their labels, in ours also versions, computed cells and what checks say. The formset has a form a
row with a field of the same kind a column, and is printed box by box with its errors.
"""

import argparse

from .throwaway import database
from .turns import compare

TABLE, STAGE = "项目", 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200)
    rows = parser.parse_args().rows
    with database():
        measure(rows)


def measure(rows: int) -> None:
    from django.template import engines  # noqa: PLC0415 - the database has to be named first
    from django.template.loader import get_template  # noqa: PLC0415

    from .rows_made import FORMSET, filed, formset_of, page_with  # noqa: PLC0415

    content = filed(rows, TABLE)
    plain, sheet = engines["django"].from_string(FORMSET), get_template("evaluations/filing/sheet.html")
    texts, form = formset_of(content, TABLE)

    def ours() -> str:
        return sheet.render({"body": page_with(content, STAGE, TABLE)})

    def yardstick() -> str:
        return plain.render({"formset": form(initial=texts)})

    counts = {name: one().count('name="') for name, one in (("ours", ours), ("formset", yardstick))}
    print(f"named boxes: {counts} (ours carry a version each; a formset has four of its own)")
    compare(ours, yardstick)


if __name__ == "__main__":
    main()
