"""outline: the chapters of the printed report; a chapter may print one thing beside its title, or several as body."""

from rubrics.scoring.characters import excerpt
from rubrics.scoring.types import Chapter, ChapterPart, PartKind

from .formulas import condition, template
from .located import Located
from .reader import Reader
from .shapes import ALL, Keys, items, members, said, text, texts, yes_no

_KINDS = tuple(kind.value for kind in PartKind)
CHAPTER_KEYS = Keys(("title",), (*_KINDS, "columns", "caption", "when", "numbered", "body", "parts", "was"))
_PART = Keys((), (*_KINDS, "columns", "caption", "when"))
_ONLY_ALL = (PartKind.CHECKS, PartKind.EXPLANATIONS, PartKind.EVIDENCE)
_DEEPEST = 5


def read_outline(reader: Reader, node: Located, level: int = 1) -> tuple[Chapter, ...]:
    """Return the chapters of one level."""
    if level > _DEEPEST:
        reader.refuse_key(node, f"标题超过 {_DEEPEST} 级", "请合并层级")
        return ()
    return tuple(_chapter(reader, one, level) for one in items(reader, node))


def _chapter(reader: Reader, node: Located, level: int) -> Chapter:
    found = members(reader, node, CHAPTER_KEYS)
    title = text(reader, found["title"], 120) if "title" in found else ""
    if "title" in found:
        reader.declare("chapter", f"{level}{title}", found["title"])
        template(reader, found["title"], None, {})
    kinds = [key for key in _KINDS if key in found]
    if "body" in found and kinds:
        reader.refuse_key(found[kinds[0]], f"body 和 {kinds[0]} 只能写一个", "请把内容都写进 body")
    own = (_part(reader, node, found, kinds, own_condition=False),) if kinds else ()
    body = tuple(_body(reader, one) for one in items(reader, found["body"])) if "body" in found else ()
    return Chapter(
        title,
        level,
        tuple(part for part in (*own, *body) if part is not None),
        read_outline(reader, found["parts"], level + 1) if "parts" in found else (),
        yes_no(reader, found["numbered"]) if "numbered" in found else True,
        condition(reader, found["when"]) if "when" in found else None,
        said(reader, found, "was"),
    )


def _body(reader: Reader, node: Located) -> ChapterPart | None:
    found = members(reader, node, _PART)
    kinds = [key for key in _KINDS if key in found]
    if not kinds:
        if node.members is not None:
            reader.refuse(node, "没有写印什么", f"请写 {'、'.join(_KINDS)} 中的一个")
        return None
    return _part(reader, node, dict(found), kinds, own_condition=True)


def _part(
    reader: Reader,
    node: Located,
    found: dict[str, Located] | object,
    kinds: list[str],
    *,
    own_condition: bool,
) -> ChapterPart | None:
    parts = found if isinstance(found, dict) else {}
    if len(kinds) > 1:
        reader.refuse(node, f"{'、'.join(kinds)} 只能写一个", "要印几样东西的，请写 body: [{…}, {…}]")
    kind = PartKind(kinds[0])
    if kind is not PartKind.TABLE and "columns" in parts:
        reader.refuse_key(parts["columns"], "只有 table 才有 columns", "请删去这一项")
    body = _printed(reader, parts[kind.value], kind)
    when = condition(reader, parts["when"]) if own_condition and "when" in parts else None
    columns = _columns(reader, parts["columns"], body) if "columns" in parts else ()
    return ChapterPart(kind, body, columns, said(reader, parts, "caption"), when)


def _printed(reader: Reader, node: Located, kind: PartKind) -> str:
    words = text(reader, node)
    if kind is PartKind.TEXT:
        template(reader, node, None, {})
    elif kind in _ONLY_ALL and words != ALL:
        reader.refuse(node, f"这里只能写 {ALL}", f"请写 {kind.value}: {ALL}")
    elif kind is PartKind.SCORES and words != ALL and ("criterion", words) not in reader.places:
        reader.refuse(node, f"没有叫“{excerpt(words)}”的指标", f"请写 {ALL} 或一个指标的名称")
    elif kind is PartKind.TABLE and reader.names and words not in reader.names.tables:
        reader.refuse(node, f"没有叫“{excerpt(words)}”的表", "请写 tables 里的表名")
    elif kind is PartKind.NARRATIVE:
        _check_narrative(reader, node)
    return words


def _check_narrative(reader: Reader, node: Located) -> None:
    found = reader.names.figures.get(node.text or "") if reader.names else None
    if reader.names and (found is None or found.dimension != "叙述"):
        reader.refuse(node, f"没有叫“{excerpt(node.text or '')}”的叙述", "请写 type: narrative 的字段名")


def _columns(reader: Reader, node: Located, table: str) -> tuple[str, ...]:
    columns = texts(reader, node)
    known = reader.names.tables.get(table) if reader.names else None
    for item in node.items or ():
        if known is not None and item.text not in known:
            reader.refuse(
                item, f"表“{excerpt(table)}”里没有叫“{excerpt(item.text or '')}”的列", "请写这张表的列名"
            )
    return columns
