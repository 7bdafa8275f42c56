"""The list of departments as a spreadsheet."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from evaluations.access import Person
from evaluations.models import PendingImport
from evaluations.resources.organisation import DEPARTMENTS
from evaluations.services.registering import Listed, Outcome, perform, rehearse
from evaluations.services.registering_departments import register_departments
from evaluations.services.results import Refused

from .organisation import (
    BAD,
    OrganisationImportView,
    OrganisationPreviewView,
    OrganisationTemplateView,
    OrganisationView,
    listed,
)
from .outcomes import counted


class Departments(OrganisationView):
    """What the three pages share."""

    layout, route, home, title = DEPARTMENTS, "departments", "evaluations:departments", "部门"


class DepartmentsTemplateView(Departments, OrganisationTemplateView):
    """下载模板."""


class DepartmentsImportView(Departments, OrganisationImportView):
    """从 Excel 导入."""

    def rehearsed(self, actor: Person, rows: Sequence[Listed]) -> tuple[Outcome, ...]:
        """Return what would become of the rows."""
        return rehearse(lambda: register_departments(actor, rows))


class DepartmentsPreviewView(Departments, OrganisationPreviewView):
    """预览."""

    def confirmed(self, request: HttpRequest, pending: PendingImport) -> HttpResponse:
        """Register the departments and go back to their list."""
        rows = listed(pending.content)
        try:
            outcomes = perform(pending, lambda: register_departments(request.user, rows))
        except Refused as refused:
            messages.info(request, str(refused))
            return HttpResponseRedirect(reverse(self.home), status=303)
        if any(one.reason for one in outcomes):
            return self.page(request, pending, reason=BAD, outcomes=outcomes)
        told = "，".join(f"{one.act} {one.count} 个" for one in counted(outcomes))
        messages.success(request, f"已导入部门：{told}。")
        return HttpResponseRedirect(reverse(self.home), status=303)
