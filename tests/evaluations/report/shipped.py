"""The cases that come with the program, as a report's Source: read and scored, without a database."""

from dataclasses import replace
from datetime import date
from functools import cache

from evaluations.report.conditions import conditions_of
from evaluations.report.frozen import narratives_of
from evaluations.report.source import Source
from rubrics import files
from rubrics.scoring import Document, assess, compile_document, read_document
from rubrics.scoring.reading.answers import read_flat
from rubrics.scoring.reading.answers_file import read_answers_file
from rubrics.scoring.reading.located import Located


@cache
def document_of(name: str) -> Document:
    """A shipped document; a test that meets its problems fails here."""
    read = read_document(_tree(files.FOLDER / name), load=files.load_shipped)
    assert read.document, read.problems
    return read.document


@cache
def case(name: str, document_name: str, department: str) -> Source:
    """A shipped answers file as the report of a final copy."""
    document = document_of(document_name)
    answers_file = read_answers_file(_tree(files.FOLDER / "cases" / name), document)
    assert not answers_file.problems, answers_file.problems
    answers, _ = read_flat(document, answers_file.flat)
    sheet = assess(compile_document(document), answers)
    narratives = narratives_of(document, answers_file.flat)
    source = Source(
        document, sheet, answers, department, date(2021, 3, 26), narratives, number="示例2021-0001"
    )
    return replace(source, holds=conditions_of(source))


def _tree(path) -> Located:
    tree = files.load_path(path)
    assert isinstance(tree, Located), tree
    return tree
