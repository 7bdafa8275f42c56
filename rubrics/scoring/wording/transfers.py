"""Transfers in words: what two departments do not agree on."""

from rubrics.scoring.transfers import Compared, Disagreement

_WORDS = {
    Disagreement.UNTOLD: "对方的自评没有填这笔划转",
    Disagreement.UNANSWERED: "对方填了与本部门的划转，本部门没有填",
    Disagreement.APART: "双方填报的金额不一致",
    Disagreement.TWICE: "双方都计在自己的数里，重复计算；划转的钱只计一边",
    Disagreement.NOWHERE: "双方都没有计在自己的数里；划转的钱应由一方计入",
}
NOBODY = "没有这个名称或编码的部门"


def disagreements(one: Compared) -> str:
    """Return what is wrong one way between two departments, without a full stop; '' where they agree."""
    return "；".join(_WORDS[each] for each in one.wrong)


def way_words(one: Compared) -> str:
    """Return which way the money went, as this side sees it."""
    return "本部门划出" if one.out else "划入本部门"
