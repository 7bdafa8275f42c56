"""Cuts the report's fonts out of the npm packages: one TrueType file for each role.

Why TrueType: WeasyPrint writes glyph numbers as PDF codes; in a CID-keyed font a strict viewer reads them as
something else and shows other characters, or none. Why cut: a smaller font is laid out and embedded faster.
"""

import shutil
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

NOTO_SERIF = "@expo-google-fonts/noto-serif-sc"
NOTO_SANS = "@expo-google-fonts/noto-sans-sc"
WENKAI = "@fontsource/lxgw-wenkai"
NOTO_EMOJI = "@expo-google-fonts/noto-emoji"

LATIN_AND_SIGNS = ((0x20, 0x250), (0x2000, 0x2700), (0x3000, 0x3400), (0xFF00, 0xFFF0))
LAYOUT_TABLES = [
    "VORG",
    "vhea",
    "vmtx",
    "BASE",
    "DSIG",
    "GSUB",
    "GPOS",
    "GDEF",
    "meta",
    "STAT",
    "MVAR",
    "FFTM",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a font comes from: its npm package, the file in it, and the licence to put beside the result."""

    package: str
    file: str
    licence: str


SERIF = Source(NOTO_SERIF, "400Regular/NotoSerifSC_400Regular.ttf", "LICENSE_FONT")
SERIF_BOLD = Source(NOTO_SERIF, "700Bold/NotoSerifSC_700Bold.ttf", "LICENSE_FONT")
SANS = Source(NOTO_SANS, "400Regular/NotoSansSC_400Regular.ttf", "LICENSE_FONT")
# The .woff is the same font as the .woff2 beside it and is read in a second instead of a minute.
KAI = Source(WENKAI, "files/lxgw-wenkai-latin-500-normal.woff", "LICENSE")
EMOJI = Source(NOTO_EMOJI, "400Regular/NotoEmoji_400Regular.ttf", "LICENSE_FONT")

COMMON_ROLES = {"song": SERIF_BOLD, "hei": SANS, "kai": KAI, "body": SERIF}
LENT_ROLES = ("rare", "rarest", "emoji")


def common_characters() -> set[int]:
    """Code points of GB 2312, Latin, punctuation and signs: what nearly every report is made of."""
    points = {point for low, high in LATIN_AND_SIGNS for point in range(low, high)}
    for lead in range(0xB0, 0xF8):
        row = b"".join(bytes((lead, trail)) for trail in range(0xA1, 0xFF))
        points.update(map(ord, row.decode("gb2312", errors="ignore")))
    return points


def cut_font(source: Path, target: Path, characters: Iterable[int]) -> None:
    """Writes `target` with only those of `characters` that `source` has; `source` must have TrueType outlines."""
    options = Options(
        hinting=False,
        layout_features=[],
        name_IDs=["*"],
        notdef_outline=True,
        glyph_names=False,
        legacy_kern=False,
    )
    options.drop_tables += LAYOUT_TABLES
    with TTFont(source) as font:
        if "glyf" not in font:
            raise ValueError(f"{source.name} has no TrueType outlines")
        font.flavor = None
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=characters)
        subsetter.subset(font)
        font.save(target)


def characters_of(source: Path) -> set[int]:
    with TTFont(source, lazy=True) as font:
        return set(font.getBestCmap())


def build_fonts(packages: Path, folder: Path) -> list[Path]:
    """Makes every role's file in `folder` out of `packages` (node_modules) and returns the files made.

    Three more stand last in every family list: `rare` is its source uncut, `rarest` those that only the other
    source has, so that a rare character of a person's or a place's name is still printed, and `emoji` those
    that neither has, in black outlines.
    """
    folder.mkdir(parents=True, exist_ok=True)
    common = common_characters()
    serif, kai, emoji = (packages / source.package / source.file for source in (SERIF, KAI, EMOJI))
    shutil.copyfile(serif, folder / "rare.ttf")
    known = characters_of(serif)
    cuts = [
        *(
            (packages / source.package / source.file, folder / f"{role}.ttf", common)
            for role, source in COMMON_ROLES.items()
        ),
        (kai, folder / "rarest.ttf", characters_of(kai) - known),
        (emoji, folder / "emoji.ttf", characters_of(emoji) - known - characters_of(kai)),
    ]
    with ProcessPoolExecutor() as pool:  # seconds of computing each, and none needs another
        list(pool.map(cut_font, *zip(*cuts, strict=True)))
    for package, licence in {(source.package, source.licence) for source in (*COMMON_ROLES.values(), EMOJI)}:
        shutil.copyfile(packages / package / licence, folder / f"LICENSE-{package.rpartition('/')[2]}.txt")
    return [folder / f"{role}.ttf" for role in (*COMMON_ROLES, *LENT_ROLES)]
