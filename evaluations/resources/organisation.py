"""The layouts of the two lists of the organisation: departments, and accounts with their roles."""

from evaluations.workflow import ROLE_NAMES
from rubrics.scoring.types import Field, FieldType

from .layout import Layout


def _text(id: str, label: str, most: int, help: str = "", *, required: bool = False) -> Field:  # noqa: A002 - the field's word
    return Field(id, FieldType.TEXT, label=label, max_length=most, help=help, required=required)


def _day(id: str, label: str, help: str = "") -> Field:  # noqa: A002 - the field's word
    return Field(id, FieldType.DATE, label=label, help=help, required=False)


DEPARTMENTS = Layout(
    name="departments",
    title="部门",
    row_title="code",
    most_rows=2_000,
    columns=(
        _text("code", "部门编码", 20, "字母、数字和短横线；与预算管理一体化系统一致。", required=True),
        _text("name", "部门名称", 120, "登记的全称，新部门必填。"),
        _text("kind", "部门类别", 40, "不填按“部门”；决定适用哪一套指标体系。"),
        _text("division", "对口业务科", 80),
        _text("parent", "上级部门编码", 20, "没有上级的留空；可以写本表里的部门。"),
        Field(
            "classified",
            FieldType.YES_NO,
            label="涉密（线下报送）",
            help="整个部门的预算按规定不公开的填“是”。",
            required=False,
        ),
        _day("active_from", "启用日期"),
        _day("active_to", "停用日期", "停用当年仍须报送；次年起不再列入。"),
    ),
    notes=("编码已经登记过的，按表里填了的格子修改；留空的格子不改。",),
)
ACCOUNTS = Layout(
    name="accounts",
    title="账号",
    row_title="username",
    most_rows=1_000,
    columns=(
        _text("username", "账号", 150, "填报人用“部门编码-两位序号”，如 123456-01。", required=True),
        _text("name", "姓名", 80, "新账号必填。"),
        Field("role", FieldType.CHOICE, label="角色", options=tuple(ROLE_NAMES.values()), required=False),
        _text("department", "部门编码", 20, "填报人、部门负责人必填，其他角色留空。"),
        _day("starts", "开始日期", "不填从今天起。"),
        _day("ends", "结束日期", "复核人（临时复核账号）必填。"),
    ),
    notes=(
        "一人有几个角色的写几行，账号相同。账号已经有的，只增加角色，不改密码。",
        "新账号的密码由系统产生，确认导入以后显示一次，可以下载一次。",
    ),
)
