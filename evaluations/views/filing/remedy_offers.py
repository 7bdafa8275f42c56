"""Above the tables of problems and measures: what lost points or lacks a measure, with buttons that bring it in."""

from dataclasses import dataclass
from decimal import Decimal

from evaluations.selectors.remedies import Lacking, lacking_in
from rubrics.scoring import address as addresses
from rubrics.scoring.characters import quoted

from .content import Content
from .presets import Press

TAKE_PROBLEMS, TAKE_MEASURES = "problems", "measures"
ALL, ONE = "全部带入", "带入"


@dataclass(frozen=True, slots=True)
class RemedyOffer:
    """A lost row with its points and the reason written for it, or a problem by its title; and the button."""

    name: str
    press: Press
    lost: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RemedyOffers:
    """`heading` says what lacks, `note` what a press writes; the button is for all of them."""

    heading: str
    note: str
    offers: tuple[RemedyOffer, ...]
    press: Press


def remedy_offers_of(content: Content, table: str) -> RemedyOffers | None:
    """Return what can be brought into a table, None where nothing lacks or the reader may not write."""
    said = content.document.remedies
    if said is None or not content.editing.ok:
        return None
    lacking = lacking_in(content.document, table, content.flat, content.answers, content.sheet)
    if not lacking:
        return None
    title = content.index.tables[table].title
    if table == said.table:
        take, heading = TAKE_PROBLEMS, f"失分的指标，还有 {len(lacking)} 项没有写到{quoted(title)}"
        note = "带入的行填好对应的指标；未得满分原因照录，标“待确认”，太长的不带。"
    else:
        take, heading = TAKE_MEASURES, f"还有 {len(lacking)} 个问题没有{quoted(title)}"
        note = "带入的行填好对应的问题，其余各栏请接着填。"
    offers = tuple(_offer(content, table, take, one) for one in lacking)
    return RemedyOffers(heading, note, offers, Press(ALL, f"{take}|{addresses.table(table)}"))


def _offer(content: Content, table: str, take: str, lacking: Lacking) -> RemedyOffer:
    linked = lacking.link[1]
    name = content.index.criteria[linked].title if take == TAKE_PROBLEMS else linked
    press = Press(ONE, f"{take}|{addresses.cell(table, lacking.key)}")
    return RemedyOffer(name, press, lacking.lost, "".join(lacking.words.values()))
