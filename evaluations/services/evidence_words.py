"""What is written where a file is linked: the line under 佐证 of a row of the tree, and the record of the file."""

from evaluations.evidence import said_pages
from evaluations.models import Evidence, Status
from evaluations.selectors.evidence import title_of
from rubrics.scoring import address as addresses
from rubrics.scoring.address import EVIDENCE
from rubrics.scoring.problems import Problem
from rubrics.selectors.programs import document_for

from . import places
from .cleaning import Cleaner
from .results import Refused, Typed
from .writing import Writing

FILLED = Status.FILLED.value


def line_of(name: str, pages: str) -> str:
    """Return how a file is named among the pieces of evidence: 预算批复.pdf 第 3-5 页."""
    return f"{name} {said_pages(pages)}".strip()


def told(evidence: Evidence) -> str:
    """Return a file with what it proves, in words: what the record of changes keeps of it."""
    document = document_for(evidence.filing.version)
    links = evidence.links.order_by("id")
    said = [f"{title_of(document, link.address)} {said_pages(link.pages)}".strip() for link in links]
    return f"{evidence.name}（{'；'.join(said)}）" if said else evidence.name


def change_line(writing: Writing, where: str, *, removed: str, added: str) -> None:
    """Keep the text under 佐证 in step with the files: rules and checks count its lines. Other places have none."""
    address = addresses.parse(where)
    if isinstance(address, Problem) or address.kind != "line" or address.path[-1] != EVIDENCE:
        return
    shelf = places.fetch(writing.filing, [address])
    old = shelf.at(address)
    lines = old.text.splitlines() if old.status == FILLED else []
    if removed in lines:
        lines.remove(removed)
    if added and added not in lines:
        lines.append(added)
    text = "\n".join(lines)
    if (text, FILLED) == (old.text, old.status):
        return
    document = document_for(writing.filing.version)
    cleaned = Cleaner(writing.filing, document).clean(address, Typed(text))
    if isinstance(cleaned, Problem):
        raise Refused(f"{cleaned.what}。{cleaned.todo}。")
    new = places.Stored(cleaned.text, FILLED, "", old.version)
    version = places.put_answer(writing, shelf, address, new)
    if version is None:
        raise Refused("这一处的佐证刚刚有人改过。请刷新页面后再办理。")
    writing.change(str(address), (old.text, old.status), (cleaned.text, FILLED), version, "")
