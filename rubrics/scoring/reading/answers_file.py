"""An answers file: located tree -> flat answers, with the line of each, so that problems show where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rubrics.scoring import address
from rubrics.scoring.characters import excerpt
from rubrics.scoring.problems import Problem
from rubrics.scoring.types import Document, FieldType

from .answers import FILLED, NA, Flat, FlatRow, Given
from .located import Located
from .reader import Reader
from .shapes import Keys, entries, members, said, text

KEYS = Keys(
    ("rubric", "year"),
    ("figures", "tables", "lines", "explanations", "previous", "presets", "version", "note"),
)
GIVEN_KEYS = Keys((), ("text", "source", "na"))


@dataclass(slots=True)
class AnswersFile:
    """`places`: address -> line and column of what is answered there."""

    flat: Flat
    rubric: str
    year: str
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def located(self, problems: list[Problem]) -> list[Problem]:
        """Return the problems with the line of the answer that they are about."""
        found = []
        for problem in problems:
            line, column = self.places.get(problem.where, (problem.line, problem.column))
            found.append(replace(problem, line=line, column=column))
        return found


def read_answers_file(tree: Located, document: Document) -> AnswersFile:
    """Return the answers that the tree writes for `document`; strict keys, nothing is guessed."""
    reader = Reader()
    found = members(reader, tree, KEYS)
    filing = _Filing(reader, document)
    for name, member in _section(reader, found, "figures").items():
        filing.figure(name, member)
    for name, member in _section(reader, found, "tables").items():
        filing.table(name, member)
    for name, member in _section(reader, found, "lines").items():
        filing.line(name, member)
    for name, member in _section(reader, found, "explanations").items():
        filing.explanation(name, member)
    flat = Flat(
        filing.answers,
        filing.rows,
        filing.narratives,
        _texts(reader, filing, found, "previous", "上年"),
        _texts(reader, filing, found, "presets", "预置"),
        filing.narrative_sources,
    )
    _check_document(reader, found, document)
    return AnswersFile(
        flat, said(reader, found, "rubric"), said(reader, found, "year"), filing.places, reader.problems
    )


def _section(reader: Reader, found: Mapping[str, Located], key: str) -> Mapping[str, Located]:
    return entries(reader, found[key]) if key in found else {}


def _texts(
    reader: Reader, filing: "_Filing", found: Mapping[str, Located], key: str, word: str
) -> dict[str, str]:
    texts = {}
    for name, member in _section(reader, found, key).items():
        texts[name] = text(reader, member)
        filing.places[f"{word}.{name}"] = (member.line, member.column)
    return texts


def _check_document(reader: Reader, found: Mapping[str, Located], document: Document) -> None:
    if "year" in found and found["year"].text != str(document.year):
        reader.refuse(
            found["year"],
            f"年度是 {found['year'].text}，评价指标体系是 {document.year} 年的",
            "请换对应年度的文件",
        )
    if "rubric" in found and found["rubric"].text != document.title:
        reader.refuse(found["rubric"], "与评价指标体系的名称不同", f"请写 rubric: {document.title}")


@dataclass(slots=True)
class _Filing:
    reader: Reader
    document: Document
    answers: dict[str, Given] = field(default_factory=dict)
    rows: dict[str, tuple[FlatRow, ...]] = field(default_factory=dict)
    narratives: dict[str, str] = field(default_factory=dict)
    narrative_sources: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def figure(self, name: str, node: Located) -> None:
        narrative = any(one.id == name and one.type is FieldType.NARRATIVE for one in self.document.inputs)
        where = address.chapter(name) if narrative else address.figure(name)
        given = self._given(where, node)
        if narrative and given.status == FILLED:
            self.narratives[name] = given.text
            if given.source:
                self.narrative_sources[name] = given.source
        else:
            self.answers[where] = given

    def table(self, name: str, node: Located) -> None:
        self.places[address.table(name)] = (node.line, node.column)
        if node.items is not None:
            named = {str(number): item for number, item in enumerate(node.items, start=1)}
        elif node.child("na") is not None and len(node.members or {}) == 1:
            self.answers[address.table(name)] = self._given(address.table(name), node)
            return
        else:
            named = dict(entries(self.reader, node))
        self.rows[name] = tuple(self._row(name, key, member) for key, member in named.items())

    def _row(self, table: str, key: str, node: Located) -> FlatRow:
        self.places[address.cell(table, key)] = (node.line, node.column)
        cells = {}
        for column, member in entries(self.reader, node).items() if node.text != "" else ():
            cells[column] = self._given(address.cell(table, key, column), member)
        return FlatRow(key, cells)

    def line(self, name: str, node: Located, above: tuple[str, ...] = ()) -> None:
        """Take the entries of a line; parts of a sum stand one level deeper."""
        for item, member in entries(self.reader, node).items():
            path = (*above, name, item)
            where = address.line(*path)
            if (
                member.members is not None
                and not set(member.members) <= set(GIVEN_KEYS.optional)
                and len(path) < 4
            ):
                self.line(item, member, (*above, name))
            else:
                self.answers[where] = self._given(where, member)

    def explanation(self, name: str, node: Located) -> None:
        """Take the explanations of a check: a text, or one for each row (key or 第 n 行's number)."""
        if node.members is None:
            self.answers[address.check(name)] = self._given(address.check(name), node)
            return
        for key, member in node.members.items():
            self.answers[address.check(name, key)] = self._given(address.check(name, key), member)

    def _given(self, where: str, node: Located) -> Given:
        named = node.text == "" and node.key_line
        self.places[where] = (node.key_line, node.key_column) if named else (node.line, node.column)
        if node.text is not None:
            return Given(node.text)
        found = members(self.reader, node, GIVEN_KEYS)
        if "na" in found and "text" in found:
            self.reader.refuse_key(found["na"], "text 和 na 只能写一个", "没有这项的只写 na: 原因")
        if "na" in found:
            return Given(found["na"].text or "", NA, said(self.reader, found, "source"))
        if "text" not in found:
            self.reader.refuse(
                node, f"“{excerpt(where)}”没有写内容", "请写成 {text: 内容, source: 来源} 或 {na: 原因}"
            )
        return Given(
            found["text"].text or "" if "text" in found else "", FILLED, said(self.reader, found, "source")
        )
