"""`python -m tests.run`: everything that bin/test checks, step by step, and at the end what ran against what.

Every step runs even when one before it failed, so that one run tells all there is to mend. What reads the code runs
beside the two passes. Each pass has one process more than there are cores: while one waits for a browser or a worker,
the others compute; both passes at once would only be in each other's way.
"""

import argparse
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

import pytest

from tests.processes import ROOT

PYTEST = "pytest · "
SHORT_SECONDS = 3_600
"""It takes some minutes; a machine that is busy with other work takes several times that."""
SOAK_SECONDS = 2_700
MINUTE = 60
NO_TESTS = int(pytest.ExitCode.NO_TESTS_COLLECTED)
PRODUCTION = {
    "PORTAL_PRODUCTION": "1",
    "PORTAL_HOSTS": "portal.example",
    "DATABASE_URL": "postgresql://portal@127.0.0.1/portal",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One command, and what it is told beyond the machine's own environment."""

    title: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    good: tuple[int, ...] = (0,)
    """The exit codes that mean it passed."""


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(Path(sys.executable).with_name(name)), *arguments)


def python(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, *arguments)


def still_steps() -> list[Step]:
    """What reads the code without running the suite."""
    keys = {name: secrets.token_urlsafe(50) for name in ("PORTAL_SECRET_KEY", "PORTAL_SEAL_KEY")}
    production = {**PRODUCTION, **keys}
    deploy = python("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    return [
        Step("ruff check", tool("ruff", "check", "--quiet")),
        Step("ruff format", tool("ruff", "format", "--check", "--quiet")),
        Step("mypy", tool("mypy")),
        Step("import-linter", tool("lint-imports", "--no-cache")),
        Step("迁移齐全", python("manage.py", "makemigrations", "--check", "--dry-run")),
        Step("生产设置检查", deploy, production),
    ]


def passes(options: argparse.Namespace, folder: Path) -> list[Step]:
    """The suite, once for each database; what touches no database runs once, and what is not about one of them on the
    one that bureaus use, unless both are asked for.
    """
    common = ["-m", "pytest", "-q", "--dist", "worksteal", *options.arguments]
    counts = [*(["--soak"] if options.soak else []), *([] if options.both else ["--once"])]
    good = (0, NO_TESTS) if options.arguments else (0,)  # chosen tests may all belong to the other pass
    return [
        Step(
            f"{PYTEST}{database}",
            python(*common, "-n", str(options.processes + 1), *counts, "--database", database),
            {"PORTAL_TEST_REPORT": str(folder / f"{database}.json")},
            good,
        )
        for database in ("postgresql", "sqlite")
    ]


@dataclass(slots=True)
class Running:
    """A step that has begun, and the file that its output goes to."""

    step: Step
    output: IO[str]
    process: subprocess.Popen[bytes]
    began: float

    @classmethod
    def begin(cls, step: Step, output: IO[str]) -> Self:
        """Start a step. Compiled code is kept whatever the machine says: a hundred processes run the same code."""
        process = subprocess.Popen(
            step.command,
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "", **step.environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        return cls(step, output, process, time.monotonic())

    def stop(self) -> None:
        """End it and its children."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def tell(self) -> bool:
        """Print what a step that has ended said; return whether it passed."""
        passed = self.process.returncode in self.step.good
        self.output.seek(0)
        print(f"\n── {self.step.title}", self.output.read().rstrip(), sep="\n")
        print(f"   {'通过' if passed else '没有通过'}，{time.monotonic() - self.began:.0f} 秒", flush=True)
        return passed


def run(rows: Sequence[Sequence[Step]], deadline: float) -> dict[str, bool]:
    """Run rows of steps side by side, the steps of a row one after the other; return title -> passed.

    A step's output is printed when it has ended, so that no two are mixed; until then a line every minute tells that
    the run lives. At the deadline all are ended.
    """
    waiting, running = [list(row) for row in rows], dict[int, Running]()
    next_word = time.monotonic() + MINUTE
    results: dict[str, bool] = {}
    with ExitStack() as stack:
        stack.callback(lambda: [one.stop() for one in running.values()])
        while any(waiting) or running:
            for place, row in enumerate(waiting):
                if row and place not in running:
                    output = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
                    running[place] = Running.begin(row.pop(0), output)
            time.sleep(0.1)
            now = time.monotonic()
            if now > next_word:
                print(
                    "   …",
                    *(f"{one.step.title} {now - one.began:.0f} 秒" for one in running.values()),
                    flush=True,
                )
                next_word = now + MINUTE
            late = now > deadline
            for place, one in list(running.items()):
                if late:
                    print(f"\n   超时，中止：{one.step.title}")
                    one.stop()
                if one.process.poll() is not None:
                    results[running.pop(place).step.title] = one.tell()
    return results


def print_summary(results: Mapping[str, bool], folder: Path) -> int:
    """Prints what ran against what; returns how many tests passed."""
    reports = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    counts, ran = Counter[str](), Counter[str]()
    for report in reports:
        counts.update(report["counts"])
        ran.update(report["ran"])
    print("\n══ 结果")
    for title, passed in results.items():
        print(f"   {'通过　　' if passed else '没有通过'}  {title}")
    print("\n══ 测试各在何处运行")
    for name, count in sorted(ran.items()):
        print(f"   {count:6}  {name}")
    figures = [line for report in reports for line in report["figures"]]
    if figures:
        print("\n══ 数字", *figures, sep="\n   ")
    tests = counts["failed"] + counts["error"]
    others = [
        title for title, passed in results.items() if not passed and not (title.startswith(PYTEST) and tests)
    ]
    print(f"\n{counts['passed']} passed, {tests + len(others)} failed")
    return counts["passed"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/test", description="检查代码并运行全部测试")
    parser.add_argument("--soak", action="store_true", help="长时间的竞争、强杀、负载测试，打印各项数字")
    parser.add_argument("--both", action="store_true", help="不分数据库的测试在两种数据库上各运行一遍")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="同时运行的测试进程数")
    parser.add_argument("arguments", nargs="*", help="只运行这些测试（传给 pytest）")
    options = parser.parse_args()
    deadline = time.monotonic() + (SOAK_SECONDS if options.soak else SHORT_SECONDS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [still_steps(), passes(options, folder)]
        print(
            "并行运行，每步结束后显示其结果：",
            *(step.title for row in rows for step in row),
            sep="\n   ",
            flush=True,
        )
        results = run(rows, deadline)
        passed = print_summary(results, folder)
    return 0 if passed and all(results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
