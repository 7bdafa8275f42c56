"""The scoring core: documents in, answers in, sheets out. Pure Python; knows no year, no amount and no page."""

from .assess import assess
from .engine import score
from .index import Index
from .lines import entries_of
from .problems import Problem, Severity
from .program import Program, compile_document
from .reading.document import ReadResult, read_document
from .results import Answers, CheckResult, Figure, Line, LineState, Outcome, Row, Sheet, Step, Total
from .rules import Entry, EntryKind
from .states import Absent, Known, Missing, NotApplicable, Prose, Undefined, Value
from .types import Check, Criterion, Document, Field, FieldType, Ratio, Stage, Table
from .units import UNITS, Unit, unit_of

__all__ = [
    "UNITS", "Absent", "Answers", "Check", "CheckResult", "Criterion", "Document", "Entry", "EntryKind", "Field",
    "FieldType", "Figure", "Index", "Known", "Line", "LineState", "Missing", "NotApplicable", "Outcome", "Problem",
    "Program", "Prose", "Ratio", "ReadResult", "Row", "Severity", "Sheet", "Stage", "Step", "Table", "Total",
    "Undefined", "Unit", "Value", "assess", "compile_document", "entries_of", "read_document", "score", "unit_of",
]  # fmt: skip
