"""One stage as it is being shown: its content, its one form, what was found on it, and which places are its own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.forms.boundfield import BoundField
from django.urls import reverse

from evaluations.forms.section import Box, SectionForm
from evaluations.forms.stamps import BASE
from evaluations.selectors.stages import stage_heads
from evaluations.selectors.unit_places import hidden_places
from rubrics.scoring.index import field_address
from rubrics.scoring.types import Block, BlockKind, Field, Stage, Table

from .attempt import Attempt
from .boxes import box_of
from .content import Content
from .differences import INSIDE, Words, beside_boxes, difference_boxes, led_here, words_on
from .findings import Finding, Trouble, findings_of, troubles_of
from .previous import taken_on
from .tables import absence_box

TABLES = frozenset({BlockKind.LIST, BlockKind.GRID})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for besides the stage."""

    columns: str = ""
    show: str = ""

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        said = {name: value for name, value in (("columns", self.columns), ("show", self.show)) if value}
        return f"?{urlencode(said)}" if said else ""


PLAIN = Asked()


@dataclass(frozen=True, slots=True)
class Page:
    """`own`: places that are filled in here, other ones are only shown."""

    content: Content
    stage: Stage
    number: int
    attempt: Attempt
    form: SectionForm
    findings: tuple[Finding, ...]
    own: frozenset[str]
    words: tuple[Words, ...]
    """The 差异说明 that are written here."""
    asked: "Asked"

    @property
    def beside(self) -> Mapping[str, tuple[str, ...]]:
        """Address of an input -> addresses of the 差异说明 that are written beside it."""
        return beside_boxes(self.words)

    def words_in(self, table: str, key: str | None = None) -> tuple[tuple[BoundField, BoundField], ...]:
        """Return stamp and box of the 差异说明 inside a table; `key`: of one row, '': of what no row is there for."""
        found = [one for one in self.words if one.at.kind in INSIDE and one.at.path[0] == table]
        mine = [one.address for one in found if key is None or key == "".join(one.at.path[1:2])]
        return tuple(
            (self.form[where + BASE], self.form[where]) for where in mine if where in self.form.fields
        )

    @property
    def carried(self) -> int:
        """How many places of the page can be filled with last year's content."""
        return len(taken_on(self.content, fields_on(self.content, self.number)))

    @property
    def take_url(self) -> str:
        """Where the buttons that take over send the form."""
        return reverse("evaluations:stage_take", args=(self.content.filing.pk, self.number))

    @property
    def everything(self) -> bool:
        """Whether sheets show all their columns."""
        return self.asked.columns == "all"

    @property
    def show(self) -> str:
        """Which rows of the tree are shown: '' all, lost, mine."""
        return self.asked.show

    @property
    def troubles(self) -> dict[str, Trouble]:
        """Address -> what a check says about it, for the cells of sheets and the boxes of the tree."""
        return troubles_of(self.findings)


def page_of(content: Content, number: int, attempt: Attempt, asked: Asked = PLAIN) -> Page:
    """Return the page of stage `number` (from 1)."""
    stage, hidden = shown_stage(content, number), hidden_of(content)
    heads = stage_heads(content.filing.version)
    own = frozenset(head for head, at in heads.items() if at == number - 1) - hidden
    fields = fields_on(content, number)
    words = words_on(content, number)
    found = led_here(findings_of(content, number), words)
    boxes = [box_of(content, field, attempt) for field in fields] + [
        absence_box(content, table, attempt) for table in tables_of(content, stage) if table.allow_na
    ]
    boxes += difference_boxes(content, words, attempt)
    _warn(boxes, found)
    form = SectionForm(boxes, {problem.where: problem for problem in attempt.problems})
    return Page(content, stage, number, attempt, form, found, own, words, asked)


def hidden_of(content: Content) -> frozenset[str]:
    """Return the places that are not for this filing."""
    return hidden_places(content.document, content.filing, content.flat)


def shown_stage(content: Content, number: int) -> Stage:
    """Return stage `number` (from 1) as this filing has it: blocks without what is not for it, none left empty."""
    stage, hidden = content.document.stages[number - 1], hidden_of(content)
    if not hidden:
        return stage
    gone = frozenset(where.partition(":")[2] for where in hidden)
    kept = (_without(content, block, gone) for block in stage.blocks)
    return replace(stage, blocks=tuple(block for block in kept if block.items))


def _without(content: Content, block: Block, gone: frozenset[str]) -> Block:
    """Return a block without some of its items; an equation that lacks a figure is shown as its other figures."""
    if gone.isdisjoint(block.items):
        return block
    if block.kind is BlockKind.EQUATION:
        left = tuple(field.id for field in inputs_of(content, block) if field.id not in gone)
        return replace(block, kind=BlockKind.FIELDS, items=left)
    return replace(block, items=tuple(item for item in block.items if item not in gone))


def inputs_of(content: Content, block: Block) -> list[Field]:
    """Return the inputs that a block names, each once."""
    return [content.index.fields[item] for item in dict.fromkeys(block.items) if item in content.index.fields]


def tables_of(content: Content, stage: Stage) -> list[Table]:
    """Return the tables of a stage."""
    return [
        content.index.tables[item] for block in stage.blocks if block.kind in TABLES for item in block.items
    ]


def places_here(page: Page, block: Block, placed: frozenset[str]) -> frozenset[str]:
    """Return the inputs of a block that are filled in here: not on another stage, not in a panel above."""
    heads = {field_address(field) for field in inputs_of(page.content, block)}
    return frozenset((heads & page.own) - placed)


def fields_on(content: Content, number: int) -> list[Field]:
    """Return the inputs that are filled in on stage `number` (from 1)."""
    blocks, heads = shown_stage(content, number).blocks, stage_heads(content.filing.version)
    fields = {field.id: field for block in blocks for field in inputs_of(content, block)}
    return [field for field in fields.values() if heads.get(field_address(field)) == number - 1]


def _warn(boxes: list[Box], findings: tuple[Finding, ...]) -> None:
    """Mark the boxes that a finding points to; what it says stands below the panel."""
    warned = {place for finding in findings if not finding.explained for place in finding.places}
    for box in boxes:
        if box.address in warned:
            box.field.widget.attrs["class"] = "is-warn"
