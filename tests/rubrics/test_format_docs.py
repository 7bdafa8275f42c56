"""The two pages on file formats name everything that may be written, and their examples can be read."""

import re

import pytest

from rubrics.files import load_text
from rubrics.scoring.formulas.functions import FUNCTIONS
from rubrics.scoring.reading import (
    answers_file,
    checks,
    criteria,
    document,
    outline,
    ratios,
    rules,
    stages,
    tables,
    worked,
)
from rubrics.scoring.reading import fields as field_reading
from rubrics.scoring.reading.located import Located
from rubrics.scoring.rules import Partial, Reverse
from rubrics.scoring.rules.own import OWN_COLUMNS
from rubrics.scoring.types import BlockKind, CheckForm, FieldType, Gives, Mode, PartKind
from rubrics.scoring.units import UNITS
from rubrics.scoring.wording import HINT_KEYS, STEP_KEYS
from rubrics.scoring.wording.totals import KEYS as TOTAL_KEYS
from tests.processes import ROOT

FORMAT = (ROOT / "docs" / "rubric-format.md").read_text(encoding="utf-8")
ANSWERS = (ROOT / "docs" / "answers-format.md").read_text(encoding="utf-8")
KEYS = {
    "document": document.KEYS.known,
    "field": field_reading.KEYS.known,
    "table": tables.KEYS.known,
    "ratio": ratios.KEYS.known,
    "criterion": criteria.KEYS.known,
    "stage": stages.STAGE_KEYS.known + stages.BLOCK_KEYS.known,
    "chapter": outline.CHAPTER_KEYS.known,
    "example": worked.KEYS.known,
    **{f"rule {kind}": (kind, *keys.known) for kind, keys in rules.KEYS.items()},
    **{f"check {form.value}": (form.value, *keys.known) for form, keys in checks.KEYS.items()},
}
ENUMERATIONS = (FieldType, CheckForm, BlockKind, PartKind, Gives, Mode, Partial, Reverse)
BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def missing(words, text: str) -> list[str]:
    return [word for word in words if not re.search(rf"(?<![A-Za-z_]){re.escape(word)}(?![A-Za-z_])", text)]


@pytest.mark.parametrize("part", sorted(KEYS))
def test_every_key_of_a_document_is_described(part):
    assert missing(KEYS[part], FORMAT) == []


@pytest.mark.parametrize("kind", ENUMERATIONS, ids=lambda kind: kind.__name__)
def test_every_word_of_a_closed_list_is_described(kind):
    assert missing([one.value for one in kind], FORMAT) == []


def test_units_functions_and_columns_are_described():
    assert missing(UNITS, FORMAT) == []
    assert [name for name in FUNCTIONS if name not in FORMAT] == []
    assert [name for name in OWN_COLUMNS if name not in FORMAT] == []


def test_every_step_of_an_explanation_is_listed():
    assert missing(sorted(STEP_KEYS | TOTAL_KEYS | (HINT_KEYS - {"undefined"})), FORMAT) == []


def test_every_key_of_an_answers_file_is_described():
    assert missing([key for key in answers_file.KEYS.known if key not in ("version", "note")], ANSWERS) == []
    assert missing(answers_file.GIVEN_KEYS.known, ANSWERS) == []


@pytest.mark.parametrize("text", BLOCK.findall(FORMAT) + BLOCK.findall(ANSWERS))
def test_example_of_the_docs_is_readable(text):
    assert isinstance(load_text(text), Located), load_text(text)


def test_docs_have_examples():
    assert len(BLOCK.findall(FORMAT)) >= 10
