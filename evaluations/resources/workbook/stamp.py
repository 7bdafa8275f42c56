"""What a workbook carries of its origin: filing, revision, document and a digest of what was given, signed."""

from dataclasses import dataclass

from django.core import signing

SALT = "evaluations.workbook"


@dataclass(frozen=True, slots=True)
class Stamp:
    """`document` and `content` are digests: of the rubric document, and of the texts that were given."""

    filing: int
    revision: int
    document: str
    content: str

    def sign(self) -> str:
        """Return the stamp as it stands in the first cell of every sheet."""
        return signing.dumps([self.filing, self.revision, self.document, self.content], salt=SALT)


def read_stamp(text: str) -> Stamp | None:
    """Return the stamp that a cell holds, None for anything that this portal did not sign."""
    try:
        filing, revision, document, content = signing.loads(text.strip(), salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return Stamp(filing, revision, document, content)
