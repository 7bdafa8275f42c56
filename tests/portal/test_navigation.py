"""The menu of each role, and that every page in it exists."""

import pytest
from django.urls import reverse

from evaluations.workflow import Role
from portal import navigation


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.FILER, ["我的待办", "自评填报", "问题整改台账"]),
        (Role.HEAD, ["我的待办", "自评填报", "问题整改台账"]),
        (Role.REVIEWER, ["审核工作台", "抽查复核", "问题整改台账"]),
        (Role.RECHECKER, ["抽查复核"]),
        (Role.RUBRIC_ADMIN, ["年度总览", "问题整改台账", "指标体系管理"]),
        (Role.SYSTEM_ADMIN, ["部门管理", "账号管理"]),
        (Role.AUDITOR, ["操作日志"]),
    ],
)
def test_menu_of_role_lists_its_pages(role: Role, labels: list[str]) -> None:
    assert [item.label for item in navigation.items_for([role])] == labels


def test_menu_of_nobody_is_empty() -> None:
    assert (navigation.items_for([]), navigation.home_for([])) == ([], "")


@pytest.mark.parametrize("item", navigation.MENU, ids=lambda item: item.view)
def test_menu_item_leads_to_a_page_of_the_site(item: navigation.Item) -> None:
    assert reverse(item.view).startswith("/")


def test_menu_marks_the_current_page_and_its_section() -> None:
    item = navigation.Item("甲", "home", frozenset({Role.FILER}), ("rubrics:",))
    views = ("home", "home_more", "rubrics:version", "homely", "login", "")
    assert [navigation.is_current(item, view) for view in views] == [True, True, True, False, False, False]


def test_menu_leaves_out_a_page_that_is_not_there() -> None:
    assert navigation.address_of(navigation.Item("甲", "evaluations:no-such", frozenset())) == ""
