"""抽查复核 as the bureau, a 临时复核账号 and another reviewer live it: from the draw to the last word."""

import pytest

from tests.e2e import sample_steps as sample
from tests.e2e.approved import CLEAR, EFFECT, REGULAR, Cut, approve_year, further
from tests.e2e.year import FINISHED, make_year

pytestmark = [pytest.mark.postgresql, pytest.mark.long]
SILENT = "编外人员控制率"
FIRST_REVIEW = (*(cut.reason for cut in (REGULAR, CLEAR, EFFECT)), "91.68", "示例审核人甲")
"""What the second reviewer must not read: reasons, total and reviewer of the first review."""
PROGRESS = "易涝点整改14个，台账与验收单相符，只扣进度。"
APART = [
    f"{CLEAR.line}分值7，自评6.00审核5.00{CLEAR.reason}抽查复核6.00与自评得分相同",
    "项目监管分值2，自评2.00审核2.00与自评得分相同抽查复核1.00监督检查记录没有整改回执。",
    f"{EFFECT.line}分值20，自评19.00审核17.00{EFFECT.reason.replace(' ', '')}抽查复核18.00{PROGRESS}",
]
BY = "示例绩效管理员·〔时刻〕"
SETTLED = [
    "维持审核得分，定5.00分：目标值确实没有测算依据。",
    "采用复核得分，定1.00分：回执没有补来。",
    "另定，定17.50分：进度扣1分，佐证不全扣0.5分。",
]
TOTALS = f"{{}}103001{sample.REAL}示例复核人95.6891.6892.68+1.00{{}}对照底稿"


@pytest.mark.parametrize("width", [1366, pytest.param(390, marks=pytest.mark.soak)])
def test_drawn_departments_are_scored_blind_compared_and_settled(transactional_db, enter, width):
    year = make_year(FINISHED)
    approve_year(year, REGULAR, CLEAR, EFFECT)
    further(year, "901005", "shenhe01", Cut(EFFECT.line, EFFECT.entry, "16", "佐证不足，扣 1 分。"))
    further(year, "901006", "shenhe02", CLEAR, Cut(EFFECT.line, EFFECT.entry, "15", "没有数据，扣 1 分。"))
    further(year, "901010", "shenhe02")
    admin, reader, reviewer = (enter(name, width=width) for name in ("jixiao01", "fuhe01", "shenhe01"))
    sample.draws_by_risk(admin)
    sample.gives_both(admin)
    sample.draws_at_random(admin, year)

    sample.finds_the_look(reader, sample.REAL)
    sample.forgets_a_reason(reader, sample.FOUND_AT_REAL, SILENT)
    sample.finishes(reader, sample.REAL, 1, "95.68", "92.68")
    sample.reads_the_papers(reader, "95.68", "92.68")
    sample.sees_nothing_of_the_review(reader, FIRST_REVIEW)
    sample.is_shut_out(reader, year, admin)

    sample.finds_the_look(reviewer, sample.WATER)
    sample.scores(reviewer, sample.FOUND_AT_WATER)
    sample.finishes(reviewer, sample.WATER, 21, "92.68", "88.68")

    sample.compares(admin, year, sample.REAL, TOTALS.format("待处理", "391.68"))
    assert sample.differences(admin) == APART
    admin.sees("得分对照", admin.page.locator("#settle"))
    sample.settles(admin, CLEAR.line, "", "目标值确实没有测算依据。")
    assert admin.says(".note-block") == ("没有处理没有选择怎样处理。请选择维持审核得分、采用复核得分或另定。")
    sample.settles(admin, CLEAR.line, "维持审核得分", "目标值确实没有测算依据。")
    sample.settles(admin, "项目监管", "采用复核得分", "回执没有补来。")
    sample.settles(admin, EFFECT.line, "另定", "进度扣 1 分，佐证不全扣 0.5 分。", "17.5")
    assert sample.differences(admin) == [
        f"{apart}{settled}{BY}" for apart, settled in zip(APART, SETTLED, strict=True)
    ]
    assert admin.says("tfoot") == "各项合计95.6891.6892.68+1.0091.18"
    admin.sees("得分对照，处理完", again=True)
    sample.compares(admin, year, sample.REAL, TOTALS.format("已完成", "—91.18"))
    sample.sees_the_drift(
        admin,
        year,
        "各审核人的复核差异：示例审核人乙 −2.00 分；示例审核人甲 +1.00 分；",
        ["示例审核人乙1−2.002", "示例审核人甲1+1.003"],
    )
