"""A row whose figures are only partly 无此事项, in words: which are, which have a value, what to do."""

from collections.abc import Mapping, Sequence

from rubrics.scoring.characters import quoted

MOST = 3
"""Figures named one by one."""


def half_what(data: Mapping[str, object]) -> str:
    """Return “采购计划金额”选了“无此事项”，“实际采购金额”填了数."""
    return f"{_named(data['absent'])}选了“无此事项”，{_named(data['given'])}填了数"


def half_todo(data: Mapping[str, object]) -> str:
    """Return what the filer can do: fill in the first, or tick the others too where that is allowed."""
    fill = f"请给{_named(data['absent'])}填数（没有发生填 0）"
    return f"{fill}，或给{_named(data['given'])}也选“无此事项”" if data["both"] else fill


def _named(titles: object) -> str:
    names = [f"{quoted(title)}" for title in titles] if isinstance(titles, Sequence) else []
    return "".join(names[:MOST]) + (f"等 {len(names)} 项" if len(names) > MOST else "")
