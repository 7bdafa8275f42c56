"""Which rows of the evaluations are kept: what was once said, changed, decided or frozen."""

from django.apps import apps

from rubrics.triggers import Guard, unchanged

PURGED = "purged"
"""The column that names the purge which cleared a row."""


def clearable(model: str, *columns: str) -> Guard:
    """Return the guard of rows out of which 清除涉密内容 may take what stands in `columns`, and nothing else.

    Each time under the number of another purge. That there was such a purge, and what it left there, is told by the
    sealed history (`services/purges.py`): whoever only sets the number is found by it.
    """
    rest = unchanged(apps.get_model(model), {*columns, PURGED})
    another = f'NEW."{PURGED}" IS NOT NULL AND NEW."{PURGED}" IS DISTINCT FROM OLD."{PURGED}"'
    return Guard(model, update=f"NOT ({another} AND {rest})")


GUARDS = (
    clearable("evaluations.Change", "old", "new"),
    clearable("evaluations.Snapshot", "answers", "content"),
    clearable("evaluations.Event", "data"),
    clearable("evaluations.CommentEntry", "text"),
    clearable("evaluations.ReturnNotice", "words", "items"),
    Guard("evaluations.ResultNotice"),
    Guard("evaluations.Feedback"),
    clearable("evaluations.Objection", "text"),
    clearable("evaluations.ObjectionFile", "name"),
    clearable("evaluations.ObjectionAnswer", "reason"),
    Guard("evaluations.PaperReceipt"),
    clearable("evaluations.AmendmentFile", "name"),
    Guard("evaluations.Sample"),
    clearable("evaluations.Settlement", "reason"),
    clearable("evaluations.RectificationEntry", "text"),
    clearable("evaluations.RectificationFile", "name"),
)
