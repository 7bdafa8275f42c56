"""Writes: keyword-only, actor, one transaction; what may not happen raises Refused with the reason."""


class Refused(Exception):
    """Why it was not done and who can help: a complete Chinese sentence, shown to the person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
