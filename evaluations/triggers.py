"""Which rows of the evaluations are kept: what was once said, changed, decided or frozen."""

from rubrics.triggers import Guard

GUARDS = (
    Guard("evaluations.Change"),
    Guard("evaluations.Snapshot"),
    Guard("evaluations.Event"),
    Guard("evaluations.CommentEntry"),
    Guard("evaluations.ReturnNotice"),
    Guard("evaluations.RectificationEntry"),
    Guard("evaluations.RectificationFile"),
)
