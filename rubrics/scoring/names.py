"""Names of formulas that are not figures: 勾选.X.Y, 选项.X, 原因.X, 佐证.X, 上年.X, 预置.X, 得分.X, 分值.X."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .address import figure, line
from .address import table as table_address
from .formulas import Environment, Formula
from .index import (
    EVIDENCE_OF,
    GRADE,
    LAST_YEAR,
    OPTION_OF,
    POINTS_OF,
    PRESET,
    REASON_OF,
    SCORE_OF,
    TICK_OF,
    TOTAL,
    Index,
)
from .presets import COUNTED, DAY, LACKING, SOURCE, lacking, names_of
from .results import Answers, Line, Total
from .rules.base import RowRule
from .rules.checklist import ChecklistRule, Item
from .rules.evidence import evidence_count
from .rules.first_of import FirstOfRule
from .rules.sum import SumRule
from .states import Known, Missing, NotApplicable, Undefined
from .targets import origin_cells


@dataclass(frozen=True, slots=True)
class Naming:
    """The special names that the formulas of one document use, by where their value comes from."""

    entries: tuple[tuple[str, str, Missing], ...]
    """Name and address of what was entered, and what it is when nothing was."""
    judged: tuple[tuple[str, str, Decimal], ...]
    """Ticks of judged items: met when the score is full."""
    evidence: tuple[tuple[str, str], ...]
    previous: tuple[tuple[str, str, Missing], ...]
    """Name, input, and what it is when nothing is known of last year."""
    presets: tuple[tuple[str, str, Missing], ...]
    origins: tuple[tuple[str, str], ...]
    """Name and key of where a figure of the bureau is from: 预置.支出.来源."""
    targets: tuple[tuple[str, str], ...]
    """Name and table of how many targets the bureau set, and which of them no row is called by."""
    scores: tuple[tuple[str, str], ...]
    """Name and id of a row or node."""
    ticks: Mapping[str, Formula]
    """Ticks of computed items: their condition."""
    cells: tuple[str, ...]
    """Cells of fixed rows: 季度.累计支出[四季度]."""
    constants: Mapping[str, Known]

    def fill_entered(self, environment: Environment, answers: Answers) -> None:
        """Put in what people entered, and last year's and the bureau's figures."""
        values, entries = environment.values, answers.entries
        for name, address, nothing in self.entries:
            value = entries.get(address)
            values[name] = nothing if value is None or value == "" else value
        for name, address, points in self.judged:
            score = entries.get(address)
            values[name] = score == points if isinstance(score, Decimal) else Missing((address,))
        for name, address in self.evidence:
            values[name] = evidence_count(entries.get(address))
        for name, of, nothing in self.previous:
            values[name] = answers.previous.get(of, nothing)
        for name, of, nothing in self.presets:
            values[name] = answers.presets.get(of, nothing)
        for name, key in self.origins:
            of = f"{PRESET}.{key}"
            values[name] = origin_cells(of, key, answers.preset_origins)[name]

    def fill_targets(self, environment: Environment, answers: Answers, index: Index) -> None:
        """Put in what is known of the bureau's targets once every row is there."""
        for name, table in self.targets:
            targets, nothing = index.targets[table], Missing((table_address(table),))
            known = names_of(targets, answers.presets)
            lacks = "、".join(
                lacking(targets, environment.rows.get(table) or _typed_rows(answers, table), answers.presets)
            )
            found: Known = lacks if name.endswith(f".{LACKING}") else Decimal(len(known))
            environment.values[name] = found if known and found != "" else nothing

    def fill_scores(
        self, environment: Environment, lines: Mapping[str, Line], totals: Mapping[str, Total]
    ) -> None:
        """Put in the points of rows and nodes, and the total."""
        for name, of in self.scores:
            environment.values[name] = score_of(lines[of]) if of in lines else _total(totals[of])


def _typed_rows(answers: Answers, table: str) -> list[Mapping[str, Known]]:
    """Return rows as they were typed: those of own indicators that are not scored."""
    return [row.cells for row in answers.rows.get(table, ())]


def score_of(scored: Line) -> Known:
    """Return the points of a row, or the absence that it has."""
    if scored.score is not None:
        return scored.score
    match scored.state.value:
        case "missing":
            return Missing(scored.needs or (line(scored.id),))
        case "not_applicable":
            return NotApplicable((line(scored.id),))
        case _:
            return Undefined(f"“{scored.id}”不能计分", (line(scored.id),))


def _total(total: Total) -> Known:
    return total.score if total.complete else Missing(tuple(line(missing) for missing in total.missing))


def prepare_names(index: Index, needs: Iterable[str]) -> Naming:
    """Return the special names among `needs`, sorted by where their value comes from."""
    sorter = _Sorter(index)
    for name in dict.fromkeys(needs):
        sorter.put(name)
    return Naming(
        tuple(sorter.entries),
        tuple(sorter.judged),
        tuple(sorter.evidence),
        tuple(sorter.previous),
        tuple(sorter.presets),
        tuple(sorter.origins),
        tuple(sorter.targets),
        tuple(sorter.scores),
        sorter.ticks,
        tuple(sorter.cells),
        sorter.constants,
    )


class _Sorter:
    def __init__(self, index: Index) -> None:
        self.index = index
        self.entries: list[tuple[str, str, Missing]] = []
        self.judged: list[tuple[str, str, Decimal]] = []
        self.evidence: list[tuple[str, str]] = []
        self.previous: list[tuple[str, str, Missing]] = []
        self.presets: list[tuple[str, str, Missing]] = []
        self.origins: list[tuple[str, str]] = []
        self.targets: list[tuple[str, str]] = []
        self.scores: list[tuple[str, str]] = []
        self.ticks: dict[str, Formula] = {}
        self.cells: list[str] = []
        self.constants: dict[str, Known] = {}

    def put(self, name: str) -> None:
        word, dot, rest = name.partition(".")
        if name == GRADE:
            return
        if name.endswith("]") and word in self.index.tables:
            self.cells.append(name)
        elif dot and word in _SORTED:
            _SORTED[word](self, name, rest)

    def put_tick(self, name: str, rest: str) -> None:
        criterion, _, path = rest.partition(".")
        item = self.items(criterion).get(path)
        address = line(criterion, *path.split("."))
        if item is not None and item.when is not None:
            self.ticks[name] = item.when
        elif item is not None and item.way.value == "judged":
            self.judged.append((name, address, item.points))
        else:
            self.entries.append((name, address, Missing((address,))))

    def items(self, criterion: str) -> dict[str, Item]:
        """Return the items of a checklist in the row, by their dotted path."""
        found = self.index.criteria.get(criterion)
        rule = None if found is None else found.rule
        return dict(_items(rule, "")) if isinstance(rule, RowRule) else {}

    def put_entry(self, name: str, rest: str) -> None:
        word = REASON_OF if name.startswith(REASON_OF) else OPTION_OF
        address = line(*rest.split("."), word)
        self.entries.append((name, address, Missing((address,))))

    def put_evidence(self, name: str, rest: str) -> None:
        self.evidence.append((name, line(*rest.split("."), EVIDENCE_OF)))

    def put_previous(self, name: str, rest: str) -> None:
        group = self.previous if name.startswith(LAST_YEAR) else self.presets
        group.append((name, rest, Missing((figure(name),))))

    def put_preset(self, name: str, rest: str) -> None:
        of, _, word = rest.rpartition(".")
        if word in (SOURCE, DAY) and of:
            self.origins.append((name, of))
        elif word in (COUNTED, LACKING) and of in self.index.targets:
            self.targets.append((name, of))
        else:
            self.put_previous(name, rest)

    def put_score(self, name: str, rest: str) -> None:
        if rest == TOTAL or rest in self.index.criteria:
            self.scores.append((name, rest))

    def put_points(self, name: str, rest: str) -> None:
        if rest == TOTAL:
            self.constants[name] = self.index.document.total
        elif rest in self.index.criteria:
            self.constants[name] = self.index.criteria[rest].points


_SORTED = {
    TICK_OF: _Sorter.put_tick,
    OPTION_OF: _Sorter.put_entry,
    REASON_OF: _Sorter.put_entry,
    EVIDENCE_OF: _Sorter.put_evidence,
    LAST_YEAR: _Sorter.put_previous,
    PRESET: _Sorter.put_preset,
    SCORE_OF: _Sorter.put_score,
    POINTS_OF: _Sorter.put_points,
}


def _items(rule: RowRule, prefix: str) -> Iterable[tuple[str, Item]]:
    if isinstance(rule, ChecklistRule):
        yield from ((prefix + item.id, item) for item in rule.items)
    if isinstance(rule, SumRule):
        for part in rule.parts:
            yield from _items(part.rule, f"{prefix}{part.id}.")
    if isinstance(rule, FirstOfRule):
        for one in rule.alternatives:
            yield from _items(one.rule, f"{prefix}{one.id}.")
