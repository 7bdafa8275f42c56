"""A print held against what is kept: by its number with the 校验码, or by the bytes of its file."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from evaluations.checksums import CODE
from evaluations.finish import approved
from evaluations.models import Report, Snapshot, StampedCopy


class Standing(StrEnum):
    """What a sealed snapshot is worth today."""

    HOLDS = "现行定稿"
    NOT_FINAL = "审核通过，尚未定分"
    BEING_AMENDED = "定稿，部门正在更正"
    REPLACED = "已被新的定稿取代"
    SENT = "报送的内容，不是定稿"


@dataclass(frozen=True, slots=True)
class Genuine:
    """A print that is what it says it is. `kind` says of which kind the file is, '' for a number."""

    snapshot: Snapshot
    standing: Standing
    now: Snapshot | None
    """The final copy that holds in its place."""
    kind: str = ""


def by_number(number: str, code: str) -> Genuine | None:
    """Return what a number and its 校验码 belong to; None whichever of the two is wrong."""
    typed = _plain_code(code)
    if len(typed) < CODE:
        return None
    found = _snapshots().filter(number=plain_number(number)).first()
    return _genuine(found) if found is not None and found.sha.startswith(typed) else None


def by_file(sha: str) -> list[Genuine]:
    """Return what a file was printed from, or stamped on, by its SHA-256. Empty: nothing like it is kept."""
    prints = Report.objects.filter(sha=sha, state=Report.State.READY)
    kinds = [(one.snapshot_id, f"{one.get_variant_display()}打印件") for one in prints]
    stamped = StampedCopy.objects.filter(sha=sha).order_by("replaced_at")
    kinds += [(one.snapshot_id, "已更换的盖章件" if one.replaced_at else "盖章件") for one in stamped]
    snapshots = _snapshots().in_bulk([key for key, _ in kinds])
    return [_genuine(snapshots[key], kind) for key, kind in kinds]


def plain_number(number: str) -> str:
    """Return a number as it was printed, whatever dashes and spaces were typed."""
    return "".join(number.split()).replace("—", "-").replace("－", "-").replace("–", "-")


def _plain_code(code: str) -> str:
    return plain_number(code).replace("-", "").lower()


def _snapshots() -> QuerySet[Snapshot]:
    return Snapshot.objects.select_related("filing__department", "filing__cycle")


def _genuine(snapshot: Snapshot, kind: str = "") -> Genuine:
    now = approved(snapshot.filing)
    return Genuine(snapshot, _standing(snapshot, now), None if now == snapshot else now, kind)


def _standing(snapshot: Snapshot, now: Snapshot | None) -> Standing:
    if snapshot.purpose != Snapshot.Purpose.APPROVAL:
        return Standing.SENT
    if now != snapshot:
        return Standing.REPLACED
    if snapshot.filing.amending:
        return Standing.BEING_AMENDED
    return Standing.HOLDS if snapshot.filing.final_at is not None else Standing.NOT_FINAL
