"""The version before: of the same year if there is one, else the last of the latest earlier year."""

from django.db.models import Q

from rubrics.models import RubricVersion


def predecessor_of(version: RubricVersion) -> RubricVersion | None:
    """Return the version that a version is compared with, None for the first of its place and kind."""
    earlier = Q(year__lt=version.year) | Q(year=version.year, number__lt=version.number)
    return (
        RubricVersion.objects.filter(earlier, place=version.place, kind=version.kind)
        .order_by("-year", "-number")
        .first()
    )
