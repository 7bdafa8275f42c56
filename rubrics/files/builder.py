"""YAML events to a located tree, without recursion. Refuses what makes YAML surprising: aliases, tags, merge keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from rubrics.scoring.characters import excerpt
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.located import Located

MOST_NODES, DEEPEST = 60_000, 24

type Place = tuple[int, int]
"""Line and column, from 1."""


class RefusedError(Exception):
    def __init__(self, place: Place, what: str, todo: str) -> None:
        super().__init__(what)
        self.problem = Problem("", what, todo, line=place[0], column=place[1])


@dataclass(slots=True)
class _Open:
    """A list or mapping being read; `key` is the name that waits for its value."""

    path: str
    place: tuple[int, int, int, int]
    items: list[Located] | None = None
    members: dict[str, Located] = field(default_factory=dict)
    key: yaml.ScalarEvent | None = None

    def closed(self) -> Located:
        content = self.members if self.items is None else tuple(self.items)
        line, column, key_line, key_column = self.place
        return Located(content, self.path, line, column, key_line, key_column)


class Builder:
    """Builds the tree from events, without recursion."""

    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._root: Located | None = None
        self._count = 0

    def build(self, events: Iterator[yaml.Event]) -> Located | list[Problem]:
        documents = 0
        for event in events:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise RefusedError(
                    _start(event), "一个文件里有两份文档（---）", "请删去 --- 分隔线，一份文件只写一份"
                )
            self._take(event)
        return self._root or [Problem("", "文件是空的", "请按格式写出内容")]

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise RefusedError(
                _start(event), f"用了别名 *{excerpt(event.anchor or '')}", "请把内容写全，不用 YAML 别名"
            )
        if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            raise RefusedError(_start(event), "用了 YAML 指令（%）", "请删去以 % 开头的行")
        if isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._finish(self._stack.pop().closed(), _start(event))

    def _node(self, event: yaml.NodeEvent) -> None:
        self._check(event)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
            return
        if self._stack and self._stack[-1].items is None and self._stack[-1].key is None:
            raise RefusedError(
                _start(event), "名称处写了列表或映射", "名称只能是文字；以 [ 或 { 开头的文字请加引号"
            )
        if len(self._stack) >= DEEPEST:
            raise RefusedError(_start(event), "层次太深", f"最多 {DEEPEST} 层")
        opened = _Open(self._path(), self._place(event))
        opened.items = [] if isinstance(event, yaml.SequenceStartEvent) else None
        self._stack.append(opened)

    def _check(self, event: yaml.NodeEvent) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            raise RefusedError(_start(event), "内容太多", f"最多 {MOST_NODES:,} 项")
        if event.anchor:
            raise RefusedError(
                _start(event),
                f"用了锚点 &{excerpt(event.anchor or '')}",
                "请把内容写全；以 & 开头的文字请加引号",
            )
        tag = getattr(event, "tag", None)
        if tag:
            raise RefusedError(
                _start(event),
                f"用了标签 {excerpt(tag.replace('tag:yaml.org,2002:', '!!'))}",
                "请删去；以 ! 开头的文字请加引号",
            )

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        top = self._stack[-1] if self._stack else None
        if top is not None and top.items is None and top.key is None:
            self._key(top, event)
            return
        line, column, key_line, key_column = self._place(event)
        one_line = _ends_on_its_line(event)
        offset = (1 if event.style in ("'", '"') else 0) if one_line and event.style not in ("|", ">") else -1
        node = Located(event.value, self._path(), line, column, key_line, key_column, offset)
        self._finish(node, _start(event))

    def _key(self, top: _Open, event: yaml.ScalarEvent) -> None:
        name = event.value
        if name == "<<":
            raise RefusedError(_start(event), "用了合并键 <<", "请把内容写全")
        if not name.strip():
            raise RefusedError(_start(event), "名称是空的", "请在冒号前写名称")
        if name in top.members:
            first = top.members[name].key_line
            raise RefusedError(
                _start(event), f"“{excerpt(name)}”写了两次（第一次在第 {first} 行）", "请删去其中一个"
            )
        top.key = event

    def _finish(self, node: Located, place: Place) -> None:
        top = self._stack[-1] if self._stack else None
        if top is None:
            if node.members is None:
                raise RefusedError(place, "文件最外层不是“名称: 内容”", "请从 rubric: 名称 写起")
            self._root = node
        elif top.items is not None:
            top.items.append(node)
        elif top.key is not None:
            top.members[top.key.value] = node
            top.key = None

    def _path(self) -> str:
        top = self._stack[-1] if self._stack else None
        if top is None:
            return ""
        if top.items is not None:
            return f"{top.path}[{len(top.items) + 1}]"
        name = top.key.value if top.key else ""
        return f"{top.path}.{name}" if top.path else name

    def _place(self, event: yaml.NodeEvent) -> tuple[int, int, int, int]:
        key = self._stack[-1].key if self._stack else None
        return (*_start(event), *(_start(key) if key else (0, 0)))


def _start(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _ends_on_its_line(event: yaml.Event) -> bool:
    start, end = event.start_mark, event.end_mark
    return start is not None and end is not None and start.line == end.line
