"""What one person writes for another: why something is returned, withdrawn or left out."""

from .results import Refused

LONGEST = 2_000


def words_of(text: str, what: str, todo: str = "请写明内容。") -> str:
    """Return words as they are stored, without the NUL that no database takes. Refused when empty or too long."""
    words = text.replace("\0", "").strip()
    if not words:
        raise Refused(f"{what}未填。{todo}")
    if len(words) > LONGEST:
        raise Refused(f"{what}有 {len(words):,} 个字，超过 {LONGEST:,} 个。请精简。")
    return words
