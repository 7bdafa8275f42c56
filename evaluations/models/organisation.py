"""Departments, who belongs to them and who reviews them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from evaluations.workflow import GRANTED, ROLE_NAMES, Role

DEPARTMENT_ROLES = (Role.FILER.value, Role.HEAD.value)


class Department(models.Model):
    """A department or unit that files; `division` is the section of the bureau in charge of it."""

    code = models.CharField("部门编码", max_length=20, unique=True)
    name = models.CharField("部门名称", max_length=120)
    kind = models.CharField("部门类别", max_length=40, default="部门")
    division = models.CharField("对口业务科", max_length=80, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    classified = models.BooleanField("涉密", default=False)
    active_from = models.DateField("启用日期", null=True, blank=True)
    active_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "部门"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """A name that a department had before it was renamed; the next one holds from the day `until`.

    `at` is when the bureau entered it: what was filed before then bears this name, whatever the day says.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="former_names")
    name = models.CharField("原名", max_length=120)
    until = models.DateField("更名日期")
    number = models.CharField("批准文号", max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "部门原名"
        ordering = ["until"]
        constraints = [models.UniqueConstraint(fields=["department", "until"], name="former_name_once_a_day")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role of a person, in a department or in the bureau, from a day to a day (both included)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(
        "角色", max_length=20, choices=[(role.value, ROLE_NAMES[role]) for role in GRANTED]
    )
    starts = models.DateField("开始日期")
    ends = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = "人员角色"
        ordering = ["user_id", "role", "starts"]
        constraints = [
            models.CheckConstraint(
                name="membership_department_for_its_roles",
                condition=Q(role__in=DEPARTMENT_ROLES, department__isnull=False)
                | (~Q(role__in=DEPARTMENT_ROLES) & Q(department__isnull=True)),
            ),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
            models.CheckConstraint(
                name="membership_of_a_rechecker_ends",
                condition=~Q(role=Role.RECHECKER.value) | Q(ends__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "department"],
                condition=Q(ends__isnull=True, department__isnull=False),
                name="membership_once_in_department",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ends__isnull=True, department__isnull=True),
                name="membership_once_in_bureau",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class Assignment(models.Model):
    """A reviewer looks after a department in a cycle. Level 1 is 初审, 2 is 复核."""

    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    department = models.ForeignKey(Department, models.PROTECT, related_name="assignments")
    cycle = models.ForeignKey("evaluations.Cycle", models.PROTECT, related_name="assignments")
    level = models.PositiveSmallIntegerField("审核环节", default=1)

    class Meta:
        verbose_name = "审核分工"
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "department", "reviewer", "level"], name="assignment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} → {self.department}"


class Deputy(models.Model):
    """Somebody who reviews in the place of an assignment's reviewer, from a day to a day (both included).

    It goes with the assignment; who it was stands in the events. `ended_at`: it was ended before its last day.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="deputies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deputies")
    starts = models.DateField("开始日期")
    ends = models.DateField("结束日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("登记时间")
    ended_at = models.DateTimeField("提前结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "代审"
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(name="deputy_ends_after_start", condition=Q(ends__gte=F("starts")))
        ]

    def __str__(self) -> str:
        return f"{self.person} 代 {self.assignment}"
