"""Every form that the department is offered while it fills is sent again in every locked state: nothing is written."""

import hashlib

import pytest
from django.db import transaction
from django.urls import reverse

from evaluations.models import Answer, Change, Evidence, Narrative, TableRow
from evaluations.workflow import EDITABLE, EVERY_STORED_STATE, State
from rubrics.selectors.programs import document_for
from tests.hostile.asking import Form, forms_of, get
from tests.hostile.test_forms import in_boxes, offered
from tests.planted import in_state

pytestmark = [pytest.mark.postgresql, pytest.mark.soak]
LOCKED = sorted(EVERY_STORED_STATE - EDITABLE)
CONTENT = (Answer, TableRow, Narrative, Evidence, Change)
"""What a department writes; that it sends, takes back or asks for a print is no writing."""


@pytest.fixture
def planted(db, shared):
    return in_state(shared, State.FILLING)


def content() -> str:
    """A hash over every row of what a department writes."""
    rows = [(model.__name__, *row) for model in CONTENT for row in model.objects.order_by("pk").values_list()]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def forms_of_the_department(planted, browsers) -> dict[tuple[str, str, tuple[str, ...]], Form]:
    """Every form of the filer and the head on every page and every stage."""
    people = {who: browsers[who] for who in ("filer", "head")}
    found = [*offered(planted, people)]
    for stage in range(1, len(document_for(planted.filing.version).stages)):
        path = reverse("evaluations:stage", args=[planted.filing.pk, stage])
        found += [("filer", form) for form in forms_of(path, get(browsers["filer"], path).content.decode())]
    return {(who, form.action, tuple(form.fields)): form for who, form in found}


def written_by(browsers, forms, state: State) -> list[tuple[str, str, State]]:
    """Send each form, taken back afterwards; return those by which content was written."""
    changed, before = [], content()
    for (who, action, _), form in forms.items():
        if action.endswith("/logout"):
            continue
        with transaction.atomic():
            answer = browsers[who].post(action.partition("#")[0], in_boxes("7")(form))
            changed += [(who, action, state)] if content() != before else []
            transaction.set_rollback(True)
        assert answer.status_code < 500, (who, action, state)
    return changed


def test_form_of_a_filing_is_refused_in_every_locked_state_and_writes_nothing(planted, browsers, figure):
    """Control: while the department fills, a good many of the same forms write."""
    forms = forms_of_the_department(planted, browsers)
    assert len(written_by(browsers, forms, State.FILLING)) > 10, "control"
    assert [one for state in LOCKED for one in written_by(browsers, forms, _set(planted, state))] == []
    figure("forms of the department sent again in locked states", f"{len(forms)} in {len(LOCKED)}, 0 written")


def _set(planted, state: State) -> State:
    in_state(planted, state)
    return state
