"""佐证材料 as the page shows it: what is always asked for, every file with what it proves, and what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from evaluations.access import Person, decide, roles_on
from evaluations.evidence import KINDS, said_pages
from evaluations.evidence.kinds import ACCEPTED
from evaluations.evidence.limits import MB, PIECE, most_bytes, most_pixels, most_together, said_size
from evaluations.models import Filing
from evaluations.selectors.evidence import (
    File,
    Files,
    Place,
    files_for,
    names_of_own,
    place_at,
    places_of,
    title_of,
)
from evaluations.selectors.places import place_title
from evaluations.views.filing.anchors import stage_url, url_of_place
from evaluations.workflow import OWN, Action
from rubrics.scoring import address as addresses
from rubrics.scoring.reading.answers import Flat
from rubrics.scoring.types import Document
from rubrics.selectors.programs import document_for

from .links import file_url, opinion_url, page_url
from .named import Named, named

NOBODY = Flat({}, {}, {})


@dataclass(frozen=True, slots=True)
class Use:
    """A place that a file proves; `url` leads to it, '' where there is no page."""

    address: str
    title: str
    pages: str
    url: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file with all that is said of it."""

    key: str
    name: str
    url: str
    show_url: str
    about: str
    by: str
    at: object
    uses: tuple[Use, ...]
    unlink_url: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A paper that is always asked for, the places it proves in words, and the files that are it."""

    title: str
    help: str
    proves: tuple[str, ...]
    files: tuple[Named, ...]
    upload_url: str
    opinion_url: str = ""
    """Where a reviewer says what is wrong with it, '' when that may not be done now."""


@dataclass(frozen=True, slots=True)
class Group:
    """Places to choose from, under the heading of their stage."""

    title: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Upload:
    """The upload as the script does it: where to announce a file, how large a piece is, and the most of one file."""

    start: str
    piece: int
    most: int
    too_large: str


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """`reason` says why nothing may be changed now, '' when it may; `own` that it is the reader's own department's;
    `sent` that these are the files as sent last.
    """

    filing: Filing
    asked: tuple[AskedRow, ...]
    files: tuple[FileRow, ...]
    groups: tuple[Group, ...]
    chosen: str
    chosen_title: str
    reason: str
    own: bool
    sent: bool
    limits: tuple[str, ...]
    used: str
    upload: Upload
    back: str
    back_label: str

    @property
    def handed_in(self) -> int:
        """How many of the papers asked for are there."""
        return sum(bool(row.files) for row in self.asked)


def evidence_page(filing: Filing, user: Person, at: str = "", stage: str = "") -> EvidencePage:
    """Return the page for a person who may see the filing; `at` and `stage` are what the address asked for."""
    document, files = document_for(filing.version), files_for(user, filing)
    chosen, names = (place_at(document, at) if at else ""), names_of_own(filing)
    editing = decide(user, filing, Action.EDIT)
    own = bool(roles_on(user, filing) & OWN)
    return EvidencePage(
        filing=filing,
        asked=tuple(asked_rows(filing, document, files, commenting=decide(user, filing, Action.COMMENT).ok)),
        files=tuple(_row(filing, document, file, files, names) for file in files.found),
        groups=_groups(filing, document, stage) if editing.ok else (),
        chosen=chosen,
        chosen_title=title_of(document, chosen, names) if chosen else "",
        reason=editing.reason,
        own=own,
        sent=not files.current,
        limits=limits(),
        used=used(files),
        upload=_upload(filing),
        back=_back(filing, chosen) if own else reverse("evaluations:review", args=[filing.pk]),
        back_label="回到填报" if own else "回到审核页",
    )


def asked_rows(
    filing: Filing, document: Document, files: Files, *, commenting: bool = False
) -> Sequence[AskedRow]:
    """Return the papers that the document asks for, with what was handed in."""
    rows = []
    for one in document.attachments:
        where = addresses.attachment(one.title)
        found = tuple(named(filing.pk, file, pages) for file, pages in files.at(where))
        proves = tuple(place_title(document, NOBODY, place) for place in one.places)
        opinion = opinion_url(filing.pk, where) if commenting else ""
        rows.append(AskedRow(one.title, one.help, proves, found, page_url(filing.pk, where), opinion))
    return rows


def used(files: Files) -> str:
    """Return how many files there are and how large they are together."""
    if not files.found:
        return "还没有文件"
    return f"{len(files.found)} 个文件，共 {said_size(sum(file.size for file in files.found))}"


def limits() -> tuple[str, ...]:
    """Return what may be uploaded, as the page says it."""
    return (
        f"可以上传 {ACCEPTED}；种类按内容认定，与文件名无关。",
        f"每个文件不超过 {most_bytes() // MB} MB，一份自评的佐证材料合计不超过 {most_together() // MB} MB。",
        f"图片不超过 {most_pixels() // 1_000_000} 百万点，其中的拍摄地点、设备等信息会自动删去。",
        "不收 SVG、网页、压缩包、程序，以及加密、带宏、带脚本或夹带文件的文档。涉密材料不得上传。",
    )


def _upload(filing: Filing) -> Upload:
    most = most_bytes()
    start = reverse("evaluations:evidence_upload", args=[filing.pk])
    return Upload(start, PIECE, most, f"超过 {most // MB} MB，没有上传。请压缩，或分成几个文件。")


def _row(filing: Filing, document: Document, file: File, files: Files, names: Mapping[str, str]) -> FileRow:
    kind, url = KINDS[file.kind], file_url(filing.pk, file.key)
    uses = (_use(filing, document, one, names if files.current else None) for one in file.places)
    return FileRow(
        key=file.key,
        name=file.name,
        url=url,
        show_url=f"{url}?show=1" if kind.shown else "",
        about=f"{kind.word}　{said_size(file.size)}",
        by=file.by,
        at=file.at,
        uses=tuple(uses),
        unlink_url=reverse("evaluations:evidence_unlink", args=[filing.pk, file.key]),
        remove_url=reverse("evaluations:evidence_remove", args=[filing.pk, file.key]),
    )


def _use(filing: Filing, document: Document, place: tuple[str, str], names: Mapping[str, str] | None) -> Use:
    """Return a place with the way to it, which leads nowhere for those who only see what was sent (`names` is None)."""
    where, pages = place
    title = title_of(document, where, names) or where
    return Use(where, title, said_pages(pages), "" if names is None else url_of_place(filing, where))


def _groups(filing: Filing, document: Document, stage: str) -> tuple[Group, ...]:
    """Return the places to choose from, those of the stage that was asked for first."""
    places = places_of(filing)
    titles = ("应交材料", *(one.id for one in document.stages))
    order = sorted(range(len(titles)), key=lambda number: str(number) != stage)
    found = (Group(titles[at], tuple(place for place in places if place.stage == at)) for at in order)
    return tuple(group for group in found if group.places)


def _back(filing: Filing, chosen: str) -> str:
    """Return the way back: to the place that was chosen, else to the first stage."""
    return (url_of_place(filing, chosen) if chosen else "") or stage_url(filing.pk, 1)
