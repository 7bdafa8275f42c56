"""What a report is made of: printable blocks, frozen. Each names the template that prints it; none decides."""

from dataclasses import dataclass
from typing import ClassVar

from .letters import pieces, printable
from .numbering import circled


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `look` is '' or `open` (未填, and what cannot be computed); `notes` are numbers of notes."""

    text: str
    look: str = ""
    notes: tuple[int, ...] = ()

    @property
    def pieces(self) -> tuple[str, ...]:
        return pieces(printable(self.text))

    @property
    def marks(self) -> str:
        return "".join(circled(number) for number in self.notes)


type Runs = tuple[Run, ...]


def words(text: str) -> Runs:
    """Return plain text as runs."""
    return (Run(text),)


def text_of(runs: Runs) -> str:
    """Return the text of runs, without the marks of notes."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """`number` is 一、, （一）, 1． or ''; `level` counts from 1; a `listed` heading stands in the contents."""

    level: int
    number: str
    runs: Runs
    anchor: str
    listed: bool = False
    template: ClassVar[str] = "report/blocks/heading.html"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`number` is that of a list item, or ''."""

    runs: Runs
    number: str = ""
    template: ClassVar[str] = "report/blocks/paragraph.html"


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """A cell of a table in a text, over `columns` x `rows` places."""

    lines: tuple[Runs, ...]
    columns: int = 1
    rows: int = 1

    @property
    def head_tag(self) -> str:
        """The element in a table's head; an empty cell is the head of nothing."""
        return "th" if self.lines else "td"

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(map(text_of, self.lines))


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table in a text, as its writer laid it out; `head` stands above `body` and again on a further page."""

    head: tuple[tuple[WrittenCell, ...], ...]
    body: tuple[tuple[WrittenCell, ...], ...]
    template: ClassVar[str] = "report/blocks/written_table.html"

    @property
    def runs(self) -> Runs:
        """Its words without its lines, for those who compare texts."""
        rows = ("　".join(cell.text for cell in row) for row in (*self.head, *self.body))
        return words("；".join(rows))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid. `side` is start, end or middle; `width` is in percent of the grid."""

    title: str
    side: str
    width: int

    @property
    def name(self) -> str:
        """The title without its unit."""
        return self.title.removesuffix(self.unit)

    @property
    def unit(self) -> str:
        """（万元）, kept on one line; '' where the head has none."""
        return (
            "（" + self.title.rpartition("（")[2]
            if self.title.endswith("）") and "（" in self.title[1:]
            else ""
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: lines of runs, one below the other."""

    lines: tuple[Runs, ...]
    side: str = "start"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of columns and rows. `look` is '' or `broad` (printed across a lying page)."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()
    look: str = ""
    template: ClassVar[str] = "report/blocks/grid.html"


@dataclass(frozen=True, slots=True)
class Note:
    """What a mark in the text or in a table means."""

    number: int
    text: str

    @property
    def mark(self) -> str:
        return circled(self.number)


@dataclass(frozen=True, slots=True)
class GroupCell:
    """The name (or the points) of an indicator, over `rows` rows and `columns` columns of the 自评表.

    `again` is （续） where a page goes on with a group that began before.
    """

    text: str
    side: str
    rows: int = 1
    columns: int = 1
    again: str = ""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A scored row: the indicators above it that begin here, its 评分标准 by paragraph, its score.

    `groups` fill the columns from `first_column` on; those before belong to cells that began in an earlier row.
    """

    anchor: str
    groups: tuple[GroupCell, ...]
    standard: tuple[str, ...]
    score: Run
    first_column: int = 0

    @property
    def score_runs(self) -> Runs:
        return (self.score,)


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The 自评表. Each of `parts` is printed on one page, so that no group's cell is torn by a page's end."""

    caption: str
    levels: tuple[str, ...]
    widths: tuple[int, ...]
    parts: tuple[tuple[ScoreRow, ...], ...]
    total_points: str
    total_score: Run
    notes: tuple[Note, ...] = ()
    template: ClassVar[str] = "report/blocks/score_sheet.html"

    @property
    def heading_columns(self) -> int:
        """Columns of the indicators: name and points of each level."""
        return 2 * len(self.levels)

    @property
    def name_columns(self) -> int:
        """Columns in front of the total's points."""
        return self.heading_columns - 1

    @property
    def total_runs(self) -> Runs:
        return (self.total_score,)


@dataclass(frozen=True, slots=True)
class Notes:
    notes: tuple[Note, ...]
    template: ClassVar[str] = "report/blocks/notes.html"


@dataclass(frozen=True, slots=True)
class Appendix:
    """Begins an appendix on a new page."""

    number: str
    title: str
    anchor: str
    template: ClassVar[str] = "report/blocks/appendix.html"


type Block = Heading | Paragraph | WrittenTable | Grid | ScoreSheet | Notes | Appendix
