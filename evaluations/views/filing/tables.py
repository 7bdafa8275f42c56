"""Panels of tables: the sheet, the turned grid or the cards, and the answer 无此事项 for the whole table."""

from django import forms

from evaluations.forms.section import Box
from evaluations.forms.stamps import NOT_APPLICABLE, stamp
from evaluations.forms.widgets import lock
from rubrics.scoring import address as addresses
from rubrics.scoring.types import Table

from .attempt import Attempt
from .content import Content


def absence_box(content: Content, table: Table, attempt: Attempt) -> Box:
    """Return the box that answers 无此事项 for a whole table."""
    address = addresses.table(table.id)
    given = content.given(address)
    stored = given.text if given.status == NOT_APPLICABLE else ""
    text, status = attempt.kept.get(address, (stored, given.status if stored else "filled"))
    field = forms.CharField(label=table.title, required=False, widget=forms.HiddenInput)
    if not content.editing.ok:
        lock(field)
        return Box(address, field, stored)
    base = stamp(content.version(address), stored, NOT_APPLICABLE if stored else "filled")
    return Box(address, field, text, status, base, allow_absent=True)
