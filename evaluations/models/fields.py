"""Columns of a kind: data as canonical JSON text, the same bytes on both databases; what a purge leaves on a row."""

import json
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:

    class Text(models.TextField[Any, Any]):
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any
else:
    Text = models.TextField


def canonical(data: object) -> str:
    """Return `data` as JSON text, the same for the same data: sorted keys, no spaces, Chinese unescaped."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class CanonicalJSONField(Text):
    """Plain data (dict, list, str, int, bool, None) kept as canonical text; floats have no place in it."""

    def from_db_value(self, value: str | None, *_: object) -> Any:
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: object) -> Any:
        return None if value is None else canonical(value)

    def to_python(self, value: object) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        return canonical(self.value_from_object(obj))


class Clearable(models.Model):
    """A row out of which 清除涉密内容 may take words (`services/purging.py`)."""

    purged = models.PositiveBigIntegerField("清除的序号", null=True, blank=True)
    """The number of the purge that did so last; None: it is as it was written. Of a file its bytes are gone, too."""

    class Meta:
        abstract = True
