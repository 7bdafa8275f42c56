"""Every route of the site and who may use it how. The gate enforces it, a test makes the requests.

A route that is not listed is closed to everybody. Methods that a route does not name are 405.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .workflow import Role

ANYONE = frozenset({"anyone"})
"""Without signing in."""
SIGNED_IN = frozenset({"signed in"})
"""Every account, whatever its role."""

FILER = frozenset({Role.FILER})
HEAD = frozenset({Role.HEAD})
DEPARTMENT = FILER | HEAD
REVIEWER = frozenset({Role.REVIEWER})
RUBRIC_ADMIN = frozenset({Role.RUBRIC_ADMIN})
SYSTEM_ADMIN = frozenset({Role.SYSTEM_ADMIN})
AUDITOR = frozenset({Role.AUDITOR})
READERS = DEPARTMENT | REVIEWER | RUBRIC_ADMIN
"""Those who may see a filing that is theirs, assigned to them, or sent to the bureau."""

type Who = frozenset[str]


class Scope(StrEnum):
    """What a person without the right is told."""

    PORTAL = "portal"
    """403: the page exists for others."""
    FILING = "filing"
    """404: the filing does not exist for this person."""


@dataclass(frozen=True, slots=True)
class Route:
    """Method -> who. HEAD goes with GET."""

    methods: Mapping[str, Who]
    scope: Scope = Scope.PORTAL

    def who(self, method: str) -> Who | None:
        """Return who may use a method, None where the route does not have it."""
        return self.methods.get("GET" if method == "HEAD" else method)


def page(who: Who) -> Route:
    """A page that is only read."""
    return Route({"GET": who})


def form(who: Who) -> Route:
    """A page with a form: read and posted by the same people."""
    return Route({"GET": who, "POST": who})


def act(who: Who) -> Route:
    """A button: only posted."""
    return Route({"POST": who})


def filing_page(who: Who) -> Route:
    """A page of one filing, only read."""
    return Route({"GET": who}, Scope.FILING)


def filing_form(readers: Who, writers: Who) -> Route:
    """A page of one filing that some read and some post."""
    return Route({"GET": readers, "POST": writers}, Scope.FILING)


def filing_act(who: Who) -> Route:
    """A button on a filing."""
    return Route({"POST": who}, Scope.FILING)


ROUTES: dict[str, Route] = {
    # the shell
    "healthz": page(ANYONE),
    "login": form(ANYONE),
    "logout": act(ANYONE),
    "home": page(SIGNED_IN),
    "password_change": form(SIGNED_IN),
    # filing
    "evaluations:todo": page(DEPARTMENT),
    "evaluations:filing": page(DEPARTMENT),
    "evaluations:filing_open": act(FILER),
    "evaluations:stage": filing_form(READERS, FILER),
    "evaluations:row_edit": filing_form(READERS, FILER),
    "evaluations:row_remove": filing_form(FILER, FILER),
    "evaluations:row_move": filing_act(FILER),
    # review
    # the year
    # reports
    "evaluations:report": filing_form(READERS, READERS),
    "evaluations:report_preview": filing_page(READERS),
    "evaluations:report_progress": filing_page(READERS),
    "evaluations:report_file": filing_page(READERS),
    # rubrics
    # organisation and accounts
    # the log
}
