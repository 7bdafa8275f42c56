"""Marks of notes: a figure that does not come from the filer carries a mark, and a note says from where."""

from .blocks import Note


class Notebook:
    """Gives each origin one number for the whole report, and hands over the notes that a part has used."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._used: set[str] = set()

    def marks(self, *origins: str) -> tuple[int, ...]:
        """Return the numbers of the notes on `origins` (由得分推定 …); '' is the filer himself and has none."""
        found = [origin for origin in dict.fromkeys(origins) if origin]
        self._used.update(found)
        return tuple(self._numbers.setdefault(origin, len(self._numbers) + 1) for origin in found)

    def take(self) -> tuple[Note, ...]:
        """Return the notes used since the last call, by number."""
        notes = sorted((self._numbers[origin], origin) for origin in self._used)
        self._used.clear()
        return tuple(Note(number, origin) for number, origin in notes)
