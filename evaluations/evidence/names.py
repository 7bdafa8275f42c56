"""The name under which a file is shown and saved: nothing that a path, a header or an eye trips over."""

import re
import unicodedata

from .kinds import Kind

LONGEST = 80
"""Characters with the ending; in UTF-8 that stays below the 255 bytes of common file systems."""
_UNFIT = re.compile(r'[:*?"<>|%;]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def shown_name(given: str, kind: Kind) -> str:
    """Return the last part of a path, without signs that nobody sees, ending in what the content is."""
    last = re.split(r"[\\/]", given[:4_000])[-1]
    seen = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    name = " ".join(_UNFIT.sub("", seen).split()).strip(" .")
    stem, ending = _parted(name, kind)
    stem = stem[: LONGEST - len(ending)].strip(" .") or "佐证材料"
    return f"_{stem}{ending}" if _DEVICE.match(stem) else f"{stem}{ending}"


def _parted(name: str, kind: Kind) -> tuple[str, str]:
    """Return stem and ending; an ending that the content does not bear out stays in the stem."""
    for ending in kind.endings:
        if name.lower().endswith(ending):
            return name[: -len(ending)], ending
    return name, kind.endings[0]
