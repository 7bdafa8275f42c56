"""What the demonstration year holds, read from year.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from evaluations.workflow import Role, State
from rubrics import files
from rubrics.scoring.reading.located import Located

FILE = Path(__file__).with_name("year.yaml")


@dataclass(frozen=True, slots=True)
class FictionalUnit:
    """A unit of a made-up department; '' as code stands for the department's own share."""

    code: str
    name: str
    state: State
    stages: int = 0
    amounts: int = 1


@dataclass(frozen=True, slots=True)
class FictionalDepartment:
    """A made-up department: how far its filing goes, and in what it differs from the others."""

    code: str
    name: str
    division: str
    state: State
    stages: int = 0
    """How many stages are filled in when the state is 填报中; 0: all."""
    amounts: int = 1
    """Every amount is multiplied by it, so that all sums still add up."""
    comments: bool = False
    stamped: bool = False
    """Whether an approved filing is final and its stamped copy is there; one that went further has it anyway."""
    amends: bool = False
    """Whether a 更正 of what is archived is asked for and waits for the bureau."""
    units: tuple[FictionalUnit, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    """Address -> text, in place of the answer that all others have."""
    corrections: Mapping[str, str] = field(default_factory=dict)
    """Address -> what the reviewer puts in its place."""


@dataclass(frozen=True, slots=True)
class RealDepartment:
    """The department whose published report is shown; names of the answers files of both tasks."""

    code: str
    name: str
    division: str
    formal: str
    rehearsal: str
    presets: Mapping[str, str] = field(default_factory=dict)
    """Figures that the bureau holds in the formal task."""
    targets: tuple[Mapping[str, str], ...] = ()
    """Targets that it set there: column -> text, with the name."""


@dataclass(frozen=True, slots=True)
class Official:
    """An account of the bureau; `days`: how long it lasts from today on (0: without an end)."""

    username: str
    name: str
    role: Role
    days: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole demonstration year; the windows are in days before and after today."""

    place: str
    kind: str
    document: str
    draft: str
    opens: int
    closes: int
    reviewed: int
    feedback: int
    """Working days in which a department may object."""
    wants_stamp: bool
    wants_paper: bool
    real: RealDepartment
    fictional: tuple[FictionalDepartment, ...] = field(default=())
    bureau: tuple[Official, ...] = field(default=())


@cache
def plan() -> Plan:
    """Return the plan. The file comes with the program: what is wrong with it is a bug."""
    tree = files.load_path(FILE)
    if isinstance(tree, list):
        raise ValueError(tree[0].what)  # noqa: TRY004 - the shipped file is wrong, not a type
    said = plain(tree)
    windows = said["windows"]
    return Plan(
        place=said["place"],
        kind=said["kind"],
        document=said["document"],
        draft=said["draft"],
        opens=int(windows["opens"]),
        closes=int(windows["closes"]),
        reviewed=int(windows["reviewed"]),
        feedback=int(windows["feedback"]),
        wants_stamp="stamp" in said["after"],
        wants_paper="paper" in said["after"],
        real=RealDepartment(**said["real"]),
        fictional=tuple(_fictional(one) for one in said["fictional"]),
        bureau=tuple(_official(one) for one in said["bureau"]),
    )


def plain(tree: Located) -> Any:
    """Return a located tree as texts, lists and dicts."""
    if tree.items is not None:
        return [plain(item) for item in tree.items]
    if tree.members is not None:
        return {name: plain(member) for name, member in tree.members.items()}
    return tree.text


def _fictional(one: dict[str, Any]) -> FictionalDepartment:
    return FictionalDepartment(
        code=one["code"],
        name=one["name"],
        division=one["division"],
        state=State(one["state"]),
        stages=int(one.get("stages", "0")),
        amounts=int(one.get("amounts", "1")),
        comments="comments" in one,
        stamped="stamped" in one,
        amends="amends" in one,
        units=tuple(_unit(unit) for unit in one.get("units", ())),
        answers=one.get("answers", {}),
        corrections=one.get("corrections", {}),
    )


def _official(one: dict[str, Any]) -> Official:
    return Official(one["username"], one["name"], Role(one["role"]), int(one.get("days", "0")))


def _unit(one: dict[str, Any]) -> FictionalUnit:
    return FictionalUnit(
        code=one["code"],
        name=one["name"],
        state=State(one["state"]),
        stages=int(one.get("stages", "0")),
        amounts=int(one.get("amounts", "1")),
    )
