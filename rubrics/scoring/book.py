"""A mapping that is made when it is looked at."""

from collections.abc import Callable, Iterator, Mapping


class Book[T](Mapping[str, T]):
    """A mapping whose entries are made at the first look."""

    __slots__ = ("_entries", "_make")

    def __init__(self, make: Callable[[], dict[str, T]]) -> None:
        self._make = make
        self._entries: dict[str, T] | None = None

    def _all(self) -> dict[str, T]:
        if self._entries is None:
            self._entries = self._make()
        return self._entries

    def __getitem__(self, key: str) -> T:
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())
