"""The only reader of YAML: text to located tree, every scalar as text; and the files that come with the program."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.located import Located

from .builder import DEEPEST, Builder, RefusedError
from .syntax import character_problem, syntax_problem

FOLDER = Path(__file__).parent.parent / "documents"
LARGEST_TEXT = 2_000_000
"""In characters: several times the largest document seen."""


@dataclass(frozen=True, slots=True)
class ShippedFile:
    """A document that comes with the program."""

    name: str
    path: Path

    def read(self) -> str:
        return self.path.read_text(encoding="utf-8")


def shipped() -> tuple[ShippedFile, ...]:
    """Return the rubric documents that come with the program, by name."""
    return tuple(ShippedFile(path.name, path) for path in sorted(FOLDER.glob("*.yaml")))


def shipped_cases() -> tuple[ShippedFile, ...]:
    """Return the answers files that come with the program, by name."""
    return tuple(ShippedFile(path.name, path) for path in sorted((FOLDER / "cases").glob("*.yaml")))


def load_path(path: Path) -> Located | list[Problem]:
    """Return the tree in a file, or problems. Raises OSError when the file cannot be read."""
    if path.stat().st_size > 4 * LARGEST_TEXT:
        return [Problem("", "文件太大", "请拆开，或删去不用的内容")]
    try:
        return load_text(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return [
            Problem("", f"文件不是 UTF-8 编码（第 {error.start + 1} 个字节起读不出）", "请另存为 UTF-8 编码")
        ]


def load_shipped(name: str) -> ShippedFile | None:
    """Return the shipped document of that file name, or None."""
    return next((file for file in shipped() if file.name == name), None)


def load_text(text: str, _name: str = "") -> Located | list[Problem]:
    """Return the tree that `text` writes, or the first problem that keeps it from being read. Never raises."""
    if len(text) > LARGEST_TEXT:
        return [Problem("", f"文件太大（{len(text):,} 个字符）", f"最多 {LARGEST_TEXT:,} 个字符")]
    try:
        return Builder().build(yaml.parse(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader))
    except RefusedError as refused:
        return [refused.problem]
    except yaml.MarkedYAMLError as error:
        return [syntax_problem(error)]
    except yaml.YAMLError as error:
        return [character_problem(error, text)]
    except RecursionError:
        return [Problem("", "层次太深", f"最多 {DEEPEST} 层")]
