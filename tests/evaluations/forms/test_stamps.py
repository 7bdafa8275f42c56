"""What counts as a change of a box, told by the post alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.forms.stamps import Stamp, read_stamp, stamp, typed_from
from evaluations.services.results import Typed

BOX = "fig:甲"


def post(text: str, base: object, **more: str) -> dict[str, str]:
    return {BOX: text, f"{BOX}~base": str(base), **{f"{BOX}~{part}": value for part, value in more.items()}}


@given(st.text(), st.integers(0, 999_999))
def test_a_box_sent_back_as_it_was_shown_is_no_change(text, version):
    sent = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")

    assert typed_from(post(sent, stamp(version, text))) == {}


@pytest.mark.parametrize("sent", ["4472.93", "4,472.93", " 4，472.93 "])
def test_separators_and_spaces_of_a_number_are_no_change(sent):
    assert typed_from(post(sent, stamp(3, "4,472.93"))) == {}


def test_a_changed_box_carries_the_version_it_was_based_on():
    assert typed_from(post("5", stamp(3, "4"))) == {BOX: Typed("5", 3)}


def test_an_emptied_box_is_a_change():
    assert typed_from(post("", stamp(3, "4"))) == {BOX: Typed("", 3)}


def test_the_tick_of_absence_takes_the_place_of_the_text():
    assert typed_from(post("4", stamp(3, "4"), na="on", reason="没有")) == {BOX: Typed("没有", 3, "na")}


def test_absence_sent_back_as_it_was_shown_is_no_change():
    assert typed_from(post("", stamp(3, "没有", "na"), na="on", reason="没有")) == {}


def test_the_others_text_that_was_chosen_is_left_alone():
    assert typed_from(post("5", stamp(3, "4"), keep="theirs")) == {}
    assert typed_from(post("5", stamp(3, "4"), keep="mine")) == {BOX: Typed("5", 3)}


@pytest.mark.parametrize("base", ["", "x", "1", "-1.a", "1e3.a", "١.a", "12345678901.a"])
def test_a_box_with_a_stamp_that_is_none_is_not_written(base):
    assert read_stamp(base) is None
    assert typed_from(post("5", base)) == {}


def test_a_box_without_a_stamp_is_not_written():
    assert typed_from({BOX: "5"}) == {}


@given(st.integers(0, 999_999_999), st.text())
def test_a_stamp_reads_back_as_it_was_written(version, text):
    written = stamp(version, text)

    assert read_stamp(str(written)) == Stamp(version, written.digest)
