"""部门管理: the list, adding and changing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from evaluations.models import Department
from evaluations.selectors.accounts import departments as all_departments
from evaluations.selectors.accounts import members_of
from evaluations.services.organisation import save_department

from .department_forms import DepartmentForm, DepartmentSearch
from .posting import attempt, status_of

PAGE = 50


def departments(request: HttpRequest) -> HttpResponse:
    """The list, searched by code or name."""
    search = DepartmentSearch(request.GET)
    page = Paginator(found(search), PAGE).get_page(request.GET.get("page"))
    return render(request, "evaluations/bureau/departments.html", {"page": page, "search": search})


def found(search: DepartmentSearch) -> QuerySet[Department]:
    """Return the departments that a search asks for."""
    words = search.cleaned_data["words"] if search.is_valid() else ""
    listed = all_departments()
    return listed.filter(Q(code__startswith=words) | Q(name__icontains=words)) if words else listed


def departments_add(request: HttpRequest) -> HttpResponse:
    """A new department."""
    form = DepartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _save(request, form, None)):
        messages.success(request, f"已增加部门“{form.cleaned_data['name']}”。")
        return redirect("evaluations:departments")
    return render(
        request,
        "evaluations/bureau/department.html",
        {"form": form, "department": None},
        status=status_of(form),
    )


def departments_edit(request: HttpRequest, department_id: int) -> HttpResponse:
    """One department: its facts and its people."""
    department = get_object_or_404(Department, pk=department_id)
    form = DepartmentForm(request.POST or None, department=department)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: _save(request, form, department_id))
    ):
        messages.success(request, f"已修改部门“{form.cleaned_data['name']}”。")
        return redirect("evaluations:departments")
    shown = {"form": form, "department": department, "members": members_of(department)}
    shown["former_names"] = department.former_names.all()
    return render(request, "evaluations/bureau/department.html", shown, status=status_of(form))


def _save(request: HttpRequest, form: DepartmentForm, department_id: int | None) -> Department:
    fresh = Department.objects.get(pk=department_id) if department_id else None
    return save_department(
        actor=request.user,
        code=form.cleaned_data["code"],
        values=form.values(),
        department=fresh,
        renaming=form.renaming(),
    )
