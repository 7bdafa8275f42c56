"""Everything of one filing that a page is made from: loaded and scored once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from evaluations.access import Permissions, Person, permissions_of
from evaluations.models import Filing, Preset
from evaluations.selectors.filings import answers_with, flat_of, versions_of
from evaluations.selectors.moved_presets import moved_in
from evaluations.selectors.past import Past, past_of
from evaluations.services.results import Conflict
from evaluations.workflow import Action, Decision
from rubrics.scoring.address import cell as cell_address
from rubrics.scoring.assess import assess
from rubrics.scoring.engine import finish, run
from rubrics.scoring.formulas import Formula, compile_formula, exact
from rubrics.scoring.index import Index, columns_of
from rubrics.scoring.program import Program
from rubrics.scoring.reading.answers import Flat, FlatRow, Given
from rubrics.scoring.results import Answers, Sheet
from rubrics.scoring.scored import Scored
from rubrics.scoring.states import Known, Missing
from rubrics.scoring.types import Document
from rubrics.selectors.programs import program_for

NOTHING = Given("")


@dataclass(frozen=True, slots=True)
class Content:
    """A filing as it is stored, typed and scored; `permissions` are the reader's, `editing` whether he may write.

    `past` is last year as the portal has it; `moved` the bureau's figures that changed after they were answered.
    """

    filing: Filing
    program: Program
    flat: Flat
    versions: Mapping[str, int]
    answers: Answers
    sheet: Sheet
    scored: Scored
    permissions: Permissions
    past: Past | None
    moved: Mapping[str, Preset]

    @property
    def editing(self) -> Decision:
        return self.permissions.decide(Action.EDIT)

    @property
    def document(self) -> Document:
        return self.program.document

    @property
    def index(self) -> Index:
        return self.program.index

    def given(self, address: str) -> Given:
        """Return what is stored at the address of a figure, an entry or an explanation."""
        return self.flat.answers.get(address, NOTHING)

    def rows(self, table: str) -> tuple[FlatRow, ...]:
        """Return the stored rows of a table, in order."""
        return self.flat.rows.get(table, ())

    def version(self, address: str) -> int:
        """Return the version of what is stored at an address, 0 for nothing."""
        return self.versions.get(address, 0)

    def holds(self, condition: bool | Formula, row: Mapping[str, Known] | None = None) -> bool | None:
        """Say whether a requirement holds now, in a row if one is given; None when that cannot be decided yet."""
        if isinstance(condition, bool):
            return condition
        whole = self.scored.environment
        with exact():
            found = compile_formula(condition)(whole if row is None else whole.inside(row))
        return found if isinstance(found, bool) else None

    def cells_of(self, table: str) -> dict[str, Mapping[str, Known]]:
        """Return row key -> typed and computed cells of a table, as conditions look at them.

        Fixed rows and rows carried over from another table are there before anything is typed in them; a row that was
        added is there too, and everything is missing in it.
        """
        keys, rows = self.scored.keys.get(table, ()), self.scored.environment.rows.get(table, ())
        columns = columns_of(self.index.tables[table]) if table in self.index.tables else ()
        blank = {
            row.key: {one.id: Missing((cell_address(table, row.key, one.id),)) for one in columns}
            for row in self.rows(table)
            if row.blank
        }
        return {**blank, **dict(zip(keys, rows, strict=False))}


def load(filing: Filing, user: Person, conflicts: Iterable[Conflict] = ()) -> Content:
    """Return the content of a filing for a person who may see it.

    Versions are read before the texts: who saves in between makes a stamp too old, which is a conflict that both
    see, never a stamp too new, under which the other's text would be written over unseen. For the same reason a
    place that clashed keeps the version of the text that the page shows against it.
    """
    versions = versions_of(filing) | {clash.address: clash.version for clash in conflicts}
    program, flat = program_for(filing.version), flat_of(filing)
    past, permissions = past_of(filing), permissions_of(user, filing)
    answers, problems = answers_with(filing, flat, past)
    sheet = assess(program, answers)
    with exact():
        scored = run(program, answers)
        finish(program, answers, scored)
    return Content(
        filing=filing,
        program=program,
        flat=flat,
        versions=versions,
        answers=answers,
        sheet=replace(sheet, problems=(*problems, *sheet.problems)),
        scored=scored,
        permissions=permissions,
        past=past,
        moved=moved_in(filing) if permissions.decide(Action.EDIT).ok else {},
    )


def cell_given(row: FlatRow | None, column: str) -> Given:
    """Return what is stored in a cell; a row that was never typed has nothing."""
    return NOTHING if row is None else row.cells.get(column, NOTHING)
