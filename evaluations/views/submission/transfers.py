"""Transfers in words: to the department what is wrong between the two, to the bureau both amounts as well."""

from dataclasses import dataclass
from decimal import Decimal

from evaluations.models import Filing
from evaluations.selectors.transfers import Pair, pairs_of
from rubrics.scoring.problems import Severity
from rubrics.scoring.results import Answers
from rubrics.scoring.transfers import Compared
from rubrics.scoring.types import Field
from rubrics.scoring.values import show_with_unit
from rubrics.scoring.wording.transfers import NOBODY, disagreements, way_words
from rubrics.selectors.programs import document_for

UNKNOWN = f"{NOBODY}。请填对方登记的全称或部门编码。"
FOLLOWS = {
    Severity.BLOCK: "不一致的改正后才能提交",
    Severity.EXPLAIN: "不一致的要写明原因才能提交",
    Severity.HINT: "不影响提交",
}
TODO = "请与对方核对批准文号、金额和由谁计入。"
NOT_SENT = "对方还没有报出自评，报出以后再核对。"
AGREES = "双方一致。"


@dataclass(frozen=True, slots=True)
class TransferLine:
    """A pair, one way. `amounts` of both sides are for the bureau alone, '' for the department."""

    name: str
    way: str
    text: str
    amounts: str
    wrong: bool
    words: tuple[str, ...] = ()
    """Why the department says it differs."""


@dataclass(frozen=True, slots=True)
class Transfers:
    """`title` and `code` are what the document calls the table and the check."""

    title: str
    code: str
    follows: str
    """What follows from a line that is wrong."""
    lines: tuple[TransferLine, ...]


def transfers_of(filing: Filing, answers: Answers, *, bureau: bool) -> Transfers | None:
    """Return what is said of transferred money, None where nobody tells of any."""
    pairs, document = pairs_of(filing, answers), document_for(filing.version)
    if not pairs or document.transfers is None:
        return None
    said = document.transfers
    table = next(one for one in document.tables if one.id == said.table)
    amount = table.column(said.amount)
    lines = tuple(line for pair in pairs for line in _lines(pair, amount, bureau=bureau))
    return Transfers(table.title, said.code, FOLLOWS[said.severity], lines)


def _lines(pair: Pair, amount: Field | None, *, bureau: bool) -> list[TransferLine]:
    if not pair.known:
        return [TransferLine(pair.name, "", UNKNOWN, "", wrong=True)]
    if not pair.compared:
        return [TransferLine(pair.name, "", NOT_SENT, "", wrong=False)]
    return [_line(pair, one, amount, bureau=bureau) for one in pair.compared]


def _line(pair: Pair, one: Compared, amount: Field | None, *, bureau: bool) -> TransferLine:
    said = disagreements(one)
    amounts = f"本部门 {_shown(one.mine, amount)}，对方 {_shown(one.theirs, amount)}" if bureau else ""
    return TransferLine(
        pair.name,
        way_words(one),
        f"{said}。{TODO}" if said else AGREES,
        amounts,
        wrong=bool(said),
        words=tuple(row.words for row in pair.rows(one) if row.words),
    )


def _shown(value: Decimal | None, amount: Field | None) -> str:
    if value is None or amount is None:
        return "未填"
    return show_with_unit(value, amount.unit, amount.places)
