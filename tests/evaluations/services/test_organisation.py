"""Departments and cycles: entered, opened, refused with reasons."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import Assignment, Cycle, Department, Event, Window
from evaluations.services import Refused, cycles, organisation
from evaluations.services.cycles import CyclePlan
from evaluations.workflow import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return factories.member(Role.RUBRIC_ADMIN)


def test_save_department_enters_and_changes_with_an_event_each(admin):
    made = organisation.save_department(actor=admin, code="103001", values={"name": "示例一局"})
    organisation.save_department(actor=admin, code="103001", values={"division": "行政科"}, department=made)
    assert Department.objects.values_list("code", "name", "division").get() == (
        "103001",
        "示例一局",
        "行政科",
    )
    assert list(Event.objects.order_by("seq").values_list("action", "data")) == [
        ("add_department", {"department": made.pk, "code": "103001", "changed": {"name": "示例一局"}}),
        ("change_department", {"department": made.pk, "code": "103001", "changed": {"division": "行政科"}}),
    ]


def test_save_department_with_a_code_in_use_is_refused(admin):
    factories.department(code="103001")
    with pytest.raises(Refused) as refusal:
        organisation.save_department(actor=admin, code="103001", values={"name": "示例二局"})
    assert refusal.value.reason == "部门编码“103001”已经有部门使用。请核对后改用别的编码。"
    assert not Event.objects.exists()


@pytest.mark.parametrize("code", ["", "a b", "编码", "1" * 21, "-1"])
def test_save_department_with_a_bad_code_is_refused(admin, code):
    with pytest.raises(Refused):
        organisation.save_department(actor=admin, code=code, values={"name": "示例二局"})


def test_save_department_under_its_own_unit_is_refused(admin):
    above = factories.department()
    unit = factories.department(parent=above)
    with pytest.raises(Refused):
        organisation.save_department(actor=admin, code=above.code, values={"parent": unit}, department=above)


def plan(version, **fields) -> CyclePlan:
    now = timezone.now()
    span = {Window.Phase.FILING: (now, now + timedelta(days=30))}
    values = {
        "year": 2020,
        "place": "示例区",
        "title": "自评",
        "versions": {"部门": version},
        "windows": span,
        **fields,
    }
    return CyclePlan(**values)


def test_open_cycle_sets_versions_and_windows(admin):
    version = factories.version("body")
    cycle = cycles.open_cycle(actor=admin, plan=plan(version))
    assert [(one.kind, one.version) for one in cycle.rubrics.all()] == [("部门", version)]
    assert [event.action for event in Event.objects.order_by("seq")] == ["open_cycle", "set_window"]


def test_open_cycle_twice_is_refused_but_a_rehearsal_may_stand_beside(admin):
    version = factories.version("body")
    cycles.open_cycle(actor=admin, plan=plan(version))
    with pytest.raises(Refused) as refusal:
        cycles.open_cycle(actor=admin, plan=plan(version))
    assert refusal.value.reason == "示例区 2020 年度的正式任务已经布置。请直接修改起止时间。"
    cycles.open_cycle(actor=admin, plan=plan(version, mode=Cycle.Mode.REHEARSAL))
    assert Cycle.objects.count() == 2


def test_open_cycle_with_a_retired_version_or_one_of_another_year_is_refused(admin):
    version = factories.version("body")
    with pytest.raises(Refused):
        cycles.open_cycle(actor=admin, plan=plan(version, year=2021))
    version.state = "retired"
    version.save()
    with pytest.raises(Refused):
        cycles.open_cycle(actor=admin, plan=plan(version))


def test_set_window_that_closes_before_it_opens_is_refused(admin):
    cycle = factories.cycle(factories.version("body"))
    now = timezone.now()
    with pytest.raises(Refused):
        cycles.set_window(actor=admin, cycle=cycle, phase=Window.Phase.FILING, span=(now, now))


def test_assign_reviewer_to_the_own_department_is_refused(admin):
    cycle, department = factories.cycle(factories.version("body")), factories.department()
    person = factories.member(Role.REVIEWER)
    cycles.assign_reviewer(actor=admin, cycle=cycle, department=department, reviewer=person)
    own = factories.department()
    person.memberships.create(role=Role.FILER.value, department=own, starts=factories.LONG_AGO)
    with pytest.raises(Refused):
        cycles.assign_reviewer(actor=admin, cycle=cycle, department=own, reviewer=person)
    with pytest.raises(Refused):
        cycles.assign_reviewer(
            actor=admin, cycle=cycle, department=own, reviewer=factories.member(Role.FILER, department)
        )
    assert Assignment.objects.count() == 1
