"""A small filing, and the people around it."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from evaluations.services.filing import open_filing, save_fields
from evaluations.services.results import Typed
from evaluations.workflow import Role
from tests import factories

EXAMPLE = (Path(__file__).resolve().parent.parent / "example.yaml").read_text(encoding="utf-8")
COMPLETE = {
    "fig:单位性质": "行政",
    "fig:调整预算数": "100",
    "fig:财政拨款支出": "95",
    "line:制度/有制度": "是",
    "line:制度/能执行": "是",
    "line:社会效益/得分": "4",
}
"""Enough to be sent: 3.80 + 2 + 4 = 9.80 points of 10."""


@pytest.fixture
def office(db):
    """A cycle with one department: its filing, its people, its reviewer."""
    return make_office()


def make_office(text: str = ""):
    """The same with a document of its own, else the example as it is now."""
    cycle = factories.cycle(factories.version(text or EXAMPLE))
    department = factories.department("示例一局", code="103001", division="行政科")
    filer = factories.member(Role.FILER, department, "filer")
    return SimpleNamespace(
        cycle=cycle,
        department=department,
        filer=filer,
        head=factories.member(Role.HEAD, department, "head"),
        reviewer=factories.reviewer_of(cycle, department, "reviewer"),
        rubric_admin=factories.member(Role.RUBRIC_ADMIN, username="rubric_admin"),
        filing=open_filing(actor=filer, cycle=cycle, department=department),
    )


def typed(values: dict[str, str], based_on: int = 0) -> dict[str, Typed]:
    return {address: Typed(text, based_on) for address, text in values.items()}


def fill(office, **more: str):
    """Fill the filing so that it can be sent; `more` is laid over (addresses with : as __)."""
    answers = {**COMPLETE, **{key.replace("__", ":"): text for key, text in more.items()}}
    answers["line:预算执行/原因"] = "年末有一笔尾款未付"
    result = save_fields(actor=office.filer, filing=office.filing, values=typed(answers))
    assert result.ok, result
    office.filing.refresh_from_db()
    return result
