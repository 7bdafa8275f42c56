"""自评填报 of the menu: the filing that is being worked on; and the button that begins one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View

from evaluations.access import departments_of
from evaluations.models import Cycle, Filing
from evaluations.selectors import stage_states as states
from evaluations.selectors.summaries import summary_of
from evaluations.selectors.work import todo_of
from evaluations.services.filing import open_filing
from evaluations.services.results import Refused
from evaluations.workflow import EDITABLE, State


def first_stage(filing: Filing) -> int:
    """Return the stage to go on with (from 1): the first that the last save left unfinished."""
    for stage in summary_of(filing).get("stages", []):
        if stage["state"] != states.DONE:
            return int(stage["number"])
    return 1


class CurrentFilingView(View):
    """Leads to the filing that can be written in; to 我的待办 where there is none."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go to the first filing that is open, at the first stage that is not finished."""
        tasks = [task for task in todo_of(request.user) if task.filing]
        task = next((task for task in tasks if task.state in EDITABLE), tasks[0] if tasks else None)
        if task is None or task.filing is None or task.state is State.NOT_STARTED:
            return redirect("evaluations:todo")
        return redirect("evaluations:stage", filing_id=task.filing.pk, stage=first_stage(task.filing))


class OpenView(View):
    """开始填报."""

    def post(self, request: HttpRequest, cycle_id: int, department_id: int) -> HttpResponse:
        """Begin a department's filing and go to its first stage."""
        department = departments_of(request.user).filter(pk=department_id).first()
        if department is None:
            raise Http404
        cycle = get_object_or_404(Cycle, pk=cycle_id)
        try:
            filing = open_filing(actor=request.user, cycle=cycle, department=department)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("evaluations:todo")
        return redirect("evaluations:stage", filing_id=filing.pk, stage=1)
