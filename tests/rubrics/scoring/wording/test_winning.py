"""What a lost row would need to gain points: one sentence for each kind of rule, and promises that come true."""

import re

import pytest

from rubrics import files
from rubrics.scoring import read_document
from rubrics.scoring.program import compile_document
from rubrics.scoring.reading.examples import run_example
from rubrics.scoring.rules import (
    Alternative,
    BandsRule,
    Case,
    CasesRule,
    ChecklistRule,
    ChoiceRule,
    DeductionRule,
    FirstOfRule,
    Item,
    JudgedRule,
    Option,
    Part,
    Partial,
    ProportionRule,
    RatioRule,
    StepRule,
    SumRule,
    TargetRule,
    Threshold,
)
from rubrics.scoring.wording import winnings
from tests.rubrics.scoring.making import (
    D,
    band,
    choice,
    count,
    document,
    outcome,
    parsed,
    percent,
    row,
    scored,
    veto,
    yes_no,
)

BANDS = BandsRule(
    parsed("率"), (band("≥ 90%", "2"), band("≥ 75%", "1.4"), band("≥ 60%", "0.8"), band("其余", "0"))
)
CEILING = BandsRule(parsed("率"), (band("< 5%", "2"), band("≤ 10%", "1"), band("其余", "0")))
INPUTS = (percent("率"), count("件数"), count("应完成"), yes_no("公开"), choice("方式", "好", "中", "差"))


def step_rule(sign: str, bound: str, centre: str = "") -> StepRule:
    middle = parsed(centre) if centre else None
    full = Threshold(sign, parsed(bound), middle)
    return StepRule(parsed("率"), full, parsed("5%"), D("0.5"), Partial.LINEAR)


CASES = [
    (BANDS, {"率": D("0.682")}, ["率达到 ≥ 75% 可得 1.4 分（现 68.20%）"]),
    (BANDS, {"率": D("0.9")}, []),
    (CEILING, {"率": D("0.12")}, ["率达到 ≤ 10% 可得 1 分（现 12.00%）"]),
    (CEILING, {"率": D("0.05")}, ["率达到 < 5% 可得 2 分（现 5.00%）"]),
    (
        RatioRule(parsed("率")),
        {"率": D("0.91")},
        ["率每提高 1 个百分点多得 0.02 分，达到 100% 得满分（现 91.00%）"],
    ),
    (
        ProportionRule(parsed("件数"), parsed("应完成")),
        {"件数": D(1), "应完成": D(2)},
        ["完成比例每提高 1 个百分点多得 0.02 分，全部完成得满分（现 50.00%）"],
    ),
    (
        DeductionRule(parsed("件数"), D("0.5")),
        {"件数": D(1)},
        ["件数每少 1 多得 0.5 分，没有的得满分（现 1 个）"],
    ),
    (
        DeductionRule(parsed("件数"), D("0.5")),
        {"件数": D(6)},
        ["件数少于 4 才开始得分，每少 1 多得 0.5 分，没有的得满分（现 6 个）"],
    ),
    (step_rule("≤", "100%"), {"率": D("1.1")}, ["率每降低 5% 多得 0.5 分，≤ 100% 得满分（现 110.00%）"]),
    (
        step_rule("≥", "90%"),
        {"率": D("0.5")},
        ["率高于 70% 才开始得分，每提高 5% 多得 0.5 分，≥ 90% 得满分（现 50.00%）"],
    ),
    (
        step_rule("±", "5%", "100%"),
        {"率": D("0.9")},
        ["率每接近 5% 多得 0.5 分，100% ± 5% 得满分（现 90.00%）"],
    ),
    (
        CasesRule((Case(parsed("公开"), D(2)), Case(None, D(1)))),
        {"公开": False},
        ["“公开”成立的得 2 分"],
    ),
    (
        ChoiceRule((Option("好", D(2)), Option("中", D(1)), Option("差", D(0))), "方式"),
        {"方式": "差"},
        ["方式属于“好”得 2 分，“中”得 1 分（现“差”）"],
    ),
    (
        TargetRule(parsed("率"), "≥", parsed("95%")),
        {"率": D("0.9")},
        ["率达到 ≥ 95% 得满分 2 分（现 90.00%）"],
    ),
    (
        SumRule((Part("上半年", D(1), RatioRule(parsed("率"))), Part("率高", D(1), RatioRule(parsed("率"))))),
        {"率": D("0.5")},
        [
            "上半年：率每提高 1 个百分点多得 0.01 分，达到 100% 得满分（现 50.00%）",
            "率高：率每提高 1 个百分点多得 0.01 分，达到 100% 得满分（现 50.00%）",
        ],
    ),
    (
        FirstOfRule((Alternative("甲法", BANDS), Alternative("乙法", RatioRule(parsed("率")))), "甲法"),
        {"率": D("0.1")},
        ["率达到 ≥ 60% 可得 0.8 分（现 10.00%）"],
    ),
]


@pytest.mark.parametrize(("rule", "figures", "said"), CASES)
def test_a_lost_row_says_what_would_raise_its_points(rule, figures, said):
    made = document(row("甲", "2", rule), inputs=INPUTS)
    sheet = scored(made, figures)

    assert list(winnings(compile_document(made), made.criteria[0], sheet.lines["甲"], sheet)) == said


@pytest.mark.parametrize(
    ("criterion", "entries", "said"),
    [
        (row("甲", "2", JudgedRule()), {"甲/得分": D("1.5")}, ["由评分决定，满分 2 分（现 1.5 分）"]),
        (
            row("甲", "2", ChecklistRule((Item("有", D(1), text="有制度"), Item("用", D(1))))),
            {"甲/有": False, "甲/用": True},
            ["做到“有制度”可再得 1 分"],
        ),
        (
            row("甲", "2", JudgedRule(), evidence=True),
            {"甲/得分": D(2)},
            ["补上佐证材料才能得分"],
        ),
        (
            row("甲", "2", JudgedRule(), vetoes=(veto("公开", "泄密"),)),
            {"甲/得分": D(2)},
            ["没有“泄密”的情形时才能得分"],
        ),
        (row("甲", "2", JudgedRule()), {}, []),
    ],
)
def test_what_people_judge_and_what_takes_all_points_is_named(criterion, entries, said):
    made = document(criterion, inputs=INPUTS)
    sheet = scored(made, {"公开": True}, entries=entries)

    assert list(winnings(compile_document(made), made.criteria[0], sheet.lines["甲"], sheet)) == said


@pytest.mark.parametrize("rule", [BANDS, CEILING])
def test_the_points_that_a_band_promises_are_given_at_its_edge(rule):
    made = document(row("甲", "2", rule), inputs=INPUTS)
    program = compile_document(made)
    promised = 0
    for percents in range(0, 1300, 7):
        sheet = scored(made, {"率": D(percents) / 1000})
        for said in winnings(program, made.criteria[0], sheet.lines["甲"], sheet):
            sign, edge, points = re.search(r"达到 (.) (\d+)% 可得 ([\d.]+) 分", said).groups()
            beyond = {"<": D("-0.0001"), ">": D("0.0001")}.get(sign, D(0))
            there = scored(made, {"率": D(edge) / 100 + beyond}).lines["甲"]
            assert outcome(there) == points
            promised += 1
    assert promised > 50


@pytest.mark.parametrize("name", ["longgang-2020", "longgang-2021", "hunan-department", "national-project"])
def test_every_lost_row_of_every_shipped_example_says_something(name):
    tree = files.load_path(files.FOLDER / f"{name}.yaml")
    document = read_document(tree, load=files.load_shipped).document
    program = compile_document(document)
    silent = []
    for example in document.examples:
        run, _ = run_example(document, program, example)
        if example.ratios or run is None:
            continue
        for line in run.sheet.lines.values():
            said = winnings(program, program.index.criteria[line.id], line, run.sheet)
            if bool(line.lost) != bool(said):
                silent.append((example.name, line.id))
    assert silent == []
