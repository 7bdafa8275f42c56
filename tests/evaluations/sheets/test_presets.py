"""The bureau's figures from a workbook: template, upload, preview with located problems and counts, confirmation."""

import io
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from evaluations.models import Preset
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.conftest import EXAMPLE
from tests.evaluations.presets import TEXT
from tests.planted import DOCUMENTS

from .books import filled

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # the service under these pages is tested on both
HEADS = [
    "部门编码*",
    "部门名称",
    "来源*",
    "日期*",
    "调整预算数（万元）",
    "财政拨款支出（万元）",
    "三公经费（万元）",
    "在编人数（人）",
    "季度·一季度·累计支出（万元）",
    "季度·二季度·累计支出（万元）",
]
TARGET_HEADS = [
    *("部门编码*", "部门名称", "来源*", "日期*", "填报处*", "指标名称*"),
    *("类", "符号", "年初目标", "调整目标", "单位", "分值"),
]
PROJECT = (DOCUMENTS / "national-project.yaml").read_text(encoding="utf-8")
COUNTED = TEXT.replace(
    "  文字:\n", "  人员:\n    unit: 人\n    在编人数: {type: count, required: 否}\n  文字:\n"
).replace("[调整预算数, 财政拨款支出, 三公经费]", "[调整预算数, 财政拨款支出, 三公经费, 在编人数]")


@pytest.fixture
def bureau(client):
    """The rubric admin, signed in, with a cycle and two departments."""
    client.force_login(factories.member(Role.RUBRIC_ADMIN))
    factories.department("示例一局", code="900001")
    factories.department("示例二局", code="900002")
    return factories.cycle(factories.version(COUNTED))


def page(cycle, name, which="bureau", **more):
    known = {"cycle_id": cycle.pk, "version_id": cycle.rubrics.get().version_id, "which": which}
    return reverse(f"evaluations:presets_{name}", kwargs={**known, **more})


def uploaded(client, cycle, rows, which="bureau"):
    template = client.get(page(cycle, "template", which)).content
    file = SimpleUploadedFile("表.xlsx", filled(template, rows))
    answer = client.post(page(cycle, "import", which), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def text(answer):
    return answer.content.decode()


def row(code, *figures, source="一体化系统", day="2020-12-31", name=None):
    return [code, name, source, day, *figures]


def held():
    return set(Preset.objects.values_list("department__code", "kind", "key", "value"))


def test_template_has_a_column_for_every_number_of_the_document_with_its_unit(client, bureau):
    answer = client.get(page(bureau, "template"))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[3]] == HEADS
    assert "模板_财政预置数_2020.xlsx" in unquote(answer["Content-Disposition"])


@pytest.mark.parametrize(
    ("text_of_document", "status", "said"),
    [(EXAMPLE, 404, "没有写与财政数核对的勾稽，不能导入财政预置数"), (COUNTED, 200, "模板有 6 项数")],
)
def test_what_no_check_looks_at_cannot_be_brought_in(client, text_of_document, status, said):
    client.force_login(factories.member(Role.RUBRIC_ADMIN))
    cycle = factories.cycle(factories.version(text_of_document))
    assert client.get(page(cycle, "template")).status_code == status
    assert client.get(page(cycle, "template", "previous")).status_code == 200
    assert said in text(client.get(reverse("evaluations:presets", args=[cycle.pk])))


def test_figures_are_counted_first_and_stored_when_confirmed(client, bureau):
    url = uploaded(client, bureau, [row("900001", 100, "95.5", None, 60), row("900002", 50)])
    shown = text(client.get(url))
    assert "2 个部门，新增 <b>4</b> 项" in shown
    assert "请留意" not in shown  # the template's own heads are all understood
    assert held() == set()
    assert client.post(url).status_code == 303
    assert held() == {
        ("900001", "bureau", "调整预算数", "100"),
        ("900001", "bureau", "财政拨款支出", "95.5"),
        ("900001", "bureau", "在编人数", "60"),
        ("900002", "bureau", "调整预算数", "50"),
    }
    home = text(client.get(reverse("evaluations:presets", args=[bureau.pk])))
    assert '<td class="num">2</td><td class="num">4</td>' in home
    assert client.post(url).status_code == 303
    again = text(client.get(uploaded(client, bureau, [row("900001", 100, 96, 1)])))
    assert "新增 <b>1</b> 项" in again
    assert "修改 <b>1</b> 项" in again
    assert "不变 <b>1</b> 项" in again
    assert "原 95.50" in again


def test_last_years_figures_are_kept_apart(client, bureau):
    client.post(uploaded(client, bureau, [row("900001", 100)]))
    client.post(uploaded(client, bureau, [row("900001", 80)], "previous"))
    assert held() == {
        ("900001", "bureau", "调整预算数", "100"),
        ("900001", "previous", "调整预算数", "80"),
    }


def test_what_is_wrong_is_shown_at_its_cells_and_nothing_is_stored(client, bureau):
    rows = [
        row("900001", "一百"),
        row("900009", 1),
        row("900002", 2, source=None),
        row("900002", 3, name="示例一局"),
    ]
    url = uploaded(client, bureau, rows)
    shown = text(client.get(url))
    assert "共 4 处" in shown
    for said in (
        "“调整预算数”填的“一百”",
        "没有编码为“900009”、按这份指标体系填报的部门。请核对部门编码。",
        "没有写来源。请写数取自哪个系统或哪份文件。",
        "编码 900002 登记的名称是“示例二局”。请核对编码；编码没错的，请改用登记的名称。",
    ):
        assert said in shown
    assert (client.post(url).status_code, held()) == (422, set())


def test_a_version_that_the_task_does_not_follow_and_an_unknown_kind_are_not_found(client, bureau):
    other = factories.version(COUNTED, year=2019)
    known = {"cycle_id": bureau.pk, "version_id": other.pk, "which": "bureau"}
    assert client.get(reverse("evaluations:presets_template", kwargs=known)).status_code == 404
    assert client.get(page(bureau, "template", "x")).status_code == 404


def test_a_closed_task_takes_no_file(client, bureau):
    bureau.closed_at = bureau.opened_at
    bureau.save()
    template = client.get(page(bureau, "template")).content
    file = SimpleUploadedFile("表.xlsx", filled(template, [row("900001", 1)]))
    answer = client.post(page(bureau, "import"), {"file": file})
    assert (answer.status_code, "这个任务已经结束" in text(answer)) == (200, True)


def test_somebody_elses_upload_is_not_found(client, bureau):
    url = uploaded(client, bureau, [row("900001", 1)])
    client.force_login(factories.member(Role.RUBRIC_ADMIN))
    assert client.get(url).status_code == 404


def test_the_log_says_what_was_imported_for_which_task(client, bureau):
    client.post(uploaded(client, bureau, [row("900001", 100)]))
    client.post(uploaded(client, bureau, [row("900001", 101, 5)]))
    client.force_login(factories.member(Role.AUDITOR))
    shown = text(client.get(reverse("evaluations:log")))
    assert f"任务 {bureau.title}；新增 1 项，修改 0 项" in shown
    assert f"任务 {bureau.title}；新增 1 项，修改 1 项" in shown


@pytest.fixture
def project_bureau(client):
    """The same with a document that has own indicators."""
    client.force_login(factories.member(Role.RUBRIC_ADMIN))
    factories.department("示例一局", code="900001")
    return factories.cycle(factories.version(PROJECT))


def target(name, place="产出指标", code="900001", **cells):
    usual = {"类": "数量指标", "符号": "≥", "年初目标": "200", "调整目标": None, "单位": "人次", "分值": "30"}
    return [code, None, "绩效目标批复", "2020-02-01", place, name, *{**usual, **cells}.values()]


def test_cells_of_fixed_rows_are_imported_like_figures(client, bureau):
    client.post(uploaded(client, bureau, [row("900001", None, None, None, None, 20)]))
    assert held() == {("900001", "bureau", "季度.累计支出[一季度]", "20")}


def test_targets_have_a_template_of_their_own_and_are_stored_part_by_part(client, project_bureau):
    sheet = load_workbook(
        io.BytesIO(client.get(page(project_bureau, "template", "targets")).content)
    ).worksheets[0]
    assert [cell.value for cell in sheet[3]] == TARGET_HEADS
    url = uploaded(
        client, project_bureau, [target("培训人次"), target("办结率", 类="质量指标", 单位="%")], "targets"
    )
    assert "1 个部门，新增 <b>10</b> 项" in text(client.get(url))
    assert (held(), client.post(url).status_code) == (set(), 303)
    assert ("900001", "targets", "产出指标.年初目标[培训人次]", "200") in held()
    assert len(held()) == 10
    again = text(
        client.get(uploaded(client, project_bureau, [target("培训人次", 年初目标="250")], "targets"))
    )
    assert "修改 <b>1</b> 项" in again
    assert "原 200" in again
    chosen = text(client.get(reverse("evaluations:presets_held", args=[project_bureau.pk])))
    assert "产出指标·培训人次" in chosen
    assert "类 数量指标；符号 ≥；年初目标 200；单位 人次；分值 30" in chosen


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (target("甲", 年初目标="完成"), "年初目标“完成”不是 0–9 写的数字。定量指标请写数"),
        (target("甲", 年初目标="≤200"), "年初目标前写的是“≤”，符号栏是“≥”"),
        (target("甲", 类="效果"), "“类”填的“效果”"),
        (target("甲", 类="经济效益指标"), "“类”填的“经济效益指标”"),
        (target("甲", 年初目标=None), "没有写年初目标。请按批复的指标表填写。"),
        (target("甲", 分值="二十"), "分值“二十”"),
        (
            target("服务对象满意度", place="满意度指标", 类="服务对象满意度指标", 单位="%", 分值="8"),
            "这个指标的分值是“10”",
        ),
        (target("甲", code="900009"), "没有编码为“900009”、按这份指标体系填报的部门。"),
    ],
)
def test_target_that_scoring_could_not_read_is_refused_at_its_cell(client, project_bureau, wrong, said):
    url = uploaded(client, project_bureau, [target("乙"), wrong], "targets")
    assert said in text(client.get(url))
    assert (client.post(url).status_code, held()) == (422, set())


def test_same_indicator_twice_is_refused(client, project_bureau):
    url = uploaded(client, project_bureau, [target("甲"), target("甲")], "targets")
    assert "第 4 行已经是这个部门的这个指标。请只留一行。" in text(client.get(url))


def test_document_without_rows_for_targets_has_no_template_for_them(client, bureau):
    assert client.get(page(bureau, "template", "targets")).status_code == 404
    assert "下达指标" not in text(client.get(reverse("evaluations:presets", args=[bureau.pk])))
