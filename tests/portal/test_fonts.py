"""The fonts of the printed report, as bin/setup built them."""

from pathlib import Path

import pytest
from django.conf import settings
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from portal import fonts
from portal.management.commands.build_fonts import FANDOL

NODE_MODULES = settings.BASE_DIR / "node_modules"


def test_common_characters_are_those_of_gb2312_with_signs() -> None:
    common = fonts.common_characters()
    assert len([point for point in common if 0x4E00 <= point <= 0x9FFF]) == 6763
    assert set(map(ord, "部门整体支出，。％—“”①ＡZ9㎡")) <= common


@pytest.mark.parametrize("role", [*fonts.COMMON_ROLES, fonts.BODY])
def test_font_of_a_role_has_every_chinese_character_of_gb2312(role: str) -> None:
    with TTFont(settings.FONT_ROLES[role]) as font:
        assert font.sfntVersion == "\0\1\0\0"
        assert "glyf" in font
        assert {p for p in fonts.common_characters() if 0x4E00 <= p <= 0x9FFF} <= set(font.getBestCmap())


@pytest.mark.parametrize("role", settings.FONT_ROLES)
def test_fonts_of_all_roles_have_their_baseline_at_one_height(role: str) -> None:
    with TTFont(settings.FONT_ROLES[role], lazy=True) as font:
        size, line, windows = font["head"].unitsPerEm, font["hhea"], font["OS/2"]
        heights = {
            (line.ascent / size, line.descent / size),
            (windows.sTypoAscender / size, windows.sTypoDescender / size),
            (windows.usWinAscent / size, -windows.usWinDescent / size),
        }
    assert [(round(above, 3), round(below, 3)) for above, below in heights] == [(0.88, -0.12)]


def test_digits_and_letters_of_the_body_come_from_a_font_that_was_made_for_them() -> None:
    ascii_signs = set(range(0x21, 0x7F))
    assert {ord(" "), ord("\N{NO-BREAK SPACE}")} <= fonts.characters_of(settings.FONT_ROLES["body"])
    assert fonts.characters_of(settings.FONT_ROLES["body"]).isdisjoint(ascii_signs)
    assert ascii_signs <= fonts.characters_of(settings.FONT_ROLES["latin"])


@pytest.mark.parametrize(
    ("character", "role"),
    [("㎡", "rare"), ("㐂", "rare"), ("龘", "rare"), ("𠮷", "rarest"), ("😀", "emoji"), ("🫠", "emoji")],
)
def test_rare_character_is_in_one_of_the_last_fonts(character: str, role: str) -> None:
    assert ord(character) in fonts.characters_of(settings.FONT_ROLES[role])


def test_licence_of_each_font_stands_beside_it() -> None:
    licences = sorted(path.name for path in Path(settings.FONT_DIR).glob("LICENSE-*.txt"))
    families = (
        "fandol-COPYING",
        "fandol-README",
        "lxgw-wenkai",
        "noto-emoji",
        "noto-sans-sc",
        "noto-serif-sc",
    )
    assert licences == [f"LICENSE-{name}.txt" for name in families]


def test_emoji_come_last_and_in_outlines_that_the_other_fonts_lack() -> None:
    assert list(settings.FONT_ROLES)[-1] == "emoji"
    with TTFont(settings.FONT_ROLES["emoji"]) as font:
        assert "glyf" in font
        assert not {"COLR", "CBDT", "sbix", "SVG "} & set(font.keys())
        own = set(font.getBestCmap()) - fonts.SPACES
    others = [fonts.characters_of(settings.FONT_ROLES[role]) for role in ("rare", "rarest")]
    assert own.isdisjoint(set.union(*others))


def test_cut_font_keeps_only_what_was_asked_for(tmp_path: Path) -> None:
    source, target = settings.FONT_ROLES["hei"], tmp_path / "cut.ttf"
    fonts.cut_font(source, target, map(ord, "绩效 𠮷"))
    assert fonts.characters_of(target) == set(map(ord, "绩效 "))


def test_body_is_set_in_fangsong_and_in_song_where_there_is_none(tmp_path: Path) -> None:
    with TTFont(settings.FONT_ROLES["body"]) as font:
        assert font["name"].getDebugName(4) == "FandolFang R"
    assert fonts.body_source(NODE_MODULES, tmp_path) == NODE_MODULES / fonts.SERIF.package / fonts.SERIF.file


def test_glyph_of_cubic_curves_is_the_same_shape_in_quadratic_ones(tmp_path: Path) -> None:
    """Drawn with both, as a box and an area: one unit of a thousand may be lost on the way."""
    source, target = FANDOL / fonts.FANGSONG, tmp_path / "cut.ttf"
    fonts.cut_font(source, target, map(ord, "绩效管理局"))

    def drawn(path: Path, character: str) -> tuple[float, ...]:
        with TTFont(path) as font:
            glyphs, name = font.getGlyphSet(), font.getBestCmap()[ord(character)]
            bounds, area = BoundsPen(glyphs), AreaPen(glyphs)
            glyphs[name].draw(bounds)
            glyphs[name].draw(area)
            return (*bounds.bounds, abs(area.value) ** 0.5, glyphs[name].width)

    for character in "绩效管理局":
        assert drawn(target, character) == pytest.approx(drawn(source, character), abs=1.5)


def test_font_without_truetype_outlines_is_refused(tmp_path: Path) -> None:
    with TTFont(settings.FONT_ROLES["hei"]) as font:
        del font["glyf"], font["loca"]
        font.save(tmp_path / "hollow.ttf")
    with pytest.raises(ValueError, match=r"hollow\.ttf has no TrueType outlines"):
        fonts.cut_font(tmp_path / "hollow.ttf", tmp_path / "cut.ttf", [0x4E00])
