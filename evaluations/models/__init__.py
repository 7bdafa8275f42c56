"""The tables: organisation, cycles, filing, review, ledger."""

from .cycles import Cycle, CycleRubric, Window
from .drafts import Draft
from .evidence import Evidence, EvidenceLink, EvidenceUpload
from .fields import CanonicalJSONField, canonical
from .filing import Answer, Change, Filing, Narrative, Status, TableRow
from .imports import PendingImport
from .ledger import Chain, Event, Job, Report, Snapshot
from .messages import Message, Untold
from .organisation import Assignment, Department, FormerName, Membership
from .presets import Preset
from .rectification import RectificationEntry, RectificationFile, RectificationItem
from .review import STATE_AFTER, Comment, CommentEntry, Correction, ReturnNotice
from .signing import SignedScan, SignSheet
from .together import Presence, StageOffice

__all__ = [
    "STATE_AFTER",
    "Answer",
    "Assignment",
    "CanonicalJSONField",
    "Chain",
    "Change",
    "Comment",
    "CommentEntry",
    "Correction",
    "Cycle",
    "CycleRubric",
    "Department",
    "Draft",
    "Event",
    "Evidence",
    "EvidenceLink",
    "EvidenceUpload",
    "Filing",
    "FormerName",
    "Job",
    "Membership",
    "Message",
    "Narrative",
    "PendingImport",
    "Presence",
    "Preset",
    "RectificationEntry",
    "RectificationFile",
    "RectificationItem",
    "Report",
    "ReturnNotice",
    "SignSheet",
    "SignedScan",
    "Snapshot",
    "StageOffice",
    "Status",
    "TableRow",
    "Untold",
    "Window",
    "canonical",
]
