"""The site with the yardstick beside it: a view that does one conditional UPDATE, reached like every other."""

import itertools
import json
from collections.abc import Callable

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import include, path, reverse

from evaluations.access_table import FILER, ROUTES, filing_act
from evaluations.models import Answer, Filing
from tests.evaluations.filing.made import filled

FIGURE = "fig:实际采购金额"
_NUMBERS = itertools.count(1)


def bare(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Write one answer if its version still holds."""
    sent = json.loads(request.body)
    held = Answer.objects.filter(filing_id=filing_id, key=sent["at"], version=sent["base"])
    if not held.update(value=sent["text"], version=F("version") + 1):
        return HttpResponse(status=409)
    return HttpResponse(status=204)


urlpatterns = [path("bare/<int:filing_id>", bare, name="bare"), path("", include("portal.urls"))]
ROUTES["bare"] = filing_act(FILER)


def prepared(rows: int) -> tuple[Filing, Callable[[], None], Callable[[], None]]:
    """Return a filing with a long table, and both ways of saving its figure once more."""
    made = filled()
    filing = made.filing
    row = filing.table_rows.filter(table="项目").first()
    assert row is not None
    for number in range(rows):
        row.pk, row.key, row.position = None, f"r{number}", 100 + number
        row.save(force_insert=True)
    client = Client(enforce_csrf_checks=True)
    client.force_login(made.filer)
    token = get_token(client.get(reverse("login"), follow=True).wsgi_request)
    headers = {"Accept": "application/json", "X-CSRFToken": token}

    def post(address: str, tree: object) -> HttpResponse:
        return client.post(address, json.dumps(tree), content_type="application/json", headers=headers)

    def base() -> int:
        return versions[0]

    versions = [filing.answers.get(key=FIGURE).version]

    def autosave() -> None:
        number = next(_NUMBERS)
        place = {"at": FIGURE, "text": f"{number}.5", "status": "filled", "base": base()}
        tree = {"request": f"{number:016}", "person": made.filer.pk, "places": [place]}
        answer = post(reverse("evaluations:autosave", args=[filing.pk]), tree)
        versions[0] = answer.json()["saved"][0]["version"]

    def yardstick() -> None:
        answer = post(
            reverse("bare", args=[filing.pk]), {"at": FIGURE, "text": f"{next(_NUMBERS)}.5", "base": base()}
        )
        assert answer.status_code == 204, answer.status_code
        versions[0] += 1

    return filing, autosave, yardstick
