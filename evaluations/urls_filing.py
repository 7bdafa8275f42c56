"""Routes of the filer's pages: 我的待办, the stages of a filing, the rows of its tables."""

from django.urls import path

from evaluations.views.filing.autosave import AutosaveView
from evaluations.views.filing.opening import CurrentFilingView, OpenView
from evaluations.views.filing.row_pages import RowMoveView, RowRemoveView, RowView
from evaluations.views.filing.stage import StageView
from evaluations.views.filing.taking import TakeView
from evaluations.views.filing.todo import TodoView
from evaluations.views.filing.together import BesideView, DutiesView, HereView

ROW = "filings/<int:filing_id>/tables/<str:table>/rows/<str:key>"

urlpatterns = [
    path("todo", TodoView.as_view(), name="todo"),
    path("filing", CurrentFilingView.as_view(), name="filing"),
    path("filing/open/<int:cycle_id>/<int:department_id>", OpenView.as_view(), name="filing_open"),
    path("filings/<int:filing_id>/stages/<int:stage>", StageView.as_view(), name="stage"),
    path("filings/<int:filing_id>/stages/<int:stage>/here", HereView.as_view(), name="here"),
    path("filings/<int:filing_id>/beside/<str:beside>/here", BesideView.as_view(), name="here_beside"),
    path("filings/<int:filing_id>/duties", DutiesView.as_view(), name="duties"),
    path("filings/<int:filing_id>/save", AutosaveView.as_view(), name="autosave"),
    path("filings/<int:filing_id>/stages/<int:stage>/take", TakeView.as_view(), name="stage_take"),
    path(f"{ROW}/edit", RowView.as_view(), name="row_edit"),
    path(f"{ROW}/remove", RowRemoveView.as_view(), name="row_remove"),
    path(f"{ROW}/move", RowMoveView.as_view(), name="row_move"),
]
