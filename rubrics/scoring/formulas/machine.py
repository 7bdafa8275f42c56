"""A pattern as a machine of states, walked once along the text: the cost is at most states x characters."""

from .pattern_tree import Either, Piece, Repeat, Sequence, Single, Test
from .refusal import Refusal

MAX_STATES = 300
MAX_REMEMBERED = 5_000
_FOUND = 0
"""The state that says: the whole pattern was seen."""
type _States = frozenset[int]


class Machine:
    """Says whether a pattern occurs in a text. Steps already made are remembered (bounded)."""

    def __init__(self, piece: Piece, at_beginning: bool, at_end: bool) -> None:
        """Raises Refusal when the pattern needs too many states."""
        self._tests: list[Test | None] = [None]
        self._next: list[list[int]] = [[]]
        self._start = self._reach([self._build(piece, _FOUND)])
        self._anchored, self._at_end = at_beginning, at_end
        self._steps: dict[tuple[_States, str], _States] = {}

    def occurs_in(self, text: str) -> bool:
        """Say whether the pattern is found anywhere in `text` (with ^ at its beginning, with $ up to its end)."""
        states = self._start
        for character in text:
            if _FOUND in states and not self._at_end:
                return True
            states = self._steps.get((states, character)) or self._step(states, character)
        return _FOUND in states

    def _step(self, states: _States, character: str) -> _States:
        passed = [
            follow for state in states if self._passes(state, character) for follow in self._next[state]
        ]
        reached = self._reach(passed) if self._anchored else self._reach(passed) | self._start
        if len(self._steps) >= MAX_REMEMBERED:
            self._steps.clear()
        self._steps[states, character] = reached
        return reached

    def _passes(self, state: int, character: str) -> bool:
        test = self._tests[state]
        return test is not None and test(character)

    def _reach(self, states: list[int]) -> _States:
        """Return the states that wait for a character, and _FOUND, from `states` through empty moves."""
        seen, waiting = set[int](), list(states)
        while waiting:
            state = waiting.pop()
            if state not in seen:
                seen.add(state)
                waiting += self._next[state] if self._tests[state] is None else ()
        return frozenset(state for state in seen if state == _FOUND or self._tests[state] is not None)

    def _add(self, test: Test | None, follow: list[int]) -> int:
        if len(self._tests) >= MAX_STATES:
            raise Refusal(0, "式样太复杂", "请减少重复次数，或拆成几条")
        self._tests.append(test)
        self._next.append(follow)
        return len(self._tests) - 1

    def _build(self, piece: Piece, follow: int) -> int:
        match piece:
            case Single():
                return self._add(piece.test, [follow])
            case Sequence():
                for part in reversed(piece.parts):
                    follow = self._build(part, follow)
                return follow
            case Either():
                return self._add(None, [self._build(choice, follow) for choice in piece.choices])
            case Repeat():
                return self._build_repeat(piece, follow)

    def _build_repeat(self, repeat: Repeat, follow: int) -> int:
        if repeat.most is None:
            loop = self._add(None, [follow])
            self._next[loop].append(self._build(repeat.part, loop))
            follow = loop
        else:
            for _ in range(repeat.most - repeat.least):
                follow = self._add(None, [self._build(repeat.part, follow), follow])
        for _ in range(repeat.least):
            follow = self._build(repeat.part, follow)
        return follow
