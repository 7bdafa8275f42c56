"""Which parts a workbook has: its kind, its sheets in order with their state, where texts and formats are."""

from dataclasses import dataclass
from posixpath import join, normpath

from . import limits
from .markup import parse
from .package import Package
from .refusal import SAVE_AGAIN, UnreadableError

TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
WORKBOOK = "spreadsheetml.sheet.main+xml"
OTHER_KINDS: tuple[tuple[str, str], ...] = (
    ("macroenabled", "这是带宏的文件（.xlsm）"),
    ("sheet.binary", "这是二进制格式（.xlsb）的文件"),
    ("template.main+xml", "这是模板格式（.xltx）的文件"),
    ("wordprocessingml", "这是 Word 文档，不是 Excel 工作簿"),
    ("presentationml", "这是演示文稿，不是 Excel 工作簿"),
)
OPEN_DOCUMENT = "opendocument"


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    path: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[SheetPart, ...]
    from_1904: bool
    strings: str
    styles: str


def read_parts(package: Package) -> Workbook:
    """Return what the workbook says of itself. Raises UnreadableError for another kind of file."""
    _check_kind(package)
    main = next((to for kind, to in _relations(package, "").values() if kind == "officeDocument"), "")
    if not main:
        raise UnreadableError("文件里没有工作簿，不是完整的 Excel 文件")
    related = _relations(package, main)
    reading = _Reading()
    parse(package.chunks(main), reading.begin, lambda _: None, lambda _: None)
    if len(reading.sheets) > limits.MOST_SHEETS:
        raise UnreadableError(f"工作表超过 {limits.MOST_SHEETS} 张", "请只保留要导入的工作表")
    return Workbook(
        sheets=tuple(
            SheetPart(name, related.get(key, ("", ""))[1], state in {"", "visible"})
            for name, key, state in reading.sheets
            if related.get(key, ("", ""))[0] == "worksheet"
        ),
        from_1904=reading.from_1904,
        strings=_of_kind(related, "sharedStrings"),
        styles=_of_kind(related, "styles"),
    )


def _check_kind(package: Package) -> None:
    if "mimetype" in package and OPEN_DOCUMENT.encode() in b"".join(package.chunks("mimetype")):
        raise UnreadableError("这是 OpenDocument 格式（.ods）的文件")
    if any(name.endswith("vbaproject.bin") for name in package.names()):
        raise UnreadableError(OTHER_KINDS[0][1])
    if TYPES not in package:
        raise UnreadableError("这是压缩包，不是 Excel 工作簿")
    types: list[str] = []
    parse(
        package.chunks(TYPES),
        lambda _, attributes: types.append(attributes.get("ContentType", "").lower()),
        lambda _: None,
        lambda _: None,
    )
    for word, what in OTHER_KINDS:
        if any(word in one for one in types):
            raise UnreadableError(what)
    if not any(one.endswith(WORKBOOK) for one in types):
        raise UnreadableError("这不是 Excel 工作簿", SAVE_AGAIN)


def _relations(package: Package, of: str) -> dict[str, tuple[str, str]]:
    """Return id -> (last word of the kind, part) of the relations of a part; those that lead outside are left out."""
    folder, _, file = of.rpartition("/")
    name = join(folder, "_rels", f"{file}.rels")
    found: dict[str, tuple[str, str]] = {}
    if name not in package:
        return found

    def begin(element: str, attributes: dict[str, str]) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target if target.startswith("/") else join("/", folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, normpath(path).lstrip("/"))

    parse(package.chunks(name), begin, lambda _: None, lambda _: None)
    return found


def _of_kind(related: dict[str, tuple[str, str]], kind: str) -> str:
    return next((path for found, path in related.values() if found == kind), "")


class _Reading:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets.append(
                (attributes.get("name", ""), attributes.get("id", ""), attributes.get("state", ""))
            )
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in {"1", "true"}
