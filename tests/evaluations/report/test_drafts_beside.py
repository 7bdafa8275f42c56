"""审签稿 and what moves beside its content: figures of the bureau, and a content that comes back."""

import pytest

from evaluations import clock
from evaluations.models import Draft, Preset
from evaluations.services import drafts

from .conftest import SPOKEN
from .test_drafts import LATER, SPENT, files, printed, shown, speak, writing

__all__ = ["files", "writing"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_draft_is_void_when_what_is_printed_beside_the_content_moves(
    client, writing, files, django_capture_on_commit_callbacks
):
    first = printed(writing)
    told = {"source": "示例系统", "day": clock.now().date(), "by": writing.filer, "at": clock.now()}
    place = {"cycle": writing.cycle, "department": writing.department, "changed_at": clock.now()}
    Preset.objects.create(kind="bureau", key=SPENT.removeprefix("fig:"), value="95", **place, **told)
    void = shown(client, writing.filer, writing).words
    assert ("原审签稿已作废" in void, "重新打印" in void, "下载审签稿" in void) == (True, True, False)
    with django_capture_on_commit_callbacks(execute=True):
        second = printed(writing)
    assert (first.content == second.content, Draft.objects.get()) == (True, second)
    assert (first.pk != second.pk, files()) == (True, [second.file.removeprefix("drafts/")])


def test_draft_of_a_content_that_came_back_is_the_one_that_stays(
    client, writing, files, django_capture_on_commit_callbacks
):
    drafts.print_draft(actor=writing.filer, filing=writing.filing)  # no worker comes
    speak(writing, LATER)
    other = printed(writing)
    speak(writing, SPOKEN)
    with django_capture_on_commit_callbacks(execute=True):
        back = printed(writing)
    assert (back.pk < other.pk, Draft.objects.get()) == (True, back)
    assert files() == [back.file.removeprefix("drafts/")]
    assert "下载审签稿" in shown(client, writing.filer, writing).words
