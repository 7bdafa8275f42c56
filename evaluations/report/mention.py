"""首次括注原名: the first time a report names the department, it says what the department was called before."""

from collections.abc import Iterable

PORTAL_NAME = "部门.名称"
"""What a field is given from that holds the department's name."""


class FirstMention:
    """（原某某局） for the first mention, nothing for any other."""

    def __init__(self, former: Iterable[str] = ()) -> None:
        names = "、".join(former)
        self._words = f"（原{names}）" if names else ""

    def take(self) -> str:
        """Return what stands behind the name this time."""
        words, self._words = self._words, ""
        return words
