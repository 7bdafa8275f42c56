"""An autosave against a bare view that does one conditional UPDATE behind the same sign-in and middleware.

    bin/bench saves [--saves N]

Both on one throw-away PostgreSQL, one process, one client, the filing of the real department with a table of 500 rows.
Every autosave changes the figure, or it would be no save; the benchmark fails when one is not acknowledged.
"""

import argparse
import json
from collections.abc import Callable

from .throwaway import database
from .turns import compare

ROWS = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=200)
    saves = parser.parse_args().saves
    with database():
        measure(saves)


def measure(saves: int) -> None:
    from django.conf import settings  # noqa: PLC0415 - the database has to be named first

    from .saves_bare import prepared  # noqa: PLC0415

    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = "bench.saves_bare", ["*"]
    filing, autosave, bare = prepared(ROWS)
    report(autosave, bare)
    print(f"rows of the filing: {filing.table_rows.count()}")
    compare(repeated(autosave, saves), repeated(bare, saves))


def repeated(one: Callable[[], None], times: int) -> Callable[[], None]:
    def work() -> None:
        for _ in range(times):
            one()

    return work


def report(autosave: Callable[[], None], bare: Callable[[], None]) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    told = {}
    for name, one in (("autosave", autosave), ("bare", bare)):
        with CaptureQueriesContext(connection) as caught:
            one()
        control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
        told[name] = len([each for each in caught.captured_queries if not each["sql"].startswith(control)])
    print(f"queries: {json.dumps(told)}")


if __name__ == "__main__":
    main()
