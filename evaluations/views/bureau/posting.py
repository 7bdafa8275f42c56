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


class DayField(forms.DateField):
    """A day, typed: the box looks the same whatever language the browser speaks."""

    widget = forms.DateInput(attrs={"placeholder": "年-月-日", "autocomplete": "off"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": "读不出是哪一天。请写成 2021-04-12 这样。"}


class MomentField(forms.DateTimeField):
    """A day with a time, to the minute."""

    widget = forms.DateTimeInput(
        attrs={"placeholder": "年-月-日 时:分", "autocomplete": "off"}, format="%Y-%m-%d %H:%M"
    )
    default_error_messages = {"invalid": "读不出是哪一天几点。请写成 2021-04-12 17:30 这样。"}
