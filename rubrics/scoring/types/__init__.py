"""What a rubric document says: frozen values. Every id is the Chinese term; nothing knows a year or an amount."""

from .checks import Check, CheckForm
from .criteria import TYPED, Band, Criterion, Gives, Mode, NaClause, Over, Rule, Veto
from .document import Attachment, Document, Example, RemedyTables, Rounding, TransferTable, UnitTable
from .fields import Field, FieldType, Ratio, Table
from .pages import Block, BlockKind, Chapter, ChapterPart, PartKind, Stage

__all__ = [
    "TYPED",
    "Attachment",
    "Band",
    "Block",
    "BlockKind",
    "Chapter",
    "ChapterPart",
    "Check",
    "CheckForm",
    "Criterion",
    "Document",
    "Example",
    "Field",
    "FieldType",
    "Gives",
    "Mode",
    "NaClause",
    "Over",
    "PartKind",
    "Ratio",
    "RemedyTables",
    "Rounding",
    "Rule",
    "Stage",
    "Table",
    "TransferTable",
    "UnitTable",
    "Veto",
]
