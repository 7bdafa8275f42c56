"""我的待办: the filer's home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from evaluations.selectors.work import todo_of


class TodoView(View):
    """What a person's departments have to do."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show every task, the open ones first."""
        return render(request, "evaluations/filing/todo.html", {"tasks": todo_of(request.user)})
