"""Problems of a file as lines: FILE:line:column 路径 说明；怎么办."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from rubrics.scoring.problems import Problem


class Out(Protocol):
    """What a command writes to."""

    def write(self, text: str) -> object: ...


def print_problems(out: Out, path: Path, problems: Iterable[Problem]) -> None:
    """Write one line for each problem."""
    for problem in problems:
        out.write(problem_line(path, problem))


def problem_line(path: Path, problem: Problem) -> str:
    """Return the line of a problem; without a place in the file it names the file alone."""
    place = f"{path}:{problem.line}:{problem.column}" if problem.line else f"{path}"
    where = f" {problem.where}" if problem.where else ""
    todo = f"；{problem.todo}" if problem.todo else ""
    return f"{place}{where} {problem.what}{todo}"
