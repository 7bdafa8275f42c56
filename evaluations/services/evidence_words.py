"""What is written where a file is linked: the line under 佐证 of a row of the tree, and the record of the file."""

from evaluations.evidence import said_pages
from evaluations.models import Evidence, Status
from evaluations.selectors.evidence import names_of_own, own_rules, title_of
from rubrics.scoring import address as addresses
from rubrics.scoring.address import EVIDENCE, Address
from rubrics.scoring.problems import Problem
from rubrics.selectors.programs import document_for

from . import places
from .cleaning import Cleaner
from .results import Refused, Typed
from .writing import Writing

FILLED = Status.FILLED.value
KINDS = frozenset({"line", "row"})
"""Of addresses whose 佐证 is a text: rows of the tree and own indicators."""
NO_ROW = "这个指标已经删除。请刷新页面，从列表里另选要证明的位置。"


def line_of(name: str, pages: str) -> str:
    """Return how a file is named among the pieces of evidence: 预算批复.pdf 第 3-5 页."""
    return f"{name} {said_pages(pages)}".strip()


def told(evidence: Evidence) -> str:
    """Return a file with what it proves, in words: what the record of changes keeps of it."""
    document = document_for(evidence.filing.version)
    links = evidence.links.order_by("id")
    names = names_of_own(evidence.filing)
    said = [f"{title_of(document, link.address, names)} {said_pages(link.pages)}".strip() for link in links]
    return f"{evidence.name}（{'；'.join(said)}）" if said else evidence.name


def change_line(writing: Writing, where: str, *, removed: str, added: str) -> None:
    """Keep the text under 佐证 in step with the files: rules and checks count its lines. Other places have none."""
    address = addresses.parse(where)
    if isinstance(address, Problem) or address.kind not in KINDS or address.path[-1] != EVIDENCE:
        return
    shelf = places.fetch(writing.filing, [address])
    if address.kind == "row" and not _row_is_there(writing, shelf, address):
        if added:
            raise Refused(NO_ROW)
        return
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
    version = _put(writing, shelf, address, new)
    if version is None:
        raise Refused("这一处的佐证刚刚有人改过。请刷新页面后再办理。")
    writing.change(str(address), (old.text, old.status), (cleaned.text, FILLED), version, "")


def _put(writing: Writing, shelf: places.Shelf, address: Address, new: places.Stored) -> int | None:
    """Store the text; return the version made, None when somebody was faster."""
    if address.kind == "line":
        return places.put_answer(writing, shelf, address, new)
    table, key, column = address.path
    return places.put_cells(writing, shelf, (table, key), {column: new})


def _row_is_there(writing: Writing, shelf: places.Shelf, address: Address) -> bool:
    """Whether an own indicator is in the filing: stored and not removed, or one that every department has."""
    row = shelf.rows.get((address.path[0], address.path[1]))
    if row is not None:
        return row.deleted_at is None
    rule = own_rules(document_for(writing.filing.version)).get(address.path[0])
    return rule is not None and any(one.name == address.path[1] for one in rule.given)
