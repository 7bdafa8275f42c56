"""Transfers that another department tells differently: what the document asks for before the filing is sent."""

from collections.abc import Iterator

from evaluations.models import Filing
from evaluations.workflow import WITH_BUREAU, State
from rubrics.scoring import address as addresses
from rubrics.scoring.problems import Problem, Severity
from rubrics.scoring.results import SHORTEST_EXPLANATION, Answers, explains
from rubrics.scoring.transfers import Compared
from rubrics.scoring.types import TransferTable
from rubrics.scoring.wording.transfers import NOBODY, disagreements, way_words
from rubrics.selectors.programs import document_for

from .transfers import Pair, pairs_of


def transfer_problems(filing: Filing, answers: Answers) -> tuple[Problem, ...]:
    """Return a problem for each way that disagrees with what the other one has sent, and for each name of nobody.

    Its severity is the document's; where words are asked for it goes once a row of that way has them. None, and no
    query, where the document only advises, and once the filing is with the bureau.
    """
    said = document_for(filing.version).transfers
    if said is None or said.severity is Severity.HINT:
        return ()
    if filing.part_of_id is not None or State(filing.state) in WITH_BUREAU:
        return ()
    return tuple(one for pair in pairs_of(filing, answers) for one in _problems(said, pair))


def _problems(said: TransferTable, pair: Pair) -> Iterator[Problem]:
    if not pair.known and not _is_settled(said, pair, None):
        yield Problem(
            _where(said, pair, None), f"划转的对方“{pair.name}”：{NOBODY}", _todo(said), said.severity
        )
    for one in pair.compared:
        if one.wrong and not _is_settled(said, pair, one):
            what = f"与{pair.name}的划转（{way_words(one)}）：{disagreements(one)}"
            yield Problem(_where(said, pair, one), what, _todo(said), said.severity)


def _is_settled(said: TransferTable, pair: Pair, one: Compared | None) -> bool:
    """Say whether the department has said why; 阻断 takes no words."""
    return said.severity is Severity.EXPLAIN and any(explains(row.words) for row in pair.rows(one))


def _where(said: TransferTable, pair: Pair, one: Compared | None) -> str:
    """Return the place of the words, or the table where there is no row to write them in."""
    row = next(iter(pair.rows(one)), None)
    if row is None:
        return addresses.table(said.table)
    return addresses.cell(said.table, row.key, said.words or said.amount)


def _todo(said: TransferTable) -> str:
    if said.severity is Severity.BLOCK:
        return "请与对方核对后改正"
    words = f"不少于 {SHORTEST_EXPLANATION} 字"
    return f"请与对方核对后改正；属实的，在这一行写明原因（{words}）；没有这笔的，加一行、金额填 0 并写明"
