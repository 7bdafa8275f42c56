"""样张: every component and state on one page, for those who build pages (only in DEBUG)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import looks, samples
from portal.navigation import MENU, Entry


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The page; its menu shows every label that the site has."""
    context = {
        "samples": samples,
        "form": samples.SampleForm.with_errors(),
        "states": looks.STATES,
        "marks": [kind for kind in looks.MARKS if kind != "plain"],
        "comments": looks.COMMENTS,
        "severities": ["阻断", "需说明", "提示"],
        "outcomes": looks.OUTCOMES,
        "navigation": [Entry(item.label, "#main", item is MENU[0]) for item in MENU],
        "page": Paginator(range(231), 20).page(4),
    }
    return render(request, "portal/components.html", context)


@require_safe
def components_filing(request: HttpRequest) -> HttpResponse:
    """The three columns of a filing page, to copy from."""
    context = {"samples": samples, "form": samples.SampleForm.with_errors(), "rows": range(1, 21)}
    return render(request, "portal/components_filing.html", context)
