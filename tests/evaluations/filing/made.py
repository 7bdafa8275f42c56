"""The 2020 case as a filing in the database, filled without the services so that a test begins quickly."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import timezone

from evaluations.models import Answer, Filing, Narrative, TableRow
from evaluations.workflow import Role
from rubrics import files
from rubrics.scoring import narrative
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.reading.answers_file import read_answers_file
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for
from tests import factories
from tests.planted import DOCUMENTS

AS_PRINTED = "longgang-2020-as-printed"
TEXT = (DOCUMENTS / "longgang-2020.yaml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Made:
    """A filing, and the person who fills it."""

    filing: Filing
    filer: Any

    @property
    def document(self) -> Document:
        return document_for(self.filing.version)


def opened(text: str = TEXT, **fields: Any) -> Made:
    """An empty filing of a document, with its filer."""
    version = factories.version(text)
    department = factories.department("示例局", division="示例科")
    filing = factories.filing(factories.cycle(version), department, **fields)
    return Made(filing, factories.member(Role.FILER, department, name="示例填报人"))


def filled(case: str = AS_PRINTED, **fields: Any) -> Made:
    """The filing of a shipped case."""
    made = opened(**fields)
    fill(made, answers_of(case, made.filing))
    return made


def fill(made: Made, flat: Flat) -> None:
    """Put answers into a filing as if its filer had typed them; what the portal gives is not typed."""
    given = {f"fig:{field.id}" for field in made.document.inputs if field.given}
    filing, said = made.filing, {"by": made.filer, "at": timezone.now()}
    Answer.objects.bulk_create(
        Answer(filing=filing, key=key, value=one.text, status=one.status, source=one.source, **said)
        for key, one in flat.answers.items()
        if key not in given
    )
    for table, rows in flat.rows.items():
        TableRow.objects.bulk_create(
            TableRow(filing=filing, table=table, key=row.key, position=at, cells=_cells(row), **said)
            for at, row in enumerate(rows)
        )
    for name, text in flat.narratives.items():
        blocks = narrative.read_stored(text)
        body, plain = narrative.to_json(blocks), narrative.plain(blocks, {})
        source = flat.narrative_sources.get(name, "")
        Narrative.objects.create(filing=filing, chapter=name, body=body, plain=plain, source=source, **said)


def _cells(row: Any) -> dict[str, dict[str, object]]:
    return {
        column: {"text": one.text, "status": one.status, "source": one.source, "version": 1}
        for column, one in row.cells.items()
    }


def answers_of(case: str, filing: Filing) -> Flat:
    """Return the answers of a shipped case."""
    return read_answers_file(_tree(case), document_for(filing.version)).flat


@lru_cache
def _tree(case: str) -> Any:
    """Return a case as read; a hundred tests begin with one."""
    return files.load_path(DOCUMENTS / "cases" / f"{case}.yaml")
