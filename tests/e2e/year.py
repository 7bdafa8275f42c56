"""The year of the walk: the real department with its published answers, a second department, the bureau's people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from evaluations.models import Cycle, Filing, Window
from evaluations.selectors.stages import stage_of
from evaluations.services import cycles
from evaluations.services.cycles import CyclePlan
from evaluations.services.filing import open_filing
from evaluations.workflow import Role
from portal.demo import people
from portal.demo.content import Typing, read_case
from portal.demo.plan import plan
from rubrics import files
from rubrics.models import RubricVersion
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for
from rubrics.services.versions import import_document, publish
from tests.e2e.answers import Keys

OTHER = ("902001", "示例外局", "示例三科")
PRINTED, MEANT, FINISHED = (f"longgang-2020-{name}.yaml" for name in ("as-printed", "as-meant", "finished"))


@dataclass(frozen=True, slots=True)
class Year:
    """A task with the filing of the real department; account names of all who take part."""

    cycle: Cycle
    filing: Filing
    document: Document
    keys: Keys
    """Row keys of the answers files -> row keys of the filing, as far as its rows were typed by the services."""
    filer: str
    reviewer: str
    other_filer: str
    other_reviewer: str

    def case(self, name: str) -> Flat:
        """Return the answers of a shipped file."""
        return read_case(name, self.document)


def make_year(case: str, wanted: Callable[[int], bool] = lambda _stage: True, **steps: Any) -> Year:
    """Open the year and type a shipped case into the real department's filing; only `wanted` stages (from 0).

    `steps`: what the year asks for after the approval, as in CyclePlan.
    """
    said = plan()
    bureau = people.bureau(said)
    admin, rubric_admin = bureau[Role.SYSTEM_ADMIN][0], bureau[Role.RUBRIC_ADMIN][0]
    cycle = open_year(rubric_admin, **steps)
    reviewers = bureau[Role.REVIEWER]
    names = []
    for (code, name, division), reviewer in zip(
        ((said.real.code, said.real.name, said.real.division), OTHER), reviewers, strict=True
    ):
        department = people.department(admin, code, name, division)
        filer = people.staff(admin, department)[Role.FILER]
        cycles.assign_reviewer(actor=rubric_admin, cycle=cycle, department=department, reviewer=reviewer)
        filing = open_filing(actor=filer, cycle=cycle, department=department)
        names.append((filing, filer))
    (filing, filer), (_, other) = names
    document = document_for(filing.version)
    flat = only(read_case(case, document), filing, wanted)
    typing = Typing(filer, filing, flat)
    typing.type_all()
    filing.refresh_from_db()
    return Year(
        cycle,
        filing,
        document,
        typing.keys,
        filer.username,
        reviewers[0].username,
        other.username,
        reviewers[1].username,
    )


def open_year(actor: people.Person, **steps: Any) -> Cycle:
    """Publish the year's document and open a task with it."""
    said, now = plan(), timezone.now()
    text = next(file for file in files.shipped() if file.name == said.document).read()
    version: RubricVersion | None = import_document(
        actor=actor, text=text, place=said.place, kind=said.kind
    ).version
    assert version is not None
    span = (now - timedelta(days=20), now + timedelta(days=20))
    return cycles.open_cycle(
        actor=actor,
        plan=CyclePlan(
            year=version.year,
            place=said.place,
            title=f"{version.year} 年度部门整体支出绩效自评",
            versions={said.kind: publish(actor=actor, version=version)},
            windows={Window.Phase.FILING: span, Window.Phase.REVIEW: span},
            **steps,
        ),
    )


def only(flat: Flat, filing: Filing, wanted: Callable[[int], bool]) -> Flat:
    """Return the answers that stand on wanted stages."""

    def stays(where: str) -> bool:
        stage = stage_of(filing.version, where)
        return stage is not None and wanted(stage)

    return replace(
        flat,
        answers={where: given for where, given in flat.answers.items() if stays(where)},
        rows={table: rows for table, rows in flat.rows.items() if stays(f"table:{table}")},
        narratives={name: text for name, text in flat.narratives.items() if stays(f"chapter:{name}")},
    )
