"""The first account of a new installation."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from evaluations.models import Membership
from evaluations.workflow import Role

pytestmark = pytest.mark.django_db


def made(username: str = "xitong") -> str:
    out = StringIO()
    call_command("create_system_admin", username, "示例管理员", stdout=out)
    return out.getvalue()


def test_first_system_admin_can_sign_in_with_the_printed_password():
    printed = made()
    password = printed.split("一次性密码 ")[1].split("（")[0]
    user = authenticate(username="xitong", password=password)
    assert user is not None
    assert list(user.memberships.values_list("role", "department")) == [(Role.SYSTEM_ADMIN.value, None)]


def test_second_system_admin_by_command_is_refused():
    made()
    with pytest.raises(CommandError, match="已经有系统管理员"):
        made("xitong2")
    assert not get_user_model().objects.filter(username="xitong2").exists()


def test_account_name_that_is_taken_makes_nothing():
    get_user_model().objects.create_user(username="xitong", password="示例口令-不作他用", name="示例")
    with pytest.raises(CommandError, match="已经有人使用"):
        made()
    assert not Membership.objects.exists()
