"""What follows an approval in the demonstration: final, stamped, received on paper, archived, asked to be amended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from evaluations.finish import approved
from evaluations.models import Filing
from evaluations.office_days import closing_of
from evaluations.services import amendments, closing, feedback, review
from evaluations.services.amendments import Asked
from evaluations.services.evidence import Offered
from evaluations.workflow import Role

from .scan import scan_of

type Person = Any
REASON = "部门决算批复后，有一个数与定稿不同，申请更正。"
DOCUMENT = "示例财决批〔{}〕1 号"
TERM = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Ending:
    """Who acts on one approved filing; a year that does not ask for a step has none of it."""

    filing: Filing
    people: Mapping[Role, Person]

    def settle_and_stamp(self) -> None:
        """The department agrees with the result, and brings the stamped copy back."""
        filer, cycle = self.people[Role.FILER], self.filing.cycle
        if cycle.feedback_days:
            feedback.give_feedback(actor=filer, filing=self.filing, objected=[])
        self.filing.refresh_from_db()
        copy = approved(self.filing)
        if not cycle.wants_stamp or copy is None:
            return
        lines = [cycle.title, f"{self.filing.department}（公章）", f"定稿编号：{copy.number}"]
        scan = Offered("盖章件.pdf", scan_of(lines))
        closing.keep_stamped(actor=filer, filing=self.filing, number=copy.number, offered=scan)

    def archive(self) -> None:
        """The bureau receives the paper and archives."""
        admin = self.people[Role.RUBRIC_ADMIN]
        if self.filing.cycle.wants_paper:
            closing.sign_for_paper(actor=admin, filing=self.filing, day=timezone.localdate(), copies=2)
        review.archive(actor=admin, filing=self.filing)

    def ask_to_amend(self) -> None:
        """The department asks to amend what is archived, with the document that it rests on."""
        document = DOCUMENT.format(self.filing.cycle.year + 1)
        lines = ["关于部门决算的批复", document, str(self.filing.department)]
        asked = Asked(REASON, document, Offered("部门决算批复.pdf", scan_of(lines)))
        amendments.ask(actor=self.people[Role.FILER], filing=self.filing, asked=asked)

    def agree(self) -> None:
        """The bureau opens the filing once more."""
        due, words = closing_of(timezone.localtime() + TERM), "只改决算批复涉及的数。"
        amendments.agree(actor=self.people[Role.RUBRIC_ADMIN], filing=self.filing, due=due, words=words)
