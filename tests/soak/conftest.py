"""Web servers of a test's own: one without guards, one whose processes may be killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.evaluations.conftest import make_office
from tests.processes import PYTHON, accepts, free_port, running
from tests.services import Service, private_folder

type StartServer = Callable[..., Service]


@pytest.fixture
def start_server(process_environment: dict[str, str], transactional_db: None) -> Iterator[StartServer]:
    """`start_server(application, *options)`: a gunicorn on this test's database."""
    with ExitStack() as stack:

        def start(application: str, *options: str) -> Service:
            folder, port = stack.enter_context(private_folder()), free_port()
            command = [PYTHON, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}", *options]
            ready = running(command, folder / "log", lambda: accepts(port), process_environment)
            return Service(f"http://127.0.0.1:{port}", "gunicorn", stack.enter_context(ready).pid)

        yield start


@pytest.fixture
def office(transactional_db: None):
    """A cycle with one department and its people."""
    return make_office()
