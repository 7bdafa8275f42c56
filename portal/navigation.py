"""The menu as data: which page stands in whose menu. The first page of a role is its home."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from evaluations.workflow import Role


@dataclass(frozen=True, slots=True)
class Item:
    """`view` is a URL name that needs no arguments; `section` holds prefixes of the names of pages below it."""

    label: str
    view: str
    roles: frozenset[Role]
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the page prints it."""

    label: str
    url: str
    current: bool


DEPARTMENT = frozenset({Role.FILER, Role.HEAD})
READERS = DEPARTMENT | {Role.REVIEWER, Role.RUBRIC_ADMIN}

MENU = (
    Item("我的待办", "evaluations:todo", DEPARTMENT),
    Item("自评填报", "evaluations:filing", DEPARTMENT),
    Item("审核工作台", "evaluations:desk", frozenset({Role.REVIEWER})),
    Item(
        "抽查复核",
        "evaluations:second_looks",
        frozenset({Role.REVIEWER, Role.RECHECKER}),
        ("evaluations:second_look",),
    ),
    Item("年度总览", "evaluations:year", frozenset({Role.RUBRIC_ADMIN}), ("evaluations:sample",)),
    Item("问题整改台账", "evaluations:rectifications", READERS, ("evaluations:rectification",)),
    Item("指标体系管理", "rubrics:list", frozenset({Role.RUBRIC_ADMIN}), ("rubrics:",)),
    Item("部门管理", "evaluations:departments", frozenset({Role.SYSTEM_ADMIN})),
    Item("账号管理", "evaluations:accounts", frozenset({Role.SYSTEM_ADMIN})),
    Item("操作日志", "evaluations:log", frozenset({Role.AUDITOR})),
)


def items_for(roles: Iterable[Role]) -> list[Item]:
    """The items that a person with these roles has, in menu order."""
    held = frozenset(roles)
    return [item for item in MENU if item.roles & held]


def entries(roles: Iterable[Role], current_view: str) -> list[Entry]:
    """The menu on a page whose URL name is `current_view`; pages that the site does not have yet are left out."""
    found = []
    for item in items_for(roles):
        url = address_of(item)
        if url:
            found.append(Entry(item.label, url, is_current(item, current_view)))
    return found


def home_for(roles: Iterable[Role]) -> str:
    """The address a person starts from, '' when no page is his."""
    return next(filter(None, map(address_of, items_for(roles))), "")


def address_of(item: Item) -> str:
    """The address of an item, '' where the site has no such page."""
    try:
        return reverse(item.view)
    except NoReverseMatch:
        return ""


def is_current(item: Item, view: str) -> bool:
    return view == item.view or view.startswith(f"{item.view}_") or any(map(view.startswith, item.section))
