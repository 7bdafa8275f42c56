"""问题整改台账: the items that a person may see, by year, state and words; as a page and as a spreadsheet."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from evaluations.access import Person
from evaluations.models import RectificationItem
from evaluations.rectifying import OPEN, STATE_NAMES, ItemState
from evaluations.resources.writing import Columns, plain_book
from evaluations.selectors.rectification import visible_items
from evaluations.views.bureau.posting import plain_marks
from evaluations.views.sheets.downloads import xlsx

from .rows import ItemRow, item_row

PAGE = 50
OPEN_ONLY = "open"
COLUMNS = Columns(
    (
        "年度",
        "部门编码",
        "部门名称",
        "序号",
        "问题",
        "整改措施",
        "责任科室",
        "整改时限",
        "状态",
        "逾期",
        "来源",
    ),
    (8, 12, 24, 8, 48, 48, 16, 12, 10, 8, 12),
)


class ItemSearch(forms.Form):
    """By year, state, and words of the department or the problem."""

    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label="状态", required=False)
    words = forms.CharField(label="查找", required=False, max_length=60)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [
            ("", "全部状态"),
            (OPEN_ONLY, "未销号"),
            *((one.value, STATE_NAMES[one]) for one in ItemState),
        ]
        self.fields["year"].choices = [("", "全部年度"), *((one, f"{one} 年度") for one in years)]  # type: ignore[attr-defined]
        self.fields["state"].choices = states  # type: ignore[attr-defined]
        self.fields["words"].widget.attrs |= {"placeholder": "部门或问题", "autocomplete": "off"}
        plain_marks(self)


def rectifications(request: HttpRequest) -> HttpResponse:
    """The list, with how many are open and closed."""
    search, found = _searched(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts = found.order_by().aggregate(
        open=Count("pk", filter=Q(state__in=OPEN)), reported=Count("pk", filter=Q(state=ItemState.REPORTED))
    )
    shown = {
        "page": page,
        "rows": [item_row(item) for item in page],
        "search": search,
        "counts": counts,
        "query": request.GET.urlencode(),
    }
    return render(request, "evaluations/rectification/list.html", shown)


def rectifications_file(request: HttpRequest) -> HttpResponse:
    """The same list as a spreadsheet, all of it, with when it was made."""
    _, found = _searched(request)
    rows = [_texts(item_row(item)) for item in found]
    about = f"共 {len(rows)} 项　{timezone.localtime():%Y-%m-%d %H:%M} 导出"
    return xlsx(plain_book("问题整改台账", about, COLUMNS, rows), "问题整改台账")


def _searched(request: HttpRequest) -> tuple[ItemSearch, QuerySet[RectificationItem]]:
    mine = visible_items(_person(request))
    years = sorted(set(mine.order_by().values_list("filing__cycle__year", flat=True)), reverse=True)
    search = ItemSearch(request.GET, years=years)
    asked = search.cleaned_data if search.is_valid() else {}
    found = mine.order_by("-filing__cycle__year", "filing__department__code", "filing_id", "number")
    if asked.get("year"):
        found = found.filter(filing__cycle__year=asked["year"])
    if asked.get("state"):
        found = found.filter(state__in=OPEN if asked["state"] == OPEN_ONLY else [asked["state"]])
    if asked.get("words"):
        words = asked["words"]
        found = found.filter(Q(filing__department__name__icontains=words) | Q(problem__icontains=words))
    return search, found


def _person(request: HttpRequest) -> Person:
    return request.user


def _texts(row: ItemRow) -> tuple[str, ...]:
    return (
        str(row.year),
        row.code,
        row.department,
        str(row.number),
        row.problem,
        "；".join(row.measures),
        row.office,
        row.until.isoformat() if row.until else "",
        row.state,
        "逾期" if row.overdue else "",
        "审核意见" if row.opinion else "自评",
    )
