"""What all forms of these pages share: a refusal of the service becomes the form's own error."""

from collections.abc import Callable

from django import forms

from evaluations.services import Refused


def attempt(form: forms.Form, act: Callable[[], object]) -> bool:
    """Run a service call and tell whether it was done; the reason of a refusal stands at the head of the form."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


def status_of(form: forms.Form) -> int:
    """Return the status of a page that shows `form`: 409 after a refusal, 422 with errors in it, else 200."""
    if not form.is_bound or not form.errors:
        return 200
    return 409 if form.non_field_errors() else 422


def plain_marks(form: forms.Form) -> None:
    """Leave 必填 and 选填 out of a form of a search or of one box."""
    for field in form.fields.values():
        setattr(field, "mark", "")  # noqa: B010 - Django's fields know no such attribute


def day_box() -> forms.DateInput:
    """Return a box for a day: typed, so that it looks the same whatever language the browser speaks."""
    return forms.DateInput(attrs={"placeholder": "年-月-日", "autocomplete": "off"}, format="%Y-%m-%d")


def moment_box() -> forms.DateTimeInput:
    """Return a box for a day with a time, to the minute."""
    return forms.DateTimeInput(
        attrs={"placeholder": "年-月-日 时:分", "autocomplete": "off"}, format="%Y-%m-%d %H:%M"
    )
