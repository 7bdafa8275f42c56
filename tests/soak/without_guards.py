"""What the controls run instead: no lock, no conditional write; two requests meet where the guard would have stood."""

from __future__ import annotations

import itertools
from threading import Barrier
from typing import Any

from evaluations.models import Filing, Snapshot
from evaluations.services import filing, moving, places, submission, writing
from evaluations.services.moving import hold as held
from evaluations.services.places import fetch as fetched

MEETING = Barrier(2, timeout=30)
NUMBERS = itertools.count(1)


def unlocked(filing_id: int) -> Filing:
    return Filing.objects.select_related("cycle", "department", "version").get(pk=filing_id)


def hold(**values: Any) -> Any:
    found = held(**values)
    MEETING.wait()
    return found


def move(moving_: Any, *, data: Any, **columns: Any) -> Filing:
    Filing.objects.filter(pk=moving_.filing.pk).update(state="submitted", **columns)
    moving.record(
        actor=moving_.actor, action=moving_.action.value, filing=moving_.filing, data=data, at=moving_.now
    )
    return moving_.filing


def save(self: Snapshot, **options: Any) -> None:
    number = next(NUMBERS)
    self.seq, self.number = 100 + number, f"{self.number}-{number}"
    super(Snapshot, self).save(**options)


def begin(*, actor: Any, filing: Filing, action: Any, request_key: str = "") -> Any:
    return writing.Writing(unlocked(filing.pk), actor, writing.clock.now(), request_key or None)


def fetch(*values: Any) -> Any:
    found = fetched(*values)
    MEETING.wait()
    return found


def put_answer(held_: Any, shelf: Any, address: Any, new: Any) -> int:
    shelf.filing.answers.filter(key=str(address)).update(value=new.text, version=new.version + 1)
    return int(new.version) + 1


def drop() -> None:
    """Put what stands above in the place of the guards."""
    moving.lock = submission.lock = unlocked
    submission.hold, submission.move = hold, move
    Snapshot.save = save  # type: ignore[method-assign]
    filing.begin, places.fetch, places.put_answer = begin, fetch, put_answer
