"""What crispy lays out: a box with its stamp and 无此事项, and a row of boxes in the order of their formula."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .section import SectionForm
from .stamps import ABSENT, BASE, REASON


class Place(LayoutObject):
    """One box of a SectionForm, by its address; `extra` goes to the template beside the fields.

    `beside` are the addresses of boxes that are printed with it.
    """

    template = "evaluations/filing/box.html"

    def __init__(
        self, address: str, *, template: str = "", beside: Sequence[str] = (), **extra: object
    ) -> None:
        self.address, self.beside = address, beside
        self.template = template or self.template
        self.extra = extra
        self.fields: list[LayoutObject] = []

    def render(
        self, form: SectionForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        """Return the box with everything around it."""
        parts = {
            "field": form[self.address],
            "base": _bound(form, self.address + BASE),
            "na": _bound(form, self.address + ABSENT),
            "reason": _bound(form, self.address + REASON),
            "beside": [(_bound(form, where + BASE), form[where]) for where in self.beside],
            **self.extra,
        }
        form.rendered_fields.update(
            name for name in form.fields if name.startswith((self.address, *self.beside))
        )
        return render_to_string(self.template, parts)


class Printed(LayoutObject):
    """A template among the boxes: an operator, a computed value, a figure that is filled in elsewhere."""

    def __init__(self, template: str, **parts: object) -> None:
        self.template, self.parts = template, parts
        self.fields: list[LayoutObject] = []

    def render(
        self, form: SectionForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        """Return the template with its parts."""
        return render_to_string(self.template, self.parts)


class Row(LayoutObject):
    """Layout objects side by side in one element of class `css`."""

    def __init__(self, css: str, fields: Sequence[LayoutObject]) -> None:
        self.css, self.fields = css, list(fields)

    def render(
        self, form: SectionForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        """Return the element with its content."""
        content = [one.render(form, context, template_pack=template_pack) for one in self.fields]
        return render_to_string("evaluations/filing/row.html", {"css": self.css, "content": content})


def _bound(form: SectionForm, name: str) -> object:
    return form[name] if name in form.fields else None
