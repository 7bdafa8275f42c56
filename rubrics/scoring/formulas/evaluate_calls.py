"""What the functions mean, absences included."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from rubrics.scoring.states import Known, Missing, NotApplicable, Prose, Undefined

from .absence import ABSENT, strongest
from .environment import Environment
from .numbers import ZERO
from .text import contains, length, matches
from .tree import Call, Text, Tree

type Follow = Callable[[Tree, Environment], Known]


def evaluate_call(call: Call, environment: Environment, follow: Follow) -> Known:
    """Return the value of a checked call."""
    arguments = call.arguments
    match call.function:
        case "最小" | "最大" | "平均" | "合计":
            return _aggregate(call, environment, follow)
        case "数量" | "任一" | "每个":
            return _rows(call, environment, follow)
        case "如果":
            condition = follow(arguments[0], environment)
            return (
                condition
                if isinstance(condition, ABSENT)
                else follow(arguments[1 if condition else 2], environment)
            )
        case "绝对值":
            value = follow(arguments[0], environment)
            return abs(value) if isinstance(value, Decimal) else value
        case "已填" | "无此事项":
            value = _presence(call, environment, follow)
            return is_filled(value) if call.function == "已填" else isinstance(value, NotApplicable)
    return _words(call, follow(arguments[0], environment))


def is_filled(value: Known) -> bool:
    """Say whether there is a value; an empty text is none."""
    if isinstance(value, Prose):
        return bool(value.plain.strip())
    return not isinstance(value, ABSENT) and value != ""


def _presence(call: Call, environment: Environment, follow: Follow) -> Known:
    if call.source is None:
        return follow(call.arguments[0], environment)
    absence = _absence_of_table(call.source.parts[0], environment)
    return ZERO if absence is None else absence


def _absence_of_table(table: str, environment: Environment) -> Known | None:
    if table in environment.absent_tables:
        return environment.absent_tables[table]
    return None if environment.rows.get(table) else Missing((f"table:{table}",))


def _aggregate(call: Call, environment: Environment, follow: Follow) -> Known:
    first = call.source
    if first is None:
        listed = [follow(argument, environment) for argument in call.arguments]
        return _combine(call.function, listed, lenient=call.function in ("合计", "平均"))
    table, column = first.parts
    absence = _absence_of_table(table, environment)
    if absence is not None:
        return absence
    chosen = list[Known]()
    for row in environment.rows[table]:
        holds = True if len(call.arguments) == 1 else follow(call.arguments[1], environment.inside(row))
        if isinstance(holds, Missing | Undefined):
            chosen.append(holds)
        elif holds is True:
            chosen.append(row.get(column, Missing((first.address,))))
    return _combine(call.function, chosen) if chosen else _of_nothing(call.function, first.address)


def _of_nothing(function: str, address: str) -> Known:
    """No row meets the condition: the sum is 0, the others have nothing to speak of."""
    return ZERO if function == "合计" else NotApplicable((address,), "没有符合条件的行")


def _combine(function: str, members: list[Known], *, lenient: bool = True) -> Known:
    """Any missing member makes it missing; members that do not apply are left out, unless none is left.

    Not `lenient`: none is left out. A limit is none without what it limits: 最小(0 ÷ 0, 100%) must not become 100%.
    """
    absence = strongest(members)
    present = [member for member in members if isinstance(member, Decimal | date)]
    if absence is not None and not (lenient and isinstance(absence, NotApplicable) and present):
        return absence
    if function in ("最小", "最大"):
        return _extreme(function, present)
    numbers = [member for member in present if isinstance(member, Decimal)]
    total = sum(numbers, ZERO)
    return total if function == "合计" else total / len(numbers)


def _extreme(function: str, members: Iterable[Decimal | date]) -> Known:
    dates = [member for member in members if isinstance(member, date)]
    numbers = [member for member in members if isinstance(member, Decimal)]
    choose = min if function == "最小" else max
    return choose(dates) if dates else choose(numbers)


def _rows(call: Call, environment: Environment, follow: Follow) -> Known:
    table = call.source.parts[0] if call.source else ""
    absence = _absence_of_table(table, environment)
    if absence is not None:
        return ZERO if call.function == "数量" and isinstance(absence, NotApplicable) else absence
    rows = environment.rows[table]
    if len(call.arguments) == 1:
        return Decimal(len(rows))
    return _judged(call, rows, environment, follow)


def _judged(
    call: Call, rows: Iterable[Mapping[str, Known]], environment: Environment, follow: Follow
) -> Known:
    states = [follow(call.arguments[1], environment.inside(row)) for row in rows]
    deciding = {"任一": True, "每个": False}.get(call.function)
    if deciding is not None and any(state is deciding for state in states):
        return deciding
    absence = strongest(states)
    present = [state for state in states if isinstance(state, bool)]
    if absence is not None and not (
        isinstance(absence, NotApplicable) and (present or call.function == "数量")
    ):
        return absence
    return Decimal(sum(present)) if deciding is None else not deciding


def _words(call: Call, value: Known) -> Known:
    if isinstance(value, ABSENT):
        return value
    if call.function == "字数":
        return Decimal(length(value))
    literal = call.arguments[1].value if isinstance(call.arguments[1], Text) else ""
    if call.function == "包含":
        return contains(value, literal)
    try:
        return matches(value, literal)
    except OverflowError:
        return Undefined("文字太长，不能逐字匹配")
