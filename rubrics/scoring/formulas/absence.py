"""The three absences in an operation: 不能计算 wins over 未填, and 未填 over 不适用."""

from collections.abc import Iterable

from rubrics.scoring.states import Absent, Known, Missing, NotApplicable, Undefined

ABSENT = (Missing, NotApplicable, Undefined)


def strongest(members: Iterable[Known]) -> Absent | None:
    """Return the absence that the members together have, addresses joined in order; None when all are values."""
    absent = [member for member in members if isinstance(member, ABSENT)]
    if not absent:
        return None
    undefined = [member for member in absent if isinstance(member, Undefined)]
    if undefined:
        return undefined[0] if len(undefined) == 1 else Undefined(undefined[0].why, _addresses(undefined))
    missing = [member for member in absent if isinstance(member, Missing)]
    if missing:
        return Missing(_addresses(missing))
    inapplicable = [member for member in absent if isinstance(member, NotApplicable)]
    return NotApplicable(
        _addresses(inapplicable), next((one.reason for one in inapplicable if one.reason), "")
    )


def _addresses(absent: Iterable[Absent]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for one in absent for address in one.addresses))
