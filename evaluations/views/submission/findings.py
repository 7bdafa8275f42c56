"""Results of the cross-checks as entries: words, both values, the way to each place, and what may have gone wrong."""

from collections.abc import Iterator

from evaluations.forms.section import SectionForm
from evaluations.forms.stamps import BASE
from evaluations.views.filing.anchors import place_url
from evaluations.views.filing.conflicts import label_of
from evaluations.views.filing.content import Content
from evaluations.views.filing.cures import cures_of
from rubrics.scoring import wording
from rubrics.scoring.problems import Severity
from rubrics.scoring.results import CheckResult, Outcome, Step

from .entries import Entry, Fact, Link

PERCENT, POINTS_APART = "%", "个百分点"
APART, PLACES = "相差", "有关栏目"


def found(content: Content, severity: Severity, form: SectionForm) -> Iterator[Entry]:
    """Yield the findings of one severity: what is wrong, what lacks a figure, what is explained; each in order."""
    counted = content.sheet.open_checks()
    mine = [
        one
        for one in content.sheet.checks
        if one.severity is severity and not one.under
        if one in counted or one.explained or one.advises
    ]
    settles = (
        not content.editing.ok
    )  # an entry that is being written stays where it is, though its words settle it
    for result in sorted(mine, key=lambda one: (settles and one.explained, one.outcome is Outcome.NO_DATA)):
        yield entry_of(content, result, form)


def entry_of(content: Content, result: CheckResult, form: SectionForm) -> Entry:
    """Return one result with everything that belongs to it."""
    place, text = split(wording.finding(content.document, content.sheet, result))
    editing = content.editing.ok
    where = result.address
    return Entry(
        id=where,
        severity=result.severity.value,
        code=wording.check_name(result),
        place=place,
        text=text,
        url=_first(content, result),
        facts=facts_of(result),
        links=tuple(links_of(content, result)),
        links_title=PLACES,
        hints=() if editing and cures_of(content, result) else wording.hints(result, content.sheet),
        cures=cures_of(content, result) if editing else (),
        under=tuple(
            entry_of(content, one, form)
            for one in content.sheet.checks
            if one.under == result.id and result.outcome is Outcome.FAILS
        ),
        explained=result.explained,
        explanation=result.explanation,
        box=form[where] if where in form.fields else None,
        base=form[where + BASE] if where in form.fields else None,
    )


def split(message: str) -> tuple[str, str]:
    """Return the place that stands in 【】 before a message, and the message without it."""
    if not message.startswith("【") or "】" not in message:
        return "", message
    place, _, text = message[1:].partition("】")
    return place, text


def facts_of(result: CheckResult) -> tuple[Fact, ...]:
    """Return both values and how far they are apart."""
    return tuple(_fact(step) for step in result.sides)


def _fact(step: Step) -> Fact:
    data = step.data
    unit = str(data["unit"])
    text = wording.value_words(data["value"], unit, int(str(data["places"])))
    if "title" in data:
        return Fact(str(data["title"]), text)
    return Fact(APART, text.replace(PERCENT, f" {POINTS_APART}") if unit == PERCENT else text)


def links_of(content: Content, result: CheckResult) -> Iterator[Link]:
    """Yield the way to every place of a finding that a page has."""
    wanted = result.needs if result.outcome is Outcome.NO_DATA else result.places
    for where in dict.fromkeys(wanted):
        url = place_url(content, where)
        if url:
            yield Link(label_of(content, where), url)


def _first(content: Content, result: CheckResult) -> str:
    return next((link.url for link in links_of(content, result)), "")
