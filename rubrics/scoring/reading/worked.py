"""examples: worked examples with what must come out; run by examples.py."""

from collections.abc import Mapping

from rubrics.scoring import address
from rubrics.scoring.characters import excerpt
from rubrics.scoring.index import GRADE, TOTAL
from rubrics.scoring.types import Example, Ratio

from .located import Located
from .reader import Reader
from .shapes import Keys, decimal, entries, items, members, said, text

RATIO = "比率."
MISSING, NOT_APPLICABLE, UNDEFINED = "未填", "不适用", "无法计算"
NO_NUMBER = (MISSING, NOT_APPLICABLE, UNDEFINED)
"""What an example may expect where there is no number."""
KEYS = Keys(("name", "expect"), ("base", "answers", "ratios"))


def read_examples(
    reader: Reader, node: Located, ratios: tuple[Ratio, ...], grades: tuple[str, ...]
) -> tuple[Example, ...]:
    """Return the examples; `base` must be the name of an earlier one."""
    found: list[Example] = []
    known = {ratio.id for ratio in ratios}
    for member in items(reader, node):
        parts = members(reader, member, KEYS)
        name = said(reader, parts, "name", 80)
        if name:
            reader.declare("example", name, parts["name"])
        base = said(reader, parts, "base")
        if base and base not in {example.name for example in found}:
            reader.refuse(
                parts["base"], f"前面没有叫“{excerpt(base)}”的例子", "base 要写排在前面的例子的名称"
            )
        answers = _answers(reader, parts.get("answers"))
        given = _ratios(reader, parts.get("ratios"), known)
        found.append(Example(name, answers, given, _expect(reader, parts.get("expect"), known, grades), base))
    return tuple(found)


def _answers(reader: Reader, node: Located | None) -> dict[str, str]:
    """Return typed texts by address; '' takes back what the base answers. References are checked when it is run."""
    answers: dict[str, str] = {}
    for name, member in (entries(reader, node) if node else {}).items():
        if isinstance(address.parse(name), address.Address):
            answers[name] = member.text or ""
        elif ("figure", name) in reader.places:
            answers[address.figure(name)] = member.text or ""
        else:
            reader.refuse_key(
                member, f"“{excerpt(name)}”不是地址", "请写 fig:字段、row:表/行号/列、line:指标/项"
            )
        if member.text is None:
            reader.refuse(member, "这里要写文字", "请照填报人在框里填的样子写")
    return answers


def _ratios(reader: Reader, node: Located | None, known: set[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, member in (entries(reader, node) if node else {}).items():
        if name not in known:
            reader.refuse_key(member, f"没有叫“{excerpt(name)}”的比率", "请写 ratios 里的名称")
        given[name] = text(reader, member, 40)
    return given


def _expect(
    reader: Reader, node: Located | None, known: set[str], grades: tuple[str, ...]
) -> Mapping[str, str]:
    expect: dict[str, str] = {}
    for name, member in (entries(reader, node) if node else {}).items():
        expect[name] = text(reader, member, 40)
        if name.startswith(RATIO):
            if name.removeprefix(RATIO) not in known:
                reader.refuse_key(
                    member, f"没有叫“{excerpt(name.removeprefix(RATIO))}”的比率", "请写 ratios 里的名称"
                )
        elif name == GRADE:
            if member.text not in grades:
                reader.refuse(
                    member, f"没有“{excerpt(member.text or '')}”这个等级", f"可以写：{'、'.join(grades)}"
                )
        elif name != TOTAL and ("criterion", name) not in reader.places:
            reader.refuse_key(
                member, f"没有叫“{excerpt(name)}”的指标", f"请写指标、{RATIO}名称、{TOTAL} 或 {GRADE}"
            )
        elif member.text not in NO_NUMBER:
            decimal(reader, member)
    return expect
