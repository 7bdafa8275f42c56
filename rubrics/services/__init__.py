"""Writes: keyword-only, actor, one transaction; what may not happen raises Refused with the reason."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """Why it was not done and who can help: a complete Chinese sentence, shown to the person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
