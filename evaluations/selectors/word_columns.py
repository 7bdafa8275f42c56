"""Every column that holds what people write, and whose: where 清除涉密内容 looks for what it clears.

`DECIDED` says of every other text column why nothing is looked for there; a test derives them all from the models.
"""

from dataclasses import dataclass
from typing import Any

from evaluations.models import (
    Amendment,
    AmendmentFile,
    Comment,
    CommentEntry,
    Correction,
    Filing,
    Objection,
    ObjectionAnswer,
    ObjectionFile,
    RectificationEntry,
    RectificationFile,
    RectificationItem,
    ReturnNotice,
    SecondScore,
    Settlement,
    SignedScan,
    StageOffice,
    StampedCopy,
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Columns of a table: `owner` leads from a row to its filing, `about` to the address that the words are said of.

    `title` is what a row is called, with `row` in it.
    """

    model: Any
    columns: tuple[str, ...]
    owner: str
    title: str
    about: str = ""
    inside: bool = False
    """The department's own affair: the bureau is told that it stands there, not in which words."""


HOLDERS = (
    Holder(
        CommentEntry, ("text",), "comment__filing", "第 {row.comment.number} 条审核意见", "comment.address"
    ),
    Holder(Comment, ("anchor",), "filing", "第 {row.number} 条审核意见所指的文字", "address"),
    Holder(Correction, ("reason",), "filing", "审核更正的理由", "address"),
    Holder(ReturnNotice, ("words", "items"), "filing", "退回意见书 {row.number}"),
    Holder(Objection, ("text",), "feedback__notice__filing", "第 {row.number} 条反馈意见", "address"),
    Holder(
        ObjectionAnswer,
        ("reason",),
        "objection__feedback__notice__filing",
        "第 {row.objection.number} 条反馈意见的答复",
        "objection.address",
    ),
    Holder(Amendment, ("reason", "document", "words"), "filing", "更正 {row.number}"),
    Holder(SecondScore, ("words",), "look__filing", "抽查复核“{row.line}”的说明", "place"),
    Holder(Settlement, ("reason",), "look__filing", "抽查复核“{row.line}”的处理理由", "place"),
    Holder(RectificationItem, ("problem", "measures", "office"), "filing", "整改事项 {row.number}", "source"),
    Holder(RectificationEntry, ("text",), "item__filing", "整改事项 {row.item.number} 的办理", "item.source"),
    Holder(StageOffice, ("office",), "filing", "“{row.stage}”的责任科室", inside=True),
    Holder(Filing, ("left_out",), "pk", "不计入汇总的原因", inside=True),
    Holder(SignedScan, ("name",), "sheet__filing", "审签单扫描件的名称"),
    Holder(StampedCopy, ("name",), "snapshot__filing", "盖章件的名称"),
    Holder(ObjectionFile, ("name",), "objection__feedback__notice__filing", "反馈意见材料的名称"),
    Holder(AmendmentFile, ("name",), "amendment__filing", "更正依据的名称"),
    Holder(RectificationFile, ("name",), "entry__item__filing", "整改材料的名称"),
)
CODE_KEYS = frozenset(
    {
        *(
            "from",
            "to",
            "revision",
            "said",
            "review",
            "row",
            "rows",
            "sha",
            "number",
            "round",
            "level",
            "notice",
        ),
        *(
            "notice_due",
            "item",
            "item_number",
            "item_from",
            "item_to",
            "file_sha",
            "content",
            "beside",
            "variant",
        ),
        *(
            "choice",
            "verdict",
            "department",
            "sample",
            "line",
            "method",
            "share",
            "seed",
            "drawn",
            "code",
            "cycle",
        ),
        *(
            "version",
            "versions",
            "digest",
            "rubric",
            "user",
            "new_user",
            "username",
            "role",
            "roles",
            "departments",
        ),
        *(
            "reviewer",
            "deputy",
            "reader",
            "starts",
            "ends",
            "for",
            "for_users",
            "due",
            "day",
            "copies",
            "opens",
        ),
        *(
            "closes",
            "phase",
            "follow_up",
            "listed",
            "objected",
            "objection",
            "objections",
            "items",
            "figures",
        ),
        *("overdue", "address", "place", "cleared", "seals", "notice"),
    }
)
"""In an event's data: what the portal itself writes. Under every other name words of people may stand."""
