"""Every route of the site and who may use it how. The gate enforces it, a test makes the requests.

A route that is not listed is closed to everybody. Methods that a route does not name are 405.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from .workflow import SECOND_READERS, Role

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
    LOOK = "look"
    """404: nobody but the person to whom it was given knows of a second look."""


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


def look_page(who: Who) -> Route:
    """A page of one filing that was given to somebody for a second look."""
    return Route({"GET": who}, Scope.LOOK)


def look_form(who: Who) -> Route:
    """The same with a form."""
    return Route({"GET": who, "POST": who}, Scope.LOOK)


def look_act(who: Who) -> Route:
    """A button on it."""
    return Route({"POST": who}, Scope.LOOK)


PASSWORD_CHANGE = "password_change"  # noqa: S105 - the name of a page
OPEN_WITH_ONE_TIME_PASSWORD = frozenset({PASSWORD_CHANGE, "logout"})
"""Routes for a person who has not changed the one-time password yet, besides those that are open to anyone."""

ROUTES: dict[str, Route] = {
    # the shell
    "healthz": page(ANYONE),
    "login": form(ANYONE),
    "logout": act(ANYONE),
    "session": page(ANYONE),
    "home": page(SIGNED_IN),
    "password_change": form(SIGNED_IN),
    # messages
    "evaluations:messages": form(SIGNED_IN),
    "evaluations:message_open": act(SIGNED_IN),
    # filing
    "evaluations:todo": page(DEPARTMENT),
    "evaluations:filing": page(DEPARTMENT),
    "evaluations:filing_open": act(FILER),
    "evaluations:stage": filing_form(READERS, FILER),
    "evaluations:autosave": filing_act(FILER),
    "evaluations:here": filing_act(FILER),
    "evaluations:here_beside": filing_act(FILER),
    "evaluations:duties": filing_form(DEPARTMENT, FILER),
    "evaluations:stage_take": filing_act(FILER),
    "evaluations:row_edit": filing_form(READERS, FILER),
    "evaluations:row_remove": filing_form(FILER, FILER),
    "evaluations:row_move": filing_act(FILER),
    # sending and the record
    "evaluations:check": filing_form(READERS, FILER),
    "evaluations:check_file": filing_page(READERS),
    "evaluations:paper": filing_form(DEPARTMENT, FILER),
    "evaluations:paper_scan": filing_act(FILER),
    "evaluations:paper_progress": filing_page(DEPARTMENT),
    "evaluations:paper_sheet": filing_page(DEPARTMENT),
    "evaluations:paper_scan_file": filing_page(READERS),
    "evaluations:submit": filing_form(FILER, FILER),
    "evaluations:sign": filing_form(HEAD, HEAD),
    "evaluations:hand_back": filing_act(HEAD),
    "evaluations:receipt": filing_page(READERS),
    "evaluations:take_back": filing_form(FILER, FILER),
    "evaluations:timeline": filing_page(READERS),
    # what units report to their department
    "evaluations:units": filing_page(READERS),
    "evaluations:units_open": filing_act(FILER),
    "evaluations:units_take": filing_form(FILER, FILER),
    "evaluations:send_down": filing_act(DEPARTMENT),
    "evaluations:leave_out": filing_act(DEPARTMENT),
    # spreadsheets of tables
    "evaluations:table_template": filing_page(READERS),
    "evaluations:table_file": filing_page(READERS),
    "evaluations:table_import": filing_form(FILER, FILER),
    "evaluations:table_preview": filing_form(FILER, FILER),
    # the workbook of a whole filing
    "evaluations:workbook": filing_form(READERS, FILER),
    "evaluations:workbook_file": filing_page(READERS),
    "evaluations:workbook_compare": filing_form(FILER, FILER),
    "evaluations:workbook_marked": filing_page(FILER),
    # spreadsheets of the organisation
    "evaluations:departments_template": page(SYSTEM_ADMIN),
    "evaluations:departments_import": form(SYSTEM_ADMIN),
    "evaluations:departments_preview": form(SYSTEM_ADMIN),
    "evaluations:accounts_template": page(SYSTEM_ADMIN),
    "evaluations:accounts_import": form(SYSTEM_ADMIN),
    "evaluations:accounts_preview": form(SYSTEM_ADMIN),
    "evaluations:accounts_list": act(SYSTEM_ADMIN),
    # files that prove a filing
    "evaluations:evidence": filing_form(READERS, FILER),
    "evaluations:evidence_link": filing_act(FILER),
    "evaluations:evidence_upload": filing_act(FILER),
    "evaluations:evidence_piece": filing_form(FILER, FILER),
    "evaluations:evidence_finish": filing_act(FILER),
    "evaluations:evidence_file": filing_page(READERS),
    "evaluations:evidence_unlink": filing_act(FILER),
    "evaluations:evidence_remove": filing_form(FILER, FILER),
    # review
    "evaluations:desk": page(REVIEWER),
    "evaluations:desk_shares": form(REVIEWER),
    "evaluations:deputy_end": act(REVIEWER | RUBRIC_ADMIN),
    "evaluations:accept": filing_act(REVIEWER),
    "evaluations:review": filing_page(REVIEWER | RUBRIC_ADMIN),
    "evaluations:review_comment": filing_act(REVIEWER),
    "evaluations:comment_adopt": filing_act(REVIEWER),
    "evaluations:comment_mend": filing_act(REVIEWER),
    "evaluations:comment_withdraw": filing_act(REVIEWER),
    "evaluations:review_correct": filing_act(REVIEWER),
    "evaluations:review_withdraw": filing_act(REVIEWER),
    "evaluations:return": filing_form(REVIEWER, REVIEWER),
    "evaluations:returned": filing_form(READERS, FILER),
    "evaluations:notices": filing_page(READERS),
    "evaluations:notice_print": filing_act(READERS),
    "evaluations:notice_progress": filing_page(READERS),
    "evaluations:notice_file": filing_page(READERS),
    "evaluations:purge": filing_form(RUBRIC_ADMIN, RUBRIC_ADMIN),
    "evaluations:hand_on": filing_act(REVIEWER),
    "evaluations:approve": filing_form(REVIEWER, REVIEWER),
    "evaluations:archive": filing_act(RUBRIC_ADMIN),
    "evaluations:result": filing_page(READERS),
    # after the approval
    "evaluations:feedback": filing_form(FILER, FILER),
    "evaluations:objection_answer": filing_act(REVIEWER),
    "evaluations:reconsider": filing_act(REVIEWER),
    "evaluations:settle": filing_act(REVIEWER),
    "evaluations:stamped": filing_act(FILER),
    "evaluations:paper_receipt": filing_act(REVIEWER | RUBRIC_ADMIN),
    "evaluations:kept_file": filing_page(READERS),
    "evaluations:amendments": filing_form(READERS, FILER),
    "evaluations:amendment_withdraw": filing_act(FILER),
    "evaluations:amendment_agree": filing_act(RUBRIC_ADMIN),
    "evaluations:amendment_refuse": filing_act(RUBRIC_ADMIN),
    "evaluations:amendment_drop": filing_act(FILER),
    "evaluations:make_public": filing_form(FILER | RUBRIC_ADMIN, FILER | RUBRIC_ADMIN),
    # what a year left to be mended
    "evaluations:rectifications": page(READERS),
    "evaluations:rectifications_file": page(READERS),
    "evaluations:rectification": filing_page(READERS),
    "evaluations:rectification_report": filing_act(FILER),
    "evaluations:rectification_settle": filing_act(REVIEWER | RUBRIC_ADMIN),
    "evaluations:rectification_file": filing_page(READERS),
    "evaluations:rectifications_issue": act(RUBRIC_ADMIN),
    # the year
    "evaluations:year": page(RUBRIC_ADMIN),
    "evaluations:year_open": form(RUBRIC_ADMIN),
    "evaluations:year_cycle": page(RUBRIC_ADMIN),
    "evaluations:year_windows": form(RUBRIC_ADMIN),
    "evaluations:year_reviewers": form(RUBRIC_ADMIN),
    "evaluations:year_share": act(RUBRIC_ADMIN),
    "evaluations:year_unassign": act(RUBRIC_ADMIN),
    "evaluations:year_purges": page(RUBRIC_ADMIN),
    "evaluations:year_close": act(RUBRIC_ADMIN),
    # samples of the year, and second looks
    "evaluations:samples": form(RUBRIC_ADMIN),
    "evaluations:sample": form(RUBRIC_ADMIN),
    "evaluations:sample_compare": form(RUBRIC_ADMIN),
    "evaluations:sample_paper": page(RUBRIC_ADMIN),
    "evaluations:second_looks": page(SECOND_READERS),
    "evaluations:second_look": look_form(SECOND_READERS),
    "evaluations:second_look_finish": look_act(SECOND_READERS),
    "evaluations:second_look_report": look_page(SECOND_READERS),
    "evaluations:second_look_file": look_page(SECOND_READERS),
    "evaluations:second_look_paper": look_page(SECOND_READERS),
    # the bureau's figures
    "evaluations:presets": page(RUBRIC_ADMIN),
    "evaluations:presets_held": page(RUBRIC_ADMIN),
    "evaluations:presets_withdraw": form(RUBRIC_ADMIN),
    "evaluations:presets_template": page(RUBRIC_ADMIN),
    "evaluations:presets_import": form(RUBRIC_ADMIN),
    "evaluations:presets_preview": form(RUBRIC_ADMIN),
    # reports
    "evaluations:draft": filing_form(DEPARTMENT, DEPARTMENT),
    "evaluations:draft_progress": filing_page(DEPARTMENT),
    "evaluations:draft_file": filing_page(DEPARTMENT),
    "evaluations:report": filing_form(READERS, READERS),
    "evaluations:report_preview": filing_page(READERS),
    "evaluations:report_progress": filing_page(READERS),
    "evaluations:report_file": filing_page(READERS),
    "evaluations:verify": form(SIGNED_IN),
    # rubrics
    "rubrics:list": page(RUBRIC_ADMIN),
    "rubrics:import": form(RUBRIC_ADMIN),
    "rubrics:version": page(RUBRIC_ADMIN),
    "rubrics:text": page(RUBRIC_ADMIN),
    "rubrics:compare": page(RUBRIC_ADMIN),
    "rubrics:publish": act(RUBRIC_ADMIN),
    "rubrics:retire": act(RUBRIC_ADMIN),
    # organisation and accounts
    "evaluations:departments": page(SYSTEM_ADMIN),
    "evaluations:departments_add": form(SYSTEM_ADMIN),
    "evaluations:departments_edit": form(SYSTEM_ADMIN),
    "evaluations:accounts": page(SYSTEM_ADMIN),
    "evaluations:accounts_add": form(SYSTEM_ADMIN),
    "evaluations:accounts_edit": form(SYSTEM_ADMIN),
    "evaluations:accounts_grant": act(SYSTEM_ADMIN),
    "evaluations:accounts_password": act(SYSTEM_ADMIN),
    "evaluations:accounts_hand_over": act(SYSTEM_ADMIN),
    "evaluations:accounts_end": act(SYSTEM_ADMIN),
    # the log
    "evaluations:log": page(AUDITOR),
}
if settings.DEBUG:  # the samples for those who build pages exist then only
    ROUTES |= {name: page(SIGNED_IN) for name in ("components", "components_filing")}
