"""审核分工: which reviewer looks after which department."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Assignment, Cycle, Department
from evaluations.selectors.cycles import departments_in
from evaluations.selectors.shares import reviewers, shares_in
from evaluations.services import Refused
from evaluations.services.cycles import assign_reviewer, remove_assignment
from evaluations.views.review.share_forms import ShareForm, share_out, value_of
from evaluations.views.review.share_rows import ShareRow, share_row
from evaluations.workflow import FIRST, LEVEL_NAMES, SECOND

from .posting import attempt, status_of

BOXES = {FIRST: "reviewer-", SECOND: "second-"}
"""Level of the review -> name of a department's box, followed by its number."""


@dataclass(frozen=True, slots=True)
class LevelBox:
    """The select that adds a reviewer; `level` is '' where the task has one level."""

    name: str
    level: str


@dataclass(frozen=True, slots=True)
class AssignedRow:
    """One department with those who look after it."""

    code: str
    name: str
    division: str
    assigned: tuple[ShareRow, ...]
    boxes: tuple[LevelBox, ...]


def year_reviewers(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """The departments of a year with their reviewers; the post gives departments to reviewers."""
    cycle = get_object_or_404(Cycle, pk=cycle_id)
    if request.method == "POST":
        _assign(request, cycle)
        return redirect("evaluations:year_reviewers", cycle_id=cycle_id)
    held = list(shares_in(cycle))
    of = whole_number(request.GET.get("of", ""))
    ticked = {value_of(one) for one in held if one.reviewer_id == of}
    return _page(request, cycle, held, ShareForm(assignments=held), ticked)


def year_share(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Give departments that were ticked from their reviewers to another, for good or for some days."""
    cycle = get_object_or_404(Cycle, pk=cycle_id)
    held = list(shares_in(cycle))
    form = ShareForm(request.POST, assignments=held)
    if form.is_valid() and attempt(form, lambda: share_out(request, form)):
        return redirect("evaluations:year_reviewers", cycle_id=cycle_id)
    return _page(request, cycle, held, form, request.POST.getlist("shares"))


def _page(
    request: HttpRequest, cycle: Cycle, held: list[Assignment], form: ShareForm, ticked: Collection[str]
) -> HttpResponse:
    shown = {
        "cycle": cycle,
        "rows": assigned_rows(cycle, held, ticked),
        "reviewers": list(reviewers()),
        "holders": {one.reviewer_id: str(one.reviewer) for one in held},
        "form": form,
    }
    return render(request, "evaluations/bureau/year_reviewers.html", shown, status=status_of(form))


def year_unassign(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Take a department from a reviewer."""
    assignment = get_object_or_404(
        Assignment.objects.select_related("cycle", "department", "reviewer"), pk=assignment_id
    )
    cycle_id, said = assignment.cycle_id, f"{assignment.reviewer}不再审核{assignment.department}。"
    remove_assignment(actor=request.user, assignment=assignment)
    messages.success(request, said)
    return redirect("evaluations:year_reviewers", cycle_id=cycle_id)


def assigned_rows(
    cycle: Cycle, held: Iterable[Assignment], ticked: Collection[str] = ()
) -> list[AssignedRow]:
    """Return every department of a year with its reviewers. One query."""
    by_department: dict[int, list[ShareRow]] = {}
    for one in held:
        by_department.setdefault(one.department_id, []).append(share_row(one, ticked))
    names = LEVEL_NAMES if cycle.levels > FIRST else {FIRST: ""}
    return [
        AssignedRow(
            code=one.code,
            name=one.name,
            division=one.division,
            assigned=tuple(by_department.get(one.pk, ())),
            boxes=tuple(LevelBox(f"{BOXES[level]}{one.pk}", name) for level, name in names.items()),
        )
        for one in departments_in(cycle)
    ]


def _assign(request: HttpRequest, cycle: Cycle) -> None:
    """Make the assignments that were chosen; say how many, and which were refused."""
    chosen = {
        (level, name.removeprefix(box)): value
        for level, box in BOXES.items()
        for name, value in request.POST.items()
        if name.startswith(box) and value
    }
    asked = _numbers(department for _, department in chosen)
    departments = {str(one.pk): one for one in departments_in(cycle).filter(pk__in=asked)}
    people = {str(one.pk): one for one in reviewers().filter(pk__in=_numbers(chosen.values()))}
    done = 0
    for (level, department), person in chosen.items():
        if department in departments and person in people:
            done += _given(request, cycle, departments[department], (people[person], level))
    messages.info(request, f"分派了 {done} 个部门。" if done else "没有新的分派。")


def _given(request: HttpRequest, cycle: Cycle, department: Department, place: tuple[Any, int]) -> bool:
    reviewer, level = place
    try:
        assign_reviewer(
            actor=request.user, cycle=cycle, department=department, reviewer=reviewer, level=level
        )
    except Refused as refused:
        messages.error(request, refused.reason)
        return False
    return True


def _numbers(texts: Any) -> list[int]:
    return [number for text in texts if (number := whole_number(text)) is not None]
