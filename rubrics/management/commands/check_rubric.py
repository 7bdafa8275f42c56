"""manage.py check_rubric FILE: every problem of a rubric document with its line; exit 1 if there is any."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from rubrics.files import load_path, load_shipped
from rubrics.management.located import print_problems
from rubrics.scoring.index import walk
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.document import read_document
from rubrics.scoring.reading.proof import read_and_prove
from rubrics.scoring.types import Document


class Command(BaseCommand):
    help = "检查评价指标体系文件：写法、单位、分值、引用和例子。没有问题返回 0，有问题返回 1。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件", help="评价指标体系文件（YAML）")
        parser.add_argument("--no-examples", action="store_true", help="不运行例子")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        document, problems = check(path, with_examples=not options["no_examples"])
        print_problems(self.stdout, path, problems)
        if document is not None and not problems:
            self.stdout.write(summary(document))
        if problems:
            self.stdout.write(f"{path}：{len(problems)} 处问题。")
            sys.exit(1)


def check(path: Path, *, with_examples: bool) -> tuple[Document | None, list[Problem]]:
    """Return the document in a file (None while it cannot be read) and everything that is wrong with it."""
    try:
        tree = load_path(path)
    except OSError as error:
        return None, [Problem("", f"文件打不开：{error.strerror}", "请核对文件名")]
    if isinstance(tree, list):
        return None, tree
    result = (
        read_and_prove(tree, load=load_shipped) if with_examples else read_document(tree, load=load_shipped)
    )
    return result.document, list(result.problems)


def summary(document: Document) -> str:
    """Return in one line what the document holds."""
    columns = sum(len(table.columns) for table in document.tables)
    leaves = sum(1 for _ in _leaves(document))
    return (
        f"《{document.title}》{document.year} 年第 {document.version} 版没有问题："
        f"{len(document.inputs)} 个字段，{len(document.tables)} 张表（{columns} 列），{len(document.ratios)} 个比率，"
        f"{leaves} 个评分指标，{len(document.checks)} 条勾稽，{len(document.examples)} 个例子全部相符。"
    )


def _leaves(document: Document) -> list[str]:
    return [one.id for one in walk(document.criteria) if one.rule is not None]
