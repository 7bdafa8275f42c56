"""What a form field shows around its box: a form sets texts as attributes on its fields, here they are gathered."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

REQUIRED = "必填"
OPTIONAL = "选填"


@dataclass(frozen=True, slots=True)
class Face:
    """`kind` is box, area, select, check, choices or file; every text is '' where there is none."""

    kind: str
    mark: str
    unit: str
    source: str
    mistakes: str
    warning: str
    locked: str
    preset: Any
    past: Any
    waiting: Any
    take_url: str
    described_by: str
    css: str


def kind_of(widget: forms.Widget) -> str:
    """How the field is laid out."""
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "area" if isinstance(widget, forms.Textarea) else "box"


def face_of(bound: BoundField, *, unit: str = "") -> Face:
    """The face of a bound field; the attributes that a form may set are listed in `texts_of`."""
    texts = texts_of(bound.field)
    kind = kind_of(bound.field.widget)
    return Face(
        kind=kind,
        mark=mark_of(bound.field),
        unit=unit or texts["unit"],
        source=texts["source"],
        mistakes=texts["mistakes"],
        warning=texts["warning"],
        locked=texts["locked"],
        preset=getattr(bound.field, "preset", None),
        past=getattr(bound.field, "past", None),
        waiting=getattr(bound.field, "waiting", None),
        take_url=getattr(bound.field, "take_url", ""),
        described_by=" ".join(described_by(bound, texts)),
        css=css_of(bound, kind, warned=texts["warning"]),
    )


def texts_of(field: forms.Field) -> dict[str, str]:
    """The texts a form may set on a field: unit, source (来源), mistakes (常见错误), warning, locked (reason)."""
    return {
        name: str(getattr(field, name, "")) for name in ("unit", "source", "mistakes", "warning", "locked")
    }


def mark_of(field: forms.Field) -> str:
    """必填, 选填 or what the form says instead; a locked field and a tick box carry none."""
    if hasattr(field, "mark"):
        return str(field.mark)
    if getattr(field, "locked", "") or isinstance(field.widget, forms.CheckboxInput):
        return ""
    return REQUIRED if field.required else OPTIONAL


def without_mark(field: forms.Field) -> None:
    """Leaves 必填 out where it goes without saying."""
    setattr(field, "mark", "")  # noqa: B010 - Django's fields know no such attribute, mark_of reads it


def described_by(bound: BoundField, texts: dict[str, str]) -> list[str]:
    """Ids of everything that a screen reader should say with the box, trouble first."""
    present: dict[str, object] = {
        "error": bound.errors,
        "warning": texts["warning"],
        "waiting": getattr(bound.field, "waiting", None),
        "preset": getattr(bound.field, "preset", None),
        "past": getattr(bound.field, "past", None),
        "locked": texts["locked"],
        "helptext": bound.help_text,
    }
    return [f"{bound.auto_id}_{part}" for part, there in present.items() if there]


def css_of(bound: BoundField, kind: str, *, warned: str) -> str:
    """The classes of the box itself."""
    base = {"select": "form-select", "check": "form-check-input", "choices": "form-check-input"}
    classes = [base.get(kind, "form-control"), bound.field.widget.attrs.get("class", "")]
    if bound.errors:
        classes.append("is-invalid")
    elif warned:
        classes.append("is-warn")
    return " ".join(filter(None, classes))


def widget_html(bound: BoundField, face: Face) -> str:
    """The box, with the face's classes and descriptions; the field's own widget is left as it was."""
    attrs: dict[str, Any] = {"class": face.css}
    if face.described_by and face.kind != "choices":
        attrs["aria-describedby"] = face.described_by
    if face.locked:
        attrs["readonly"] = True
    return bound.as_widget(attrs=attrs)


def cell_html(bound: BoundField, label: str) -> str:
    """The box of a spreadsheet cell, named for those who do not see the table."""
    own = bound.field.widget.attrs.get("class", "")
    attrs: dict[str, Any] = {"class": f"cell {own}".strip(), "aria-label": label}
    if bound.errors or texts_of(bound.field)["warning"]:
        attrs["aria-describedby"] = f"{bound.auto_id}_error"
    return bound.as_widget(attrs=attrs)
