"""指标体系管理: import, problems beside the text, a version in words, publishing, what changed."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from evaluations.workflow import Role
from rubrics import files
from rubrics.models import RubricVersion
from tests import factories

pytestmark = pytest.mark.sqlite  # the services under these pages are tested on both

EXAMPLE = (Path(__file__).resolve().parents[2] / "example.yaml").read_text(encoding="utf-8")
BROKEN = EXAMPLE.replace("points: 6", "points: 7", 1)
QUERIES = 9


@pytest.fixture
def admin(db) -> Client:
    browser = Client()
    browser.force_login(factories.member(Role.RUBRIC_ADMIN, username="jixiao"))
    return browser


def take(admin: Client, **posted):
    return admin.post("/rubrics/import", {"place": "示例区", "kind": "部门", **posted})


def test_import_of_a_sound_text_makes_a_draft_that_can_be_published(admin):
    answer = take(admin, text=EXAMPLE)
    version = RubricVersion.objects.get()
    assert (answer["Location"], version.year, version.number, version.state) == (
        f"/rubrics/{version.pk}/",
        2020,
        1,
        "draft",
    )
    admin.post(f"/rubrics/{version.pk}/publish")
    version.refresh_from_db()
    assert version.state == "published"


def test_import_of_a_file_reads_it(admin):
    take(admin, file=SimpleUploadedFile("示例.yaml", EXAMPLE.encode("utf-8-sig")))
    assert RubricVersion.objects.get().document.body == EXAMPLE


def test_import_of_a_shipped_document_takes_it(admin):
    name = files.shipped()[0].name
    take(admin, shipped=name)
    assert RubricVersion.objects.get().document.body == files.shipped()[0].read()


def test_import_of_a_document_with_problems_shows_them_and_refuses_to_publish(admin):
    answer = admin.post("/rubrics/import", {"place": "示例区", "kind": "部门", "text": BROKEN}, follow=True)
    version = RubricVersion.objects.get()
    problems = answer.context["problems"]
    lines = BROKEN.split("\n")
    assert [(lines[problem.line - 1], problem.where) for problem in problems] == [
        ("criteria:", "criteria"),
        ("    parts:", "criteria.管理.parts"),
    ]
    refused = admin.post(f"/rubrics/{version.pk}/publish", follow=True)
    assert "不能发布启用。请按列出的位置改正后重新导入。" in refused.content.decode()
    version.refresh_from_db()
    assert version.state == "draft"


def test_problems_stand_between_the_lines_of_the_text(admin):
    take(admin, text=BROKEN)
    lines = admin.get(f"/rubrics/{RubricVersion.objects.get().pk}/text").context["lines"]
    assert [line.text for line in lines] == BROKEN.split("\n")
    assert [line.text for line in lines if line.problems] == ["criteria:", "    parts:"]


def test_import_again_replaces_the_draft(admin):
    take(admin, text=BROKEN)
    take(admin, text=EXAMPLE)
    assert [version.document.body for version in RubricVersion.objects.all()] == [EXAMPLE]


def test_import_of_a_text_without_a_year_keeps_nothing_but_the_typed_text(admin):
    answer = take(admin, text="rubric: 示例\n")
    assert (answer.status_code, RubricVersion.objects.count()) == (422, 0)
    assert "没有导入：读不出年度" in answer.content.decode()
    assert answer.context["form"]["text"].value() == "rubric: 示例\n"


@pytest.mark.parametrize(
    ("posted", "reason"),
    [
        ({}, "还没有选指标体系。"),
        ({"text": EXAMPLE, "shipped": "longgang-2020.yaml"}, "给了不止一份指标体系。"),
        (
            {"file": SimpleUploadedFile("x.yaml", b"\xff\xfe\x00")},
            "文件不是 UTF-8 编码的文本（第 1 个字节起读不出）。",
        ),
        ({"file": SimpleUploadedFile("x.yaml", b"year: 2020\0")}, "文件太大，或者不是文本文件。"),
    ],
)
def test_import_of_nothing_that_can_be_read_says_why(admin, posted, reason):
    answer = take(admin, **posted)
    assert (answer.status_code, RubricVersion.objects.count()) == (422, 0)
    assert reason in answer.content.decode()


def test_version_says_rules_checks_pages_limits_and_examples_in_words(admin):
    take(admin, text=EXAMPLE)
    answer = admin.get(f"/rubrics/{RubricVersion.objects.get().pk}/")
    contents = answer.context["contents"]
    assert {row.title: row.words for row in contents.criteria if row.leaf} == {
        "预算执行": ("得分 = 预算执行率 × 分值，不超过分值。",),
        "制度": ("1．有制度（1 分）。", "2．能执行（1 分）。"),
        "社会效益": ("在 0 至分值之间评分。",),
    }
    assert [(check.code, check.severity, check.relation) for check in contents.checks] == [
        ("勾稽 1", "阻断", "财政拨款支出 ≤ 调整预算数"),
        ("勾稽 2", "需说明", "预算执行率 ≥ 90%"),
    ]
    assert [(ratio.title, ratio.formula) for ratio in contents.ratios] == [
        ("预算执行率", "财政拨款支出 ÷ 调整预算数")
    ]
    assert [stage.title for stage in contents.stages][:2] == ["基本信息", "预算执行"]
    assert [(example.name, example.wrong) for example in answer.context["examples"]] == [("满分例", ())]


def test_example_that_does_not_come_out_is_shown_with_what_did(admin):
    take(admin, text=EXAMPLE.replace("expect: {比率.预算执行率: 100%,", "expect: {比率.预算执行率: 99%,"))
    answer = admin.get(f"/rubrics/{RubricVersion.objects.get().pk}/")
    [example] = answer.context["examples"]
    assert example.wrong == ("例子“满分例”：比率.预算执行率 应为 99%，算出 100.00%",)


def test_compare_tells_what_changed_since_the_version_before(admin):
    factories.version(EXAMPLE)
    take(admin, text=EXAMPLE.replace("cap: 100%", "cap: 90%"))
    draft = RubricVersion.objects.get(state="draft")
    page = admin.get(f"/rubrics/{draft.pk}/compare")
    assert (page.context["before"].number, [(one.what, one.name) for one in page.context["differences"]]) == (
        1,
        [("指标", "预算执行")],
    )


def test_compare_of_the_first_version_has_nothing_to_compare(admin):
    take(admin, text=EXAMPLE)
    answer = admin.get(f"/rubrics/{RubricVersion.objects.get().pk}/compare")
    assert "没有可比的上一版" in answer.content.decode()


def test_retire_ends_a_published_version_once(admin):
    version = factories.version(EXAMPLE)
    admin.post(f"/rubrics/{version.pk}/retire")
    version.refresh_from_db()
    assert version.state == "retired"
    answer = admin.post(f"/rubrics/{version.pk}/retire", follow=True)
    assert "不在启用中，不必停用。" in answer.content.decode()


def test_every_shipped_document_can_be_shown(admin):
    for file in files.shipped():
        version = factories.version(file.read(), kind=file.name)
        contents = admin.get(f"/rubrics/{version.pk}/").context["contents"]
        assert all(row.words for row in contents.criteria if row.leaf), version.title


def test_list_costs_the_same_for_one_version_as_for_three(admin, django_assert_num_queries):
    factories.version(EXAMPLE)
    with django_assert_num_queries(QUERIES):
        admin.get("/rubrics/")
    factories.version(EXAMPLE, year=2021)
    factories.version(EXAMPLE, year=2022)
    with django_assert_num_queries(QUERIES):
        admin.get("/rubrics/")


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDITOR, Role.REVIEWER])
def test_rubrics_are_for_the_rubric_admin_alone(db, role):
    browser = Client()
    browser.force_login(factories.member(role))
    assert [browser.get(path).status_code for path in ("/rubrics/", "/rubrics/import")] == [403, 403]
