"""A filing in which everything that could leak says so, and the people who stand to it in every way."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from evaluations.models import (
    Answer,
    Assignment,
    Change,
    Comment,
    CommentEntry,
    Correction,
    Cycle,
    Department,
    Deputy,
    Evidence,
    EvidenceLink,
    EvidenceUpload,
    Filing,
    Job,
    Narrative,
    NoticePrint,
    Preset,
    Report,
    ReturnNotice,
    Snapshot,
    TableRow,
)
from evaluations.workflow import Role, SignOff, State
from tests import factories
from tests.planted_after import plant_after
from tests.planted_closing import plant_closing
from tests.planted_look import plant_look
from tests.planted_paper import plant_signed
from tests.planted_sheets import plant_upload, plant_workbook
from tests.planted_unit import plant_unit

WORDS = "泄漏内容"
"""Stands in every text of the planted filing."""
NAME = "泄漏局"
"""The name of the planted department."""
FILE = "reports/planted.pdf"
DOCUMENTS = Path(__file__).resolve().parent.parent / "rubrics" / "documents"


@dataclass(frozen=True)
class Person:
    """Somebody who asks. `inside`: the planted filing is theirs to see; `looks`: it was given to them to look again."""

    user: Any
    role: Role | None
    inside: bool
    looks: bool = False


@dataclass(frozen=True)
class Planted:
    """The filing, what hangs on it, and everybody."""

    filing: Filing
    ids: dict[str, object]
    people: dict[str, Person]
    unit: "Planted | None" = None
    """The filing of a unit that the planted one sums up, as the same people stand to it."""


def plant(text: str, state: State = State.REVIEWING) -> Planted:
    """Plant a filing of the document `text` and return it."""
    version = factories.version(text)
    cycle = factories.cycle(version)
    department = factories.department(NAME)
    sent = {"state": state.value, "submitted_at": timezone.now()}
    filing = factories.filing(cycle, department, sums_up=True, **sent)
    elsewhere = factories.department("示例别处局")
    factories.filing(cycle, elsewhere, **sent)
    people = _people(cycle, department, elsewhere)
    ids = {
        "filing_id": filing.pk,
        "cycle_id": cycle.pk,
        "department_id": department.pk,
        "version_id": version.pk,
        "user_id": people["filer"].user.pk,
        "membership_id": people["filer"].user.memberships.get().pk,
        "assignment_id": Assignment.objects.get(department=department).pk,
        "deputy_id": Deputy.objects.get(person=people["deputy"].user).pk,
        "stage": 1,
        "beside": "evidence",
        "which": "bureau",
        **_content(filing, people["filer"].user),
        **_review(filing, people["reviewer"].user),
        **_evidence(filing, people["filer"].user),
        **_ledger(filing, people["filer"].user),
    }
    ids["token"] = plant_upload(filing, people["filer"].user, str(ids["table"]), WORDS)
    ids["book"] = plant_workbook(filing, people["filer"].user, WORDS)
    drawn, reader = plant_look(filing, people["rubric admin"].user, WORDS)
    ids |= drawn
    people["second reader"] = Person(reader, Role.RECHECKER, inside=False, looks=True)
    part, filer = plant_unit(filing, f"{NAME}所", WORDS)
    own = Person(filer, Role.FILER, inside=True)
    unit = Planted(part, {"filing_id": part.pk, "stage": 1}, {**people, "filer of a unit": own})
    people["filer of a unit"] = replace(own, inside=False)
    return Planted(filing, ids, people, unit)


def in_state(planted: Planted, state: State) -> Planted:
    """Return what is planted with its filing, and the one elsewhere, in a state."""
    Filing.objects.update(state=state.value)
    planted.filing.refresh_from_db()
    return planted


def _people(cycle: Cycle, department: Department, elsewhere: Department) -> dict[str, Person]:
    bureau = {
        role: Person(factories.member(role), role, inside=False) for role in (Role.SYSTEM_ADMIN, Role.AUDITOR)
    }
    reviewer = factories.reviewer_of(cycle, department)
    return {
        "filer": Person(factories.member(Role.FILER, department), Role.FILER, inside=True),
        "head": Person(factories.member(Role.HEAD, department), Role.HEAD, inside=True),
        "reviewer": Person(reviewer, Role.REVIEWER, inside=True),
        "deputy": Person(factories.deputy_of(reviewer, -1, 1), Role.REVIEWER, inside=True),
        "deputy of last week": Person(factories.deputy_of(reviewer, -9, -2), Role.REVIEWER, inside=False),
        "rubric admin": Person(factories.member(Role.RUBRIC_ADMIN), Role.RUBRIC_ADMIN, inside=True),
        "system admin": bureau[Role.SYSTEM_ADMIN],
        "auditor": bureau[Role.AUDITOR],
        "filer elsewhere": Person(factories.member(Role.FILER, elsewhere), Role.FILER, inside=False),
        "head elsewhere": Person(factories.member(Role.HEAD, elsewhere), Role.HEAD, inside=False),
        "reviewer elsewhere": Person(factories.reviewer_of(cycle, elsewhere), Role.REVIEWER, inside=False),
        "no role": Person(factories.user(), None, inside=False),
    }


def _content(filing: Filing, author: Any) -> dict[str, object]:
    """Fill every free text of the document with the words; tables get a row each."""
    from rubrics.scoring import narrative
    from rubrics.scoring.types import FieldType
    from rubrics.selectors.programs import document_for

    document, said = document_for(filing.version), {"by": author, "at": timezone.now()}
    blocks = narrative.read_text_form(WORDS)
    for field in document.inputs:
        if field.type is FieldType.NARRATIVE:
            body = narrative.to_json(blocks)
            Narrative.objects.create(filing=filing, chapter=field.id, body=body, plain=WORDS, **said)
        elif field.type is FieldType.TEXT and not field.given:
            Answer.objects.create(filing=filing, key=f"fig:{field.id}", value=WORDS, **said)
    for table in document.tables:
        texts = [column.id for column in table.columns if column.type is FieldType.TEXT]
        cells = {id: {"text": WORDS, "status": "filled", "source": "", "version": 1} for id in texts}
        TableRow.objects.create(filing=filing, table=table.id, key="k", position=0, cells=cells, **said)
    number = next(field for field in document.inputs if field.type is FieldType.AMOUNT)
    preset = Preset.objects.create(
        cycle=filing.cycle,
        department=filing.department,
        kind=Preset.Kind.BUREAU,
        key=number.id,
        value="1",
        source=WORDS,
        day=date(2020, 12, 31),
        changed_at=timezone.now(),
        **said,
    )
    Change.objects.create(
        filing=filing,
        address=f"fig:{document.inputs[0].id}",
        revision=1,
        version=1,
        old=WORDS,
        new=WORDS,
        **said,
    )
    free = next(table for table in document.tables if not table.fixed and not table.rows_from)
    return {"table": free.id, "key": "k", "address": f"fig:{document.inputs[0].id}", "preset_id": preset.pk}


def _review(filing: Filing, reviewer: Any) -> dict[str, object]:
    said = {"by": reviewer, "at": timezone.now()}
    comment = Comment.objects.create(filing=filing, number=1, address="fig:甲", round=1)
    CommentEntry.objects.create(comment=comment, seq=1, kind="opinion", text=WORDS, revision=1, **said)
    correction = Correction.objects.create(
        filing=filing, address="fig:甲", value=WORDS, reason=WORDS, revision=1, on_version=0, **said
    )
    notice = ReturnNotice.objects.create(
        filing=filing,
        round=1,
        number="退-1",
        due=timezone.now() + timedelta(days=5),
        words=WORDS,
        items=[
            {
                "comment": comment.pk,
                "number": 1,
                "address": "fig:甲",
                "category": "",
                "code": "",
                "text": WORDS,
            }
        ],
        revision=1,
        **said,
    )
    paper = NoticePrint.objects.create(notice=notice, file=FILE, **said)
    asked = {"by": reviewer, "created_at": said["at"], "state": "done", "message": WORDS}
    Job.objects.create(kind="notice", key=str(paper.pk), **asked)
    return {"comment_id": comment.pk, "correction_id": correction.pk, "round": notice.round}


def _evidence(filing: Filing, filer: Any) -> dict[str, object]:
    """A file whose bytes are the words, linked to a place, and one that is still coming in."""
    from evaluations.evidence import store
    from rubrics.selectors.programs import document_for

    said, data = {"by": filer, "at": timezone.now()}, WORDS.encode()
    kept = Evidence.objects.create(
        filing=filing,
        key=store.put(data),
        name=f"{WORDS}.pdf",
        kind="pdf",
        size=len(data),
        sha=hashlib.sha256(data).hexdigest(),
        **said,
    )
    where = f"attachment:{document_for(filing.version).attachments[0].title}"
    EvidenceLink.objects.create(evidence=kept, address=where, pages="1", **said)
    coming = EvidenceUpload.objects.create(
        key=store.new_name(), filing=filing, by=filer, name=WORDS, size=9, touched_at=timezone.now()
    )
    return {"file_key": kept.key, "upload_key": coming.key, **plant_signed(filing, said, WORDS, FILE)}


def _ledger(filing: Filing, filer: Any) -> dict[str, object]:
    from evaluations.selectors.filings import flat_of, sheet_of
    from evaluations.services import snapshots
    from evaluations.services.events import record

    flat = flat_of(filing)
    filing.cycle.sign_off = SignOff.PAPER
    snapshot = snapshots.take(
        actor=filer,
        filing=filing,
        purpose=Snapshot.Purpose.SUBMISSION,
        at=timezone.now(),
        scored=(flat, sheet_of(filing, flat)),
    )
    filing.cycle.refresh_from_db()
    event = record(actor=filer, action="submit", filing=filing)
    Report.objects.create(snapshot=snapshot, variant="draft", requested_by=filer, requested_at=timezone.now())
    final = Report.objects.create(
        snapshot=snapshot,
        variant="final",
        requested_by=filer,
        requested_at=timezone.now(),
        state="ready",
        file=FILE,
    )
    path = Path(settings.MEDIA_ROOT) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(WORDS, encoding="utf-8")
    job = Job.objects.create(
        kind="report", key=str(final.pk), by=filer, created_at=timezone.now(), state="done", message=WORDS
    )
    said = {"by": filer, "at": timezone.now()}
    ids = {"snapshot_id": snapshot.pk, "report_id": final.pk, "job_id": job.pk}
    return ids | plant_closing(filing, snapshot, said, WORDS) | plant_after(event, filer, WORDS)
