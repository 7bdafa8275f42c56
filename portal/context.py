"""What every page knows: the site's name, the menu of the person who looks at it, and who that is."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from evaluations.selectors.accounts import departments_of
from evaluations.selectors.messages import standing_of
from evaluations.workflow import ROLE_NAMES
from portal import navigation


@dataclass(frozen=True, slots=True)
class Who:
    """The person at the right of the top bar: name, department or bureau, roles in words."""

    name: str
    place: str
    roles: str


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `portal`, and for a person who signed in `navigation`, `who` and
    `unread`, how many messages are.

    Who has to change the password first has no menu: none of its pages would open.
    """
    site = {
        "title": settings.PORTAL_TITLE,
        "owner": settings.PORTAL_OWNER,
        "note": settings.PORTAL_NOTE,
        "idle": settings.SESSION_COOKIE_AGE,
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"portal": site, "navigation": [], "who": None, "unread": 0}
    held, unread = standing_of(user)
    roles = sorted(held, key=list(ROLE_NAMES).index)
    match = request.resolver_match
    return {
        "portal": site,
        "navigation": []
        if user.must_change_password
        else navigation.entries(roles, match.view_name if match else ""),
        "unread": unread,
        "who": Who(
            name=user.get_full_name(),
            place="、".join(department.name for department in departments_of(user)),
            roles="、".join(ROLE_NAMES[role] for role in roles),
        ),
    }
