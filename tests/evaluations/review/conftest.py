"""A filing that was sent, with the people who handle it signed in."""

from types import SimpleNamespace

import pytest
from django.test import Client

from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.rows import add_row
from evaluations.services.submission import submit
from tests.evaluations.conftest import fill


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def sent(office):
    """The filing as it was sent: a text, a table with two rows, every line scored (9.80 of 10)."""
    values = {
        "fig:金额单位": Typed("万元"),
        "chapter:主要职能": Typed("负责应急管理。\n\n预算执行率为{{预算执行率}}。"),
        "line:预算执行/佐证": Typed("决算报表第 3 页"),
    }
    assert save_fields(actor=office.filer, filing=office.filing, values=values).ok
    for name, spent in (("项目甲", "60"), ("项目乙", "35")):
        add_row(actor=office.filer, filing=office.filing, table="项目", cells={"名称": name, "支出": spent})
    fill(office)
    submit(actor=office.filer, filing=office.filing)
    office.filing.refresh_from_db()
    return SimpleNamespace(
        **vars(office),
        as_filer=signed_in(office.filer),
        as_head=signed_in(office.head),
        as_reviewer=signed_in(office.reviewer),
        as_rubric_admin=signed_in(office.rubric_admin),
    )


@pytest.fixture
def accepted(sent):
    sent.as_reviewer.post(f"/filings/{sent.filing.pk}/accept")
    sent.filing.refresh_from_db()
    assert sent.filing.state == "reviewing"
    return sent
