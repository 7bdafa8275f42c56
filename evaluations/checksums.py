"""How checksums are written for people: in groups, and short beside a number. Standard library only."""

GROUP = 8
"""Signs that stand together: a checksum is read from paper."""
CODE = 16
"""Signs of the 校验码 on paper: the beginning of a snapshot's seal, which nobody guesses."""


def in_groups(seal: str) -> tuple[str, ...]:
    """Return a checksum in groups."""
    return tuple(seal[at : at + GROUP] for at in range(0, len(seal), GROUP))


def code_of(seal: str) -> str:
    """Return the 校验码 that a print of a sealed snapshot bears beside its number."""
    return " ".join(in_groups(seal[:CODE]))
