"""manage.py assess RUBRIC ANSWERS [--json]: an answers file scored and checked, without a database."""

import sys
from argparse import ArgumentParser
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from rubrics.files import load_path, load_shipped
from rubrics.management.as_json import as_json
from rubrics.management.as_text import as_text
from rubrics.management.located import print_problems
from rubrics.scoring import Document, Problem, Sheet, assess, compile_document
from rubrics.scoring.reading.answers import read_flat
from rubrics.scoring.reading.answers_file import AnswersFile, read_answers_file
from rubrics.scoring.reading.document import read_document


@dataclass(frozen=True, slots=True)
class Assessed:
    """A document, a sheet of answers to it, and what could not be read (with its line in the answers file)."""

    document: Document
    sheet: Sheet
    unread: tuple[Problem, ...]


class Command(BaseCommand):
    help = "按评价指标体系文件计算一份填报文件：比率、得分、总分、等级、勾稽。不用数据库。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rubric", type=Path, metavar="指标体系", help="评价指标体系文件（YAML）")
        parser.add_argument("answers", type=Path, metavar="填报", help="填报文件（YAML）")
        parser.add_argument("--json", action="store_true", help="输出 JSON，供其他程序读取")

    def handle(self, *_args: Any, **options: Any) -> None:
        document = self._document(options["rubric"])
        file = self._answers(options["answers"], document)
        assessed = assessed_of(document, file)
        result = (assessed.document, assessed.sheet, assessed.unread, options["answers"])
        shown = as_json(*result, file.flat.narratives) if options["json"] else as_text(*result)
        self.stdout.write(shown)

    def _document(self, path: Path) -> Document:
        tree = _load(path)
        if isinstance(tree, list):
            self._stop(path, tree)
        result = read_document(tree, load=load_shipped)
        if result.document is None:
            self._stop(path, list(result.problems))
        return result.document

    def _answers(self, path: Path, document: Document) -> AnswersFile:
        tree = _load(path)
        if isinstance(tree, list):
            self._stop(path, tree)
        file = read_answers_file(tree, document)
        if file.problems:
            self._stop(path, file.problems)
        return file

    def _stop(self, path: Path, problems: list[Problem]) -> NoReturn:
        """Write the problems and leave: what cannot be read is not scored."""
        print_problems(self.stderr, path, problems)
        sys.exit(1)


def _load(path: Path) -> Any:
    try:
        return load_path(path)
    except OSError as error:
        return [Problem("", f"文件打不开：{error.strerror}", "请核对文件名")]


def assessed_of(document: Document, file: AnswersFile) -> Assessed:
    """Return the answers scored and checked; an answer that cannot be read counts as not filled in."""
    answers, problems = read_flat(document, file.flat)
    sheet = assess(compile_document(document), answers)
    unread = tuple(file.located(problems))
    return Assessed(document, replace(sheet, problems=tuple(file.located(list(sheet.problems)))), unread)
