"""佐证材料 of one stage, at the foot of its page: what is asked for there, what is there, and the way to more."""

from dataclasses import dataclass

from evaluations.models import Filing
from evaluations.selectors.evidence import Files, files_now, title_of
from evaluations.selectors.stages import stage_of
from rubrics.selectors.programs import document_for

from .links import page_url
from .named import Named, named
from .page import AskedRow, asked_rows


@dataclass(frozen=True, slots=True)
class Proof:
    """A place of the stage, and the files that prove it."""

    title: str
    files: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """`asked` are the papers that prove places of the stage; `proofs` the places that files are linked to."""

    asked: tuple[AskedRow, ...]
    proofs: tuple[Proof, ...]
    url: str

    @property
    def handed_in(self) -> int:
        """How many of the papers asked for are there."""
        return sum(bool(row.files) for row in self.asked)

    @property
    def count(self) -> int:
        """How many places are proved by a file."""
        return len(self.proofs)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many papers are asked for in all, how many are there, and how many files there are."""

    asked: int
    handed_in: int
    files: int
    url: str


def strip_of(filing: Filing, stage: int) -> Strip:
    """Return the strip of a stage (from 1). Two queries."""
    document, files = document_for(filing.version), Files(files_now(filing), current=True)
    here = {
        one.title
        for one in document.attachments
        if any(stage_of(filing.version, where) == stage - 1 for where in one.places)
    }
    asked = tuple(row for row in asked_rows(filing, document, files) if row.title in here)
    proved: dict[str, list[Named]] = {}
    for file in files.found:
        for where, pages in file.places:
            if stage_of(filing.version, where) == stage - 1:
                proved.setdefault(where, []).append(named(filing.pk, file, pages))
    proofs = tuple(Proof(title_of(document, where), tuple(found)) for where, found in proved.items())
    return Strip(asked, proofs, f"{page_url(filing.pk)}?stage={stage}#upload")


def standing_of(filing: Filing) -> Standing:
    """Return how far the papers asked for are handed in. Two queries."""
    document, files = document_for(filing.version), Files(files_now(filing), current=True)
    rows = asked_rows(filing, document, files)
    handed_in = sum(bool(row.files) for row in rows)
    return Standing(len(rows), handed_in, len(files.found), page_url(filing.pk))
