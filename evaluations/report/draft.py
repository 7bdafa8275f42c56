"""审签稿: the report of a filing that is not sent yet, from its content as it stands; on the page and in print."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from evaluations.models import Draft, Filing
from evaluations.selectors.evidence import files_now
from evaluations.selectors.filings import answers_of, sheet_of
from evaluations.selectors.names import names_of
from evaluations.selectors.signing import on_paper
from evaluations.services.drafts import content_to_print
from evaluations.services.results import Refused
from rubrics.scoring.reading.answers import Flat
from rubrics.selectors.programs import document_for

from .conditions import conditions_of
from .context import report_context
from .evidence import proofs_of
from .frozen import narratives_of
from .pdf import STEPS, CannotPrint, Printed, Progress, print_context, silent
from .source import Mark, Source

NAME = "审签稿"


def source_of_filing(filing: Filing, flat: Flat, mark: Mark) -> Source:
    """Return what a filing prints whose content is `flat`: all that a snapshot taken now would print."""
    document, names = document_for(filing.version), names_of(filing)
    answers, _ = answers_of(filing, flat)
    source = Source(
        document=document,
        sheet=sheet_of(filing, flat),
        answers=answers,
        department=names.now,
        submitted_on=mark.at.date(),
        narratives=narratives_of(document, flat),
        former_names=names.former,
        watermark=NAME,
        proofs=proofs_of(document, files_now(filing), flat),
        mark=mark,
    )
    return replace(source, holds=conditions_of(source))


def mark_of(filing: Filing, content: str, revision: int, at: datetime) -> Mark:
    """Return what tells a print before sending from the report."""
    return Mark(NAME, content, revision, timezone.localtime(at), on_paper(filing))


def render_draft(draft: Draft, *, progress: Progress = silent) -> Printed:
    """Print a draft. The same draft gives the same bytes.

    Raises CannotPrint where pango or a font is missing, and when the content is another one by now.
    """
    progress(0, STEPS, "正在整理内容")
    try:
        with transaction.atomic():  # files and names are read while nobody can change them, too
            filing, flat = content_to_print(draft)
            mark = mark_of(filing, draft.content, draft.revision, draft.at)
            source = source_of_filing(filing, flat, mark)
    except Refused as refused:
        raise CannotPrint(refused.reason) from refused
    return print_context(report_context(source), progress)
