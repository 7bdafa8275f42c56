"""What a department is called in a filing: the name it had when it was filed, and those it had before in that year."""

from dataclasses import dataclass
from datetime import date

from evaluations.models import Filing
from evaluations.workflow import WITH_BUREAU


@dataclass(frozen=True, slots=True)
class Names:
    """`former` are the names it had in the year or since, oldest first; the first mention adds them in brackets."""

    now: str
    former: tuple[str, ...] = ()


def names_of(filing: Filing) -> Names:
    """Return the names in a filing: while it is with the bureau as they stood when it was sent. One query.

    A change of name counts from the moment it was entered, for what was sent before bears the name of then. One of
    the first day of the year, or earlier, is no news in a report on the year.
    """
    known = list(filing.department.former_names.all())
    sent = filing.submitted_at if filing.state in WITH_BUREAU else None
    later = [one for one in known if sent is not None and one.at > sent]
    now = later[0].name if later else filing.department.name
    news = [one.name for one in known if one not in later and one.until > date(filing.cycle.year, 1, 1)]
    return Names(now, tuple(dict.fromkeys(name for name in news if name != now)))


def name_of(filing: Filing) -> str:
    """Return the department's name in a filing; no query before it is sent."""
    return names_of(filing).now if filing.state in WITH_BUREAU else filing.department.name
