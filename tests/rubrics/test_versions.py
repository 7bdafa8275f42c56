"""Documents become versions: imported with their problems, published when they have none, frozen from then on."""

from pathlib import Path

import pytest
from django.db import connection

from rubrics.models import RubricDocument, RubricVersion
from rubrics.selectors.programs import document_for, program_for, reading_of
from rubrics.selectors.versions import published, versions
from rubrics.services import Refused
from rubrics.services.versions import import_document, publish, retire
from rubrics.signals import acted
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = (Path(__file__).resolve().parent.parent / "example.yaml").read_text(encoding="utf-8")


@pytest.fixture
def admin():
    return factories.user("jixiao01", name="示例绩效管理员")


def take_in(admin, text=TEXT):
    return import_document(actor=admin, text=text, place="示例区")


def test_import_of_a_sound_document_makes_a_draft_without_problems(admin):
    imported = take_in(admin)
    version = imported.version
    assert imported.problems == ()
    assert (version.year, version.number, version.state, version.title) == (
        2020,
        1,
        "draft",
        "示例部门整体支出绩效自评",
    )
    assert (version.document.body, version.imported_by) == (TEXT, "示例绩效管理员（jixiao01）")


def test_import_again_replaces_the_document_of_the_draft_and_keeps_both_texts(admin):
    first = take_in(admin).version
    second = take_in(admin, TEXT.replace("示例文件", "另一文件")).version
    assert (first.pk, RubricVersion.objects.count(), RubricDocument.objects.count()) == (second.pk, 1, 2)


def test_every_act_is_told_inside_its_transaction_and_undone_with_it(admin):
    told = []

    def hear(sender, actor, act, version, **_):
        told.append((act, actor, version.pk, connection.in_atomic_block))

    acted.connect(hear)
    try:
        version = take_in(admin).version
        retire(actor=admin, version=publish(actor=admin, version=version))
    finally:
        acted.disconnect(hear)
    assert told == [(act, admin, version.pk, True) for act in ("import", "publish", "retire")]


def test_import_whose_listener_fails_stores_nothing(admin):
    def fail(**_):
        raise RuntimeError("the log is full")

    acted.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            take_in(admin)
    finally:
        acted.disconnect(fail)
    assert (RubricVersion.objects.count(), RubricDocument.objects.count()) == (0, 0)


def test_import_after_publication_makes_the_next_number(admin):
    publish(actor=admin, version=take_in(admin).version)
    assert take_in(admin, TEXT.replace("示例文件", "另一文件")).version.number == 2


def test_import_of_a_document_with_problems_keeps_it_with_them_beside_it(admin):
    imported = take_in(admin, TEXT.replace("points: 6", "points: 7"))
    assert imported.version.state == "draft"
    assert {problem.where for problem in imported.problems} == {"criteria", "criteria.管理.parts"}
    with pytest.raises(Refused) as refusal:
        publish(actor=admin, version=imported.version)
    count = len([one for one in imported.problems if one.severity != "提示"])
    assert (
        refusal.value.reason
        == f"2020年度第 1 版还有 {count} 个问题，不能发布启用。请按列出的位置改正后重新导入。"
    )


@pytest.mark.parametrize("text", ["", "[", "just words", "rubric: x\nrubric: y"])
def test_import_of_what_is_no_document_returns_problems_and_makes_nothing(admin, text):
    imported = take_in(admin, text)
    assert (imported.version, bool(imported.problems)) == (None, True)
    assert not RubricDocument.objects.exists()


@pytest.mark.parametrize("text", ["a\0b", "x" * 2_000_001, "\ud800"])
def test_import_of_what_is_no_text_is_refused(admin, text):
    with pytest.raises(Refused):
        take_in(admin, text)


def test_publish_of_a_document_that_no_example_proves_is_refused(admin):
    without = TEXT[: TEXT.index("examples:")]
    version = take_in(admin, without).version
    with pytest.raises(Refused):
        publish(actor=admin, version=version)


def test_publish_freezes_and_says_who(admin):
    version = publish(actor=admin, version=take_in(admin).version)
    assert (version.state, version.published_by) == ("published", "示例绩效管理员（jixiao01）")
    with pytest.raises(Refused):
        publish(actor=admin, version=version)
    assert list(published(place="示例区", year=2020)) == [version]


def test_retire_takes_a_version_out_of_use_once(admin):
    version = publish(actor=admin, version=take_in(admin).version)
    retire(actor=admin, version=version)
    with pytest.raises(Refused):
        retire(actor=admin, version=version)
    assert not published(place="示例区", year=2020).exists()
    assert versions().get().retired_by == "示例绩效管理员（jixiao01）"


def test_program_for_a_version_is_made_once(admin, django_assert_num_queries):
    version = take_in(admin).version
    assert document_for(version).year == 2020
    with django_assert_num_queries(0):
        assert program_for(version) is program_for(version)
        assert reading_of(version).document is document_for(version)
