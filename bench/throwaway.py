"""A throw-away PostgreSQL with the project's tables, for benchmarks that need a database."""

import contextlib
import os
from collections.abc import Iterator

from tests.services import postgresql


@contextlib.contextmanager
def database() -> Iterator[None]:
    """Have Django set up on a new database; everything of Django is imported inside."""
    with postgresql() as server:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": server.url}
        import django  # noqa: PLC0415 - the database has to be named first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connections  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            connections.close_all()
