"""The tables: organisation, cycles, filing, review, ledger."""

from .closing import Amendment, AmendmentFile, PaperReceipt, StampedCopy
from .cycles import Cycle, CycleRubric, Window
from .drafts import Draft
from .evidence import Evidence, EvidenceLink, EvidenceUpload
from .feedback import Feedback, Objection, ObjectionAnswer, ObjectionFile, ResultNotice
from .fields import CanonicalJSONField, canonical
from .filing import Answer, Change, Filing, Narrative, Status, TableRow
from .imports import PendingImport
from .ledger import Chain, Event, Job, Report, Snapshot
from .messages import Message, Untold
from .organisation import Assignment, Department, Deputy, FormerName, Membership
from .presets import Preset
from .rectification import RectificationEntry, RectificationFile, RectificationItem
from .review import SETTLED, STATE_AFTER, Comment, CommentEntry, Correction, NoticePrint, ReturnNotice
from .samples import Sample, SecondLook, SecondScore, Settlement
from .signing import KeptFile, SignedScan, SignSheet
from .together import Presence, StageOffice

__all__ = [
    "SETTLED",
    "STATE_AFTER",
    "Amendment",
    "AmendmentFile",
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
    "Deputy",
    "Draft",
    "Event",
    "Evidence",
    "EvidenceLink",
    "EvidenceUpload",
    "Feedback",
    "Filing",
    "FormerName",
    "Job",
    "KeptFile",
    "Membership",
    "Message",
    "Narrative",
    "NoticePrint",
    "Objection",
    "ObjectionAnswer",
    "ObjectionFile",
    "PaperReceipt",
    "PendingImport",
    "Presence",
    "Preset",
    "RectificationEntry",
    "RectificationFile",
    "RectificationItem",
    "Report",
    "ResultNotice",
    "ReturnNotice",
    "Sample",
    "SecondLook",
    "SecondScore",
    "Settlement",
    "SignSheet",
    "SignedScan",
    "Snapshot",
    "StageOffice",
    "StampedCopy",
    "Status",
    "TableRow",
    "Untold",
    "Window",
    "canonical",
]
