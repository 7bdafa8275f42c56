"""What a report is made from: one frozen filing, as dataclasses of the scoring core (frozen.py makes it)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from evaluations.checksums import in_groups
from rubrics.scoring.formulas.tree import Formula
from rubrics.scoring.narrative import Blocks
from rubrics.scoring.results import Answers, Sheet
from rubrics.scoring.types import Document


def always(condition: Formula) -> bool:
    """Whatever the condition says: print."""
    return True


@dataclass(frozen=True, slots=True)
class Proof:
    """A file at one of its places; `digest` is the beginning of its SHA-256."""

    place: str
    name: str
    pages: str
    digest: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a print before sending is called and made from: digest and revision of the content, time of the office."""

    name: str
    content: str
    revision: int
    at: datetime
    on_paper: bool = False
    """Whether a sheet with the same digest is signed."""

    @property
    def moment(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"

    @property
    def seal(self) -> tuple[str, ...]:
        """The digest in groups."""
        return in_groups(self.content)

    @property
    def line(self) -> str:
        """What stands on every page."""
        return f"{self.name}（未报送）　{self.moment}　内容校验码 {' '.join(self.seal[:2])}…"


@dataclass(frozen=True, slots=True)
class Source:
    """`sheet` is the department's submitted result. `narratives`: address (chapter:…, row:…/…/…) -> blocks.

    `holds` tells whether a condition of the outline (`when`) was met by these answers.
    """

    document: Document
    sheet: Sheet
    answers: Answers
    department: str
    submitted_on: date
    narratives: Mapping[str, Blocks] = field(default_factory=dict)
    former_names: tuple[str, ...] = ()
    """What the department was called before in the year; printed once."""
    number: str = ""
    """Of the receipt, or of the final copy."""
    code: str = ""
    """校验码 of what is printed, '' where nothing is sealed yet."""
    watermark: str = ""
    """草稿 before the approval, then ''."""
    holds: Callable[[Formula], bool] = always
    proofs: tuple[Proof, ...] = ()
    """Which files of the snapshot prove what."""
    mark: Mark | None = None
    """Of a print before sending: it has no number, and no place for the seal."""
    edition: str = ""
    """公开版, or '' for a print with everything on it."""
    hidden: frozenset[str] = frozenset()
    """Names of the figures that this edition leaves out: 填报人, 项目.负责人."""

    def hides(self, name: str) -> bool:
        """Whether the figure of a name, or of a cell as 项目.负责人[甲], is left out."""
        return name.partition("[")[0] in self.hidden
