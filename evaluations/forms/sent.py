"""What an open page sends by itself: JSON, read strictly. One thing out of order and nothing of it is used."""

import re
from dataclasses import dataclass

from evaluations.services.results import Typed
from rubrics.scoring import address as addresses
from rubrics.scoring import strict_json
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import Document

from .stamps import FILLED, NOT_APPLICABLE, lines

MOST_SENT = 2_000
"""Places in one request; a page with more sends them in turns."""
_KEY = re.compile(r"[0-9A-Za-z-]{16,64}")
_NEWEST = 2**31 - 1
_DEEPEST = 8
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
AGAIN = "请刷新页面，核对后重新填写"


@dataclass(frozen=True, slots=True)
class Sent:
    """`request` names the request, also when it is sent again; `person` is whose page it is; address -> typed."""

    request: str
    person: int
    values: dict[str, Typed]


@dataclass(frozen=True, slots=True)
class _Odd:
    """Stands where JSON has something that no page sends."""

    what: str


def read_sent(body: bytes, document: Document) -> Sent | list[Problem]:
    """Return what was sent, or every part that cannot be used: `where` names the field or the address."""
    try:
        tree = strict_json.load(body.decode(), deepest=_DEEPEST, odd=_Odd)
    except UnicodeDecodeError:
        return [Problem("", "送来的内容不是 UTF-8 文字", AGAIN)]
    except strict_json.NotJSONError as problem:
        return [Problem("", f"送来的内容读不出来：{problem}", AGAIN)]
    reading = _Reading(document, [])
    sent = reading.whole(tree)
    return reading.problems or sent


@dataclass(slots=True)
class _Reading:
    document: Document
    problems: list[Problem]

    def whole(self, tree: object) -> Sent:
        parts = self._parts(tree, "", ("request", "person", "places"))
        request = self._text(parts.get("request"), "request")
        if request and not _KEY.fullmatch(request):
            self._refuse("request", "不是请求的编号")
        places = parts.get("places")
        if not isinstance(places, list) or not 0 < len(places) <= MOST_SENT:
            self._refuse("places", f"应是 1 到 {MOST_SENT:,} 处内容")
            places = []
        values: dict[str, Typed] = {}
        for number, place in enumerate(places):
            self._place(place, f"places.{number}", values)
        return Sent(request, self._number(parts.get("person"), "person"), values)

    def _place(self, place: object, name: str, values: dict[str, Typed]) -> None:
        parts = self._parts(place, name, ("at", "text", "status", "base"))
        where = self._address(parts.get("at"), f"{name}.at")
        if not where:
            return
        if where in values:
            self._refuse(where, "同一处送来了两次")
        status = self._text(parts.get("status"), where)
        if status not in {FILLED, NOT_APPLICABLE}:
            self._refuse(where, "性质只能是“已填”或“无此事项”")
        text = self._text(parts.get("text"), where)
        values[where] = Typed(text, self._number(parts.get("base"), where), status)

    def _address(self, value: object, name: str) -> str:
        """Return an address that the document has a box for, '' for anything else."""
        text = self._text(value, name)
        if not text or len(text) > addresses.LONGEST:
            self._refuse(name, "没有写明是哪一处")
            return ""
        address = addresses.parse(text)
        known = address if isinstance(address, Problem) else desk_of(self.document).field_at(address)
        if isinstance(known, Problem):
            self.problems.append(known)
            return ""
        return text

    def _parts(self, value: object, name: str, keys: tuple[str, ...]) -> dict[str, object]:
        """Return the parts of an object that has these keys and no other."""
        if isinstance(value, _Odd):
            self._refuse(name, value.what)
        elif not isinstance(value, dict):
            self._refuse(name, "应是一组有名称的内容")
        else:
            for key in [*value, *keys]:
                if key not in keys or key not in value:
                    said = key.encode("ascii", "replace").decode()[:40]
                    self._refuse(f"{name}.{said}".strip("."), "多出这一项" if key in value else "缺少这一项")
            return value
        return {}

    def _text(self, value: object, where: str) -> str:
        if not isinstance(value, str):
            self._refuse(where, value.what if isinstance(value, _Odd) else "应是文字")
            return ""
        if _UNUSABLE.search(value):
            self._refuse(where, "含有不能保存的字符")
            return ""
        return lines(value)

    def _number(self, value: object, where: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _NEWEST:
            return value
        self._refuse(where, value.what if isinstance(value, _Odd) else "应是不小于 0 的整数")
        return 0

    def _refuse(self, where: str, what: str) -> None:
        self.problems.append(Problem(where, what, AGAIN))
