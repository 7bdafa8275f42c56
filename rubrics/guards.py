"""Which rows of the rubrics are kept: every document, and every version from its publication on."""

from .models import RubricVersion
from .triggers import Guard, unchanged

MOVES_ON = "OLD.state = 'published' AND NEW.state = 'retired'"
STILL_DRAFT = "OLD.state = 'draft'"
RETIRING = ("state", "retired_by", "retired_at")

GUARDS = (
    Guard("rubrics.RubricDocument"),
    Guard(
        "rubrics.RubricVersion",
        update=f"NOT ({STILL_DRAFT} OR ({MOVES_ON} AND {unchanged(RubricVersion, RETIRING)}))",
        delete="OLD.state <> 'draft'",
    ),
)
