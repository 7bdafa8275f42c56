"""What the forms of these pages post."""

from django.http import HttpRequest


def text_in(request: HttpRequest, name: str) -> str:
    """Return a text as it is stored, its line ends the same from every browser."""
    return request.POST.get(name, "").replace("\r\n", "\n")
