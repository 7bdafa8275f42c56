"""Located tree -> Document: strictly, completely, never with an exception. Two passes: names first, then meaning."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rubrics.scoring.formulas import BARE, ZERO
from rubrics.scoring.problems import Problem, Severity
from rubrics.scoring.types import Document
from rubrics.scoring.units import Unit

from .attachments import read_attachments
from .checks import read_checks
from .coverage import check_coverage
from .criteria import read_criteria
from .fields import read_inputs
from .former_names import check_former_names
from .formulas import condition
from .head import Head, read_head, read_nouns, read_reasons
from .located import Located, problem_at
from .names import Declared, names_of
from .outline import read_outline
from .ratios import read_constants, read_ratios
from .reader import Reader
from .references import check_references
from .remedy_tables import check_remedies, read_remedies
from .shapes import Keys, members, texts
from .stages import read_stages
from .tables import read_tables
from .transfer_table import check_transfers, read_transfers
from .unit_table import check_units, read_units
from .worked import read_examples

KEYS = Keys(
    (
        "rubric",
        "year",
        "version",
        "reference",
        "subject",
        "total",
        "grades",
        "levels",
        "inputs",
        "criteria",
        "stages",
    ),
    (
        *("report", "cover", "cap", "rounding", "units", "constants", "tables", "ratios", "checks"),
        *("outline", "attachments", "reasons", "examples", "comparable"),
        *("subordinates", "transfers", "remedies"),
    ),
)
MOST_PROBLEMS = 200
type Load = Callable[[str], object | None]
"""Name of a document file -> something when there is one (for `scored_by`), else None."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A document, or None while a blocking problem stands; problems in the order of the file.

    `draft` is the document as far as it could be read, to be looked at beside its problems; never to be scored by.
    """

    document: Document | None
    problems: tuple[Problem, ...]
    draft: Document


def nothing_to_load(_name: str) -> None:
    """A place without other documents."""


def read_document(tree: Located, *, load: Load = nothing_to_load) -> ReadResult:
    """Return the document that the tree writes, and everything that is wrong with it."""
    first = Reader()
    found = members(first, tree, KEYS)
    nouns = read_nouns(first, found.get("units"))
    levels = texts(first, found["levels"], 20) if "levels" in found else ()
    kept = list(first.problems)
    first.nouns, first.levels = nouns, levels
    draft = _read(first, found)
    full, early, circles = names_of(_declared(draft), nouns)
    reader = Reader(full, early, nouns, levels, kept)
    document = _read(reader, found)
    problems = [*reader.problems, *(_placed(reader, circle) for circle in circles)]
    problems += [
        *check_coverage(reader, document),
        *check_references(reader, document),
        *check_former_names(reader, document),
        *check_units(found.get("subordinates"), document),
        *check_transfers(found.get("transfers"), document),
        *check_remedies(found.get("remedies"), document),
        *_check_loads(reader, document, load),
    ]
    return _result(document, problems)


def _result(document: Document, problems: list[Problem]) -> ReadResult:
    unique = sorted(dict.fromkeys(problems), key=lambda problem: (problem.line, problem.column))
    blocked = any(problem.severity is Severity.BLOCK for problem in unique)
    if len(unique) > MOST_PROBLEMS:
        more = Problem("", f"还有 {len(unique) - MOST_PROBLEMS} 处问题没有列出", "请先改正前面的")
        unique = [*unique[:MOST_PROBLEMS], more]
    return ReadResult(None if blocked else document, tuple(unique), document)


def _read(reader: Reader, found: Mapping[str, Located]) -> Document:
    """Read every section once. Declarations of figures come before what refers to them."""
    constants = read_constants(reader, found["constants"]) if "constants" in found else ({}, {}, {})
    inputs = read_inputs(reader, found["inputs"]) if "inputs" in found else ()
    tables = read_tables(reader, found["tables"]) if "tables" in found else ()
    ratios = read_ratios(reader, found["ratios"]) if "ratios" in found else ()
    head = read_head(reader, found)
    document = _empty(head, reader, constants)
    document = replace(document, inputs=inputs, tables=tables, ratios=ratios)
    criteria = read_criteria(reader, found["criteria"], head.total) if "criteria" in found else ()
    checks = read_checks(reader, found["checks"]) if "checks" in found else ()
    grades = tuple(band.gives for band in head.grades)
    return replace(
        document,
        criteria=criteria,
        checks=checks,
        stages=read_stages(reader, found["stages"]) if "stages" in found else (),
        outline=read_outline(reader, found["outline"]) if "outline" in found else (),
        examples=read_examples(reader, found["examples"], ratios, grades) if "examples" in found else (),
        attachments=read_attachments(reader, found["attachments"]) if "attachments" in found else (),
        reasons=read_reasons(reader, found["reasons"]) if "reasons" in found else {},
        units=read_units(reader, found["subordinates"]) if "subordinates" in found else None,
        transfers=read_transfers(reader, found["transfers"]) if "transfers" in found else None,
        remedies=read_remedies(reader, found["remedies"]) if "remedies" in found else None,
        comparable=condition(reader, found["comparable"]) if "comparable" in found else None,
    )


type _Constants = tuple[Mapping[str, Decimal], Mapping[str, Unit], Mapping[str, str]]


def _empty(head: Head, reader: Reader, constants: _Constants) -> Document:
    return Document(
        title=head.title,
        year=head.year,
        version=head.version,
        reference=head.reference,
        subject=head.subject,
        total=head.total,
        grades=head.grades,
        rounding=head.rounding,
        nouns=reader.nouns,
        levels=reader.levels,
        inputs=(),
        tables=(),
        ratios=(),
        criteria=(),
        checks=(),
        stages=(),
        outline=(),
        examples=(),
        cap=head.cap,
        cap_value=head.cap_value,
        report_title=head.report_title,
        cover=head.cover,
        constants=constants[0],
        constant_units=constants[1],
    )


def _declared(document: Document) -> Declared:
    units = document.constant_units
    return Declared(
        document.inputs,
        document.tables,
        document.ratios,
        document.criteria,
        tuple(band.gives for band in document.grades),
        {name: (_dimension(number, units[name]), units[name]) for name, number in document.constants.items()},
    )


def _dimension(number: Decimal, unit: Unit) -> str:
    return unit.dimension if unit.name else ZERO if number == 0 else BARE


def _placed(reader: Reader, circle: Problem) -> Problem:
    """Put a circle of formulas at the formula that it begins with."""
    name = circle.where.partition(".")[0]
    place = reader.place("figure", name)
    formula = place.child("formula") or place
    return problem_at(formula, circle.what, circle.todo)


def _check_loads(reader: Reader, document: Document, load: Load) -> list[Problem]:
    found = []
    for table in document.tables:
        if table.scored_by and load(table.scored_by) is None:
            node = reader.place("figure", table.id)
            found.append(
                problem_at(
                    node.child("scored_by") or node, f"没有叫“{table.scored_by}”的文件", "请写随附文件的名称"
                )
            )
    return found
