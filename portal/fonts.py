"""Cuts the report's fonts out of the npm packages, and 仿宋 out of Debian's: one TrueType file for each role.

Why TrueType: WeasyPrint writes glyph numbers as PDF codes; in a CID-keyed font a strict viewer reads them as
something else and shows other characters, or none. Why cut: a smaller font is laid out and embedded faster.
"""

import shutil
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

NO_INSTRUCTIONS = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
)
"""What a font without hinting needs none of; the counts of points and contours are made when it is saved."""

NOTO_SERIF = "@expo-google-fonts/noto-serif-sc"
NOTO_SANS = "@expo-google-fonts/noto-sans-sc"
WENKAI = "@fontsource/lxgw-wenkai"
NOTO_EMOJI = "@expo-google-fonts/noto-emoji"

FANGSONG = "FandolFang-Regular.otf"
FANGSONG_LICENCES = ("COPYING", "README")
"""The GPL with an exception: documents that embed the font are free of it."""

LATIN = {*range(0x21, 0x7F), *range(0xA1, 0x250)}
SPACES = {0x20, 0xA0}
"""Every font keeps them: a space is set in the font of the word before it, without a look into the next one."""
SIGNS = ((0x2000, 0x2700), (0x3000, 0x3400), (0xFF00, 0xFFF0))
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

COMMON_ROLES = {"song": SERIF_BOLD, "hei": SANS, "kai": KAI}
BODY = "body"
"""仿宋, which no npm package has; 宋体 stands in where Debian's cannot be fetched."""
LENT_ROLES = ("latin", "rare", "rarest", "emoji")


ABOVE = 0.88
"""How much of a Chinese character stands above the baseline."""


def common_characters() -> set[int]:
    """Code points of GB 2312, Latin, punctuation and signs: what nearly every report is made of."""
    points = {*LATIN, *SPACES, *(point for low, high in SIGNS for point in range(low, high))}
    for lead in range(0xB0, 0xF8):
        row = b"".join(bytes((lead, trail)) for trail in range(0xA1, 0xFF))
        points.update(map(ord, row.decode("gb2312", errors="ignore")))
    return points


def cut_font(source: Path, target: Path, characters: Iterable[int]) -> None:
    """Writes `target`, in TrueType outlines, with only those of `characters` that `source` has."""
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
        if not {"glyf", "CFF "} & set(font.keys()):
            raise ValueError(f"{source.name} has no TrueType outlines, and none that could become such")
        font.flavor = None
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=characters)
        subsetter.subset(font)
        if "CFF " in font:
            to_truetype(font)
        sit_even(font)
        font.save(target)


def sit_even(font: TTFont) -> None:
    """Put the baseline where the others have it, so that lines keep their distance whatever font they are set in."""
    above, below = (round(part * font["head"].unitsPerEm) for part in (ABOVE, 1 - ABOVE))
    line, windows = font["hhea"], font["OS/2"]
    line.ascent, line.descent, line.lineGap = above, -below, 0
    windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = above, -below, 0
    windows.usWinAscent, windows.usWinDescent = above, below


def to_truetype(font: TTFont) -> None:
    """Draw every glyph again with quadratic curves, each within one unit of where it was."""
    drawn, glyphs = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))  # TrueType goes round the other way
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = font.getGlyphOrder(), glyphs
    for name, (width, _) in font["hmtx"].metrics.items():
        glyphs[name].recalcBounds(font["glyf"])
        font["hmtx"].metrics[name] = (width, getattr(glyphs[name], "xMin", 0))
    font.sfntVersion = "\0\1\0\0"
    font["post"].formatType = 3.0
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    limits.maxZones = 1
    for limit in NO_INSTRUCTIONS:
        setattr(limits, limit, 0)


def characters_of(source: Path) -> set[int]:
    with TTFont(source, lazy=True) as font:
        return set(font.getBestCmap())


def body_source(packages: Path, fandol: Path) -> Path:
    """Returns the font that the body is set in: 仿宋, or 宋体 where there is none."""
    fangsong = fandol / FANGSONG
    return fangsong if fangsong.is_file() else packages / SERIF.package / SERIF.file


def build_fonts(packages: Path, folder: Path, fandol: Path) -> list[Path]:
    """Makes every role's file in `folder` out of `packages` (node_modules) and returns the files made.

    The body is set in the 仿宋 of the folder `fandol`; where that is not there, in 宋体.

    Four more stand last in every family list: `latin` has the digits and letters of the body, whose own font was made
    for Chinese only; `rare` is its source uncut, `rarest` those that only the other source has, so that a rare
    character of a person's or a place's name is still printed, and `emoji` those that neither has, in black outlines.
    """
    folder.mkdir(parents=True, exist_ok=True)
    common = common_characters()
    serif, kai, emoji = (packages / source.package / source.file for source in (SERIF, KAI, EMOJI))
    with TTFont(serif, lazy=True) as font:
        sit_even(font)
        font.save(folder / "rare.ttf")
    known = characters_of(serif)
    cuts = [
        (body_source(packages, fandol), folder / f"{BODY}.ttf", common - LATIN),
        (serif, folder / "latin.ttf", LATIN | SPACES),
        *(
            (packages / source.package / source.file, folder / f"{role}.ttf", common)
            for role, source in COMMON_ROLES.items()
        ),
        (kai, folder / "rarest.ttf", (characters_of(kai) - known) | SPACES),
        (emoji, folder / "emoji.ttf", (characters_of(emoji) - known - characters_of(kai)) | SPACES),
    ]
    with ProcessPoolExecutor() as pool:  # seconds of computing each, and none needs another
        list(pool.map(cut_font, *zip(*cuts, strict=True)))
    for package, licence in {(source.package, source.licence) for source in (*COMMON_ROLES.values(), EMOJI)}:
        shutil.copyfile(packages / package / licence, folder / f"LICENSE-{package.rpartition('/')[2]}.txt")
    for name in FANGSONG_LICENCES if (fandol / FANGSONG).is_file() else ():
        shutil.copyfile(fandol / name, folder / f"LICENSE-fandol-{name}.txt")
    return [folder / f"{role}.ttf" for role in (*COMMON_ROLES, BODY, *LENT_ROLES)]
