"""Versions of rubrics: all, and those that a year can be opened with."""

from django.db.models import QuerySet

from rubrics.models import RubricVersion


def versions() -> QuerySet[RubricVersion]:
    """Return every version, latest year first; the document's text is not fetched."""
    return RubricVersion.objects.order_by("-year", "place", "kind", "-number")


def published(*, place: str, year: int) -> QuerySet[RubricVersion]:
    """Return the versions in force for a place and year."""
    return versions().filter(place=place, year=year, state=RubricVersion.State.PUBLISHED)
