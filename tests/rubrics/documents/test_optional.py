"""What need not be filled in stops nobody: no blocking check waits for a figure that the document does not ask for."""

from dataclasses import replace

import pytest

from rubrics.scoring import Document, Outcome, assess, compile_document
from rubrics.scoring.results import Answers

from .cases import answers_of, document_of

NAME = "longgang-2020.yaml"


def waiting(document: Document, answers: Answers) -> set[str]:
    """Return the blocking checks that lack figures, none of which is asked for."""
    sheet = assess(compile_document(document), answers)
    asked = {problem.where for problem in sheet.problems}
    return {
        check.address
        for check in sheet.checks
        if check.blocks and check.outcome is Outcome.NO_DATA and not asked & set(check.needs)
    }


def without(answers: Answers, names: set[str]) -> Answers:
    return replace(answers, figures={name: one for name, one in answers.figures.items() if name not in names})


@pytest.mark.parametrize(
    "kept", [set(), {"满意度结果"}], ids=["nothing optional", "a result without a survey"]
)
def test_filing_without_optional_figures_waits_for_none_of_them(kept: set[str]) -> None:
    document = document_of(NAME)
    optional = {field.id for field in document.inputs if field.required is not True} - kept
    assert waiting(document, without(answers_of("finished")[0], optional)) == set()


def test_filing_with_one_figure_of_a_group_waits_for_the_others() -> None:
    """The control: a group that was begun must be finished or taken back."""
    document = document_of(NAME)
    left = without(answers_of("finished")[0], {"有效份数"})
    assert waiting(document, left) == {"check:满意份数"}
