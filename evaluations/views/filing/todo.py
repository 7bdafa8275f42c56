"""我的待办: the filer's home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from evaluations import clock
from evaluations.selectors.rectification import open_items
from evaluations.selectors.work import todo_of
from evaluations.views.rectification.rows import item_row
from evaluations.workflow import FINISHED

from .after_review import after_review_of
from .todo_page import earlier_of, record_of, tasks_of


class TodoView(View):
    """What a person's departments have to do, what was returned, what was filed before."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show every task that is not finished, and the finished ones as a list."""
        todos = todo_of(request.user)
        tasks = tasks_of(request.user, (todo for todo in todos if todo.state not in FINISHED))
        finished = [todo.filing for todo in todos if todo.filing and todo.state in FINISHED]
        after = after_review_of(finished)
        context = {
            "tasks": tasks,
            "after": after,
            "idle": not tasks and not any(one.owes for one in after),
            "record": record_of(next((task for task in tasks if task.filing), None)),
            "earlier": earlier_of(finished),
            "mending": [item_row(item) for item in open_items(request.user)],
            "now": clock.now(),
            "only_open": request.GET.get("items") == "open",
        }
        return render(request, "evaluations/filing/todo.html", context)
