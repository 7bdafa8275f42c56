"""The page of one row: all its columns, its place in the table, and its removal."""

from django.http import HttpRequest, HttpResponse
from django.views import View


class RowView(View):
    def get(self, request: HttpRequest, filing_id: int, table: str, key: str) -> HttpResponse:
        raise NotImplementedError


class RowRemoveView(RowView):
    pass


class RowMoveView(RowView):
    pass
