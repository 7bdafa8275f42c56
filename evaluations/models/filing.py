"""A filing and its content: every answer once, with its version, who and when; every change kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from evaluations.workflow import BUREAU_WORDS, EVERY_STORED_STATE, State

from .fields import CanonicalJSONField, Clearable


class Status(models.TextChoices):
    """What an answer is. 未填 is an answer that is not there, or whose text is empty."""

    FILLED = "filled", "已填"
    NOT_APPLICABLE = "na", "无此事项"
    TO_CONFIRM = "to_confirm", "待确认"


class Filing(models.Model):
    """What one department reports in one cycle.

    `revision` counts every write to content, comments or corrections.
    """

    cycle = models.ForeignKey("evaluations.Cycle", models.PROTECT, related_name="filings")
    department = models.ForeignKey("evaluations.Department", models.PROTECT, related_name="filings")
    subject_key = models.CharField("项目编码", max_length=80, blank=True, default="")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    """The filing of the department that sums this one up; None for what goes to the bureau."""
    sums_up = models.BooleanField("汇总所属单位", default=False)
    """Whether it has parts."""
    left_out = models.TextField("不计入汇总的原因", blank=True, default="")
    """Why the department does not sum this part up, '' where it does."""
    version = models.ForeignKey("rubrics.RubricVersion", models.PROTECT, related_name="+")
    state = models.CharField(
        "状态",
        max_length=20,
        default=State.FILLING.value,
        choices=[(state.value, BUREAU_WORDS[state]) for state in State if state in EVERY_STORED_STATE],
    )
    round = models.PositiveSmallIntegerField("退回次数", default=0)
    level = models.PositiveSmallIntegerField("审核环节", default=1)
    """Of two levels of review the one that it is at; 1 again with every return."""
    revision = models.PositiveBigIntegerField("修改序号", default=0)
    summary = CanonicalJSONField("摘要", default=dict)
    """As the filing stands now, for the department. Rebuildable: self and verified totals and grade, counts of checks
    and stages; numbers as text."""
    summary_stale = models.BooleanField("摘要待更新", default=False)
    """An edit came after the summary; whoever shows it scores anew (`selectors.summaries`)."""
    sent_summary = CanonicalJSONField("提交时摘要", default=dict)
    """The summary of what was sent last, with the corrections laid over it; the bureau is shown this one only."""
    sent_revision = models.PositiveBigIntegerField("提交时修改序号", null=True, blank=True)
    """The revision that was sent last; None before anything was."""
    due = models.DateTimeField("重报期限", null=True, blank=True)
    opened_at = models.DateTimeField("开始时间", auto_now_add=True)
    saved_at = models.DateTimeField("上次保存", null=True, blank=True)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    accepted_at = models.DateTimeField("受理时间", null=True, blank=True)
    approved_at = models.DateTimeField("通过时间", null=True, blank=True)
    final_at = models.DateTimeField("定分时间", null=True, blank=True)
    """When the score became final; None while the department may object, or before the approval."""
    amending = models.BooleanField("更正中", default=False)
    """Opened again after an approval and not approved anew yet."""

    inside = False
    """Whether the reader is one of those who may look before it is sent; set by the door."""
    from_above = False
    """Whether a part was opened by somebody who sees the whole (`access.filing_for`); not stored."""

    class Meta:
        verbose_name = "自评填报"
        ordering = ["department__code", "subject_key"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "department", "subject_key"], name="filing_once"),
            models.CheckConstraint(
                name="filing_state_known",
                condition=Q(state__in=sorted(state.value for state in EVERY_STORED_STATE)),
            ),
        ]
        indexes = [models.Index(fields=["cycle", "state"], name="filing_by_state")]

    def __str__(self) -> str:
        return f"{self.cycle} {self.whose}"

    @property
    def reopened(self) -> int:
        """How many times it was opened again for the department: returned, or for 更正."""
        return self.round + int(self.amending)

    @property
    def whose(self) -> str:
        """Whose figures they are, in words: 示例局, 示例局（本级）."""
        return f"{self.department}（{self.subject_key}）" if self.subject_key else str(self.department)


class Authored(models.Model):
    """Who wrote the present version of a row, and when."""

    version = models.PositiveIntegerField("版本", default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        abstract = True


class Answer(Authored):
    """The text of one figure, entry of a line or explanation, in normal form; `key` is its address."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="answers")
    key = models.CharField("位置", max_length=400)
    value = models.TextField("内容", blank=True)
    status = models.CharField("性质", max_length=20, choices=Status, default=Status.FILLED)
    source = models.CharField("来源", max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "key"], name="answer_once")]

    def __str__(self) -> str:
        return self.key


class TableRow(Authored):
    """A row of a table.

    `cells`: column -> {text, status, source, version}; a cell's version is the row's when it was written.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="table_rows")
    table = models.CharField("表", max_length=80)
    key = models.CharField("行", max_length=80)
    position = models.IntegerField("次序")
    cells = CanonicalJSONField("内容", default=dict)
    deleted_at = models.DateTimeField("删除时间", null=True, blank=True)

    class Meta:
        ordering = ["table", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["filing", "table", "key"], name="table_row_once")]

    def __str__(self) -> str:
        return f"{self.table}/{self.key}"


class Narrative(Authored):
    """A text of the report as blocks with stable ids; `plain` is for searching and counting."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="narratives")
    chapter = models.CharField("章节", max_length=80)
    body = models.TextField("内容")
    """JSON as the narrative's own walker writes it."""
    plain = models.TextField("文字", blank=True)
    status = models.CharField("性质", max_length=20, choices=Status, default=Status.FILLED)
    source = models.CharField("来源", max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "chapter"], name="narrative_once")]

    def __str__(self) -> str:
        return self.chapter


class Change(Clearable):
    """One change of content. Insert-only; `request_key` makes a request that is sent again harmless."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="changes")
    address = models.CharField("位置", max_length=400)
    revision = models.PositiveBigIntegerField("修改序号")
    version = models.PositiveIntegerField("版本")
    old = models.TextField("原内容", blank=True)
    old_status = models.CharField(max_length=20, choices=Status, default=Status.FILLED)
    new = models.TextField("新内容", blank=True)
    new_status = models.CharField(max_length=20, choices=Status, default=Status.FILLED)
    source = models.CharField("来源", max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    request_key = models.CharField(max_length=64, null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["filing", "request_key", "address"], name="change_once")
        ]
        indexes = [models.Index(fields=["filing", "address"], name="change_by_address")]

    def __str__(self) -> str:
        return f"{self.address} {self.at:%Y-%m-%d %H:%M}"
