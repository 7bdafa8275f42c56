"""How far each filing of the demonstration goes: act by act, by the people who may."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from evaluations.models import Comment, Filing, Report
from evaluations.selectors.filings import versions_of
from evaluations.selectors.snapshots import latest_snapshot
from evaluations.services import comments, reports, review, submission
from evaluations.services.comments import Opinion
from evaluations.services.corrections import Corrected, correct
from evaluations.workflow import FINISHED, Role, SignOff, State
from rubrics.scoring import Problem
from rubrics.selectors.programs import document_for

from .endings import Ending

type Person = Any


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts on one filing."""

    filing: Filing
    people: Mapping[Role, Person]
    corrections: Mapping[str, str] = field(default_factory=dict)
    """Address -> what the reviewer puts in its place."""
    stamped: bool = False
    amends: bool = False

    def go_to(self, state: State) -> None:
        """Take the filing, filled and complete, as far as `state`."""
        if state in {State.NOT_STARTED, State.FILLING}:
            return
        self._send(state)
        if state in {State.AWAITING_SIGNATURE, State.SUBMITTED}:
            return
        review.accept(actor=self.people[Role.REVIEWER], filing=self.filing)
        self._correct()
        if state is State.RETURNED:
            self._return()
        if state in FINISHED | {State.AMENDING}:
            self._finish(state)

    def comment(self, places: int) -> list[Comment]:
        """Pin comments to the first fields, in the words of the document's list of reasons."""
        document = document_for(self.filing.version)
        reasons = list(document.reasons.items())[:places]
        figures = [one for one in document.inputs if not one.given][:places]
        return [
            comments.add_comment(
                actor=self.people[Role.REVIEWER],
                filing=self.filing,
                opinion=Opinion(f"fig:{slot.id}", f"请核对“{slot.title}”并附依据。", code, category),
            )
            for (code, (category, _)), slot in zip(reasons, figures, strict=False)
        ]

    def print_report(self) -> None:
        """Ask for the final report; the worker makes it."""
        snapshot = latest_snapshot(self.filing)
        if snapshot is not None:
            reports.request_report(
                actor=self.people[Role.FILER], snapshot=snapshot, variant=Report.Variant.FINAL
            )

    def _send(self, state: State) -> None:
        if self.filing.cycle.sign_off != SignOff.ONLINE:
            submission.submit(actor=self.people[Role.FILER], filing=self.filing)
            return
        submission.send_for_signature(actor=self.people[Role.FILER], filing=self.filing)
        if state is not State.AWAITING_SIGNATURE:
            submission.sign(actor=self.people[Role.HEAD], filing=self.filing)

    def _return(self) -> None:
        made = self.comment(3)
        due = timezone.now() + timedelta(days=7)
        words = "请逐条整改后重新报送。"
        review.return_filing(actor=self.people[Role.REVIEWER], filing=self.filing, due=due, words=words)
        if made:
            comments.answer_comment(
                actor=self.people[Role.FILER], comment=made[0], text="已核对，依据见佐证材料。"
            )

    def _correct(self) -> None:
        versions = versions_of(self.filing)
        for address, text in self.corrections.items():
            reason = "成效没有可比的目标值，佐证只有数量，按评分标准核减。"
            corrected = Corrected(address, text, reason, versions.get(address, 0))
            outcome = correct(actor=self.people[Role.REVIEWER], filing=self.filing, corrected=corrected)
            if isinstance(outcome, Problem):
                raise ValueError(outcome.what)  # noqa: TRY004 - the plan is wrong, not a type

    def _finish(self, state: State) -> None:
        self.filing.refresh_from_db()
        review.approve(actor=self.people[Role.REVIEWER], filing=self.filing, revision=self.filing.revision)
        if state is State.APPROVED and not self.stamped:
            return
        ending = Ending(self.filing, self.people)
        ending.settle_and_stamp()
        if state is State.APPROVED:
            return
        ending.archive()
        if self.amends or state is State.AMENDING:
            ending.ask_to_amend()
        if state is State.AMENDING:
            ending.agree()
        if state is State.PUBLIC:
            review.make_public(
                actor=self.people[Role.FILER],
                filing=self.filing,
                web_address="https://www.example.gov.cn/gongkai.html",
                day=timezone.localdate(),
            )
