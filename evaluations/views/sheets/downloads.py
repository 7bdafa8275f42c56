"""A file as an answer: never shown inline, its name in the browser's own encoding."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t\0', "_"))


def xlsx(data: bytes, name: str) -> HttpResponse:
    """Return a workbook to be saved as `name`.xlsx."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name.translate(NOT_IN_NAMES)}.xlsx")
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
