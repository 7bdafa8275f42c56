"""Transfers in words: to the department what is wrong between the two, to the bureau both amounts as well."""

from dataclasses import dataclass
from decimal import Decimal

from evaluations.models import Filing
from evaluations.selectors.transfers import Pair, pairs_of
from rubrics.scoring.results import Answers
from rubrics.scoring.transfers import Compared, Disagreement
from rubrics.scoring.types import Field
from rubrics.scoring.values import show_with_unit
from rubrics.selectors.programs import document_for

WORDS = {
    Disagreement.UNTOLD: "对方的自评没有填这笔划转",
    Disagreement.UNANSWERED: "对方填了与本部门的划转，本部门没有填",
    Disagreement.APART: "双方填报的金额不一致",
    Disagreement.TWICE: "双方都计在自己的数里，重复计算；划转的钱只计一边",
    Disagreement.NOWHERE: "双方都没有计在自己的数里；划转的钱应由一方计入",
}
UNKNOWN = "没有这个名称或编码的部门。请填对方登记的全称或部门编码。"
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


@dataclass(frozen=True, slots=True)
class Transfers:
    """`title` and `code` are what the document calls the table and the check."""

    title: str
    code: str
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
    return Transfers(table.title, said.code, lines)


def _lines(pair: Pair, amount: Field | None, *, bureau: bool) -> list[TransferLine]:
    if not pair.known:
        return [TransferLine(pair.name, "", UNKNOWN, "", wrong=True)]
    if not pair.compared:
        return [TransferLine(pair.name, "", NOT_SENT, "", wrong=False)]
    return [_line(pair.name, one, amount, bureau=bureau) for one in pair.compared]


def _line(name: str, one: Compared, amount: Field | None, *, bureau: bool) -> TransferLine:
    said = "；".join(WORDS[each] for each in one.wrong)
    amounts = f"本部门 {_shown(one.mine, amount)}，对方 {_shown(one.theirs, amount)}" if bureau else ""
    way = "本部门划出" if one.out else "划入本部门"
    return TransferLine(name, way, f"{said}。{TODO}" if said else AGREES, amounts, wrong=bool(said))


def _shown(value: Decimal | None, amount: Field | None) -> str:
    if value is None or amount is None:
        return "未填"
    return show_with_unit(value, amount.unit, amount.places)
