"""XML piece by piece, without documents types, entities or depth: what a workbook never has is refused."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NoReturn
from xml.parsers import expat

from . import limits
from .refusal import USE_TEMPLATE, UnreadableError

type Begin = Callable[[str, dict[str, str]], None]
type End = Callable[[str], None]
type Text = Callable[[str], None]

SEPARATOR = " "


def parse(chunks: Iterable[bytes], begin: Begin, end: End, text: Text) -> None:
    """Feed a part to three handlers; names of elements and attributes come without their namespace."""
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.MOST_DEPTH:
            raise UnreadableError("文件里的标记套得太深，不是正常的表格文件", USE_TEMPLATE)
        bare = {_local(key): value for key, value in attributes.items()} if attributes else attributes
        begin(_local(name), bare)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_local(name))

    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = opened, closed, text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise UnreadableError("文件已损坏，内容读不完整") from None


def _refuse(*_: object) -> NoReturn:
    raise UnreadableError("文件里有外部引用或实体声明，不是正常的表格文件", USE_TEMPLATE)


@lru_cache(maxsize=1024)  # a part has few names, each of them thousands of times
def _local(name: str) -> str:
    return name.rpartition(SEPARATOR)[2]
