"""What a checked formula reads: figures, tables, and columns of the row that it is in."""

from dataclasses import dataclass, field

from .tree import Binary, Call, Formula, Name, NameKind, Tree, Unary

type _Rows = tuple[str, ...]
"""The tables whose rows a condition stands in, from outside; () outside any condition."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """`figures`: dotted names, whole columns as 项目.支出. `tables`: whose rows are read. `columns`: of the own row."""

    figures: tuple[str, ...]
    tables: tuple[str, ...]
    columns: tuple[str, ...]


def dependencies_of(formula: Formula) -> Dependencies:
    """Return what the formula reads, each once, in the order of the text."""
    collected = _Collected()
    collected.walk(formula.tree, ())
    return Dependencies(tuple(collected.figures), tuple(collected.tables), tuple(collected.columns))


@dataclass(slots=True)
class _Collected:
    """Dictionaries without values: sets that keep the order."""

    figures: dict[str, None] = field(default_factory=dict)
    tables: dict[str, None] = field(default_factory=dict)
    columns: dict[str, None] = field(default_factory=dict)

    def walk(self, tree: Tree, rows: _Rows) -> None:
        match tree:
            case Name():
                self._name(tree, rows)
            case Unary():
                self.walk(tree.operand, rows)
            case Binary():
                self.walk(tree.left, rows)
                self.walk(tree.right, rows)
            case Call():
                self._call(tree, rows)
            case _:
                pass

    def _call(self, call: Call, rows: _Rows) -> None:
        first, *others = call.arguments
        self.walk(first, rows)
        inner = rows if call.source is None else (*rows, call.source.parts[0])
        for argument in others:
            self.walk(argument, inner)

    def _name(self, name: Name, rows: _Rows) -> None:
        match name.kind:
            case NameKind.FIGURE:
                self.figures[name.dotted] = None
            case NameKind.TABLE:
                self.tables[name.parts[0]] = None
            case NameKind.TABLE_COLUMN:
                self.tables[name.parts[0]] = None
                self.figures[name.dotted] = None
            case NameKind.COLUMN | NameKind.OUTER:
                around = rows if name.kind is NameKind.COLUMN else rows[:-1]
                if around:
                    self.figures[f"{around[-1]}.{name.column}"] = None
                else:
                    self.columns[name.column] = None
            case NameKind.UNCHECKED:
                raise ValueError(f"formula was not checked: {name.dotted}")
