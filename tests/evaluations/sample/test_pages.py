"""The pages of a second look: the admin draws, gives, compares, settles; the second reviewer scores and prints."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from evaluations.models import Sample, Settlement
from evaluations.sampling import PRESET_SHARE, Method
from evaluations.selectors.drift import Drift, drift_of
from evaluations.services.accounts import grant
from evaluations.services.evidence import Offered, add_file
from evaluations.services.results import Refused
from evaluations.services.samples import draw, give
from evaluations.views.review.seen import see
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.evidence.papers import pdf, png
from tests.evaluations.review.conftest import signed_in
from tests.evaluations.sample.conftest import further
from tests.evaluations.sample.test_services import enter, finished

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # the services under these pages are tested on both
QUERIES = {"samples": 16, "sample": 12, "compare": 18, "looks": 10, "look": 13}
"""Of pages with one filing and with three; the gate's and the session's among them."""


def posted(page, **typed: tuple[str, str]) -> dict[str, str]:
    """The form of the page as the browser would send it, with points and words typed over it."""
    form = {}
    for line in page.lines:
        points, words = typed.get(line.id, (line.typed, line.words))
        form |= {f"points-{line.number}": points, f"words-{line.number}": words}
        form[f"version-{line.number}"] = str(line.version)
    return form


def test_whole_second_look_through_the_pages(approved):
    admin, year = approved.as_admin, f"/year/{approved.cycle.pk}/samples"
    assert f'href="{year}"' in admin.get(f"/year/{approved.cycle.pk}/").content.decode()
    form = admin.get(year).context["form"]
    assert (form["share"].value(), form["method"].value()) == (PRESET_SHARE, "random")
    answer = admin.post(year, {"share": "15", "method": "random"})
    sample, look = Sample.objects.get(), Sample.objects.get().looks.get()
    assert answer["Location"] == f"/samples/{sample.pk}/"
    admin.post(f"/samples/{sample.pk}/", {f"reader-{look.pk}": str(approved.second.pk)})

    second, url = approved.as_second, f"/second-looks/{look.pk}/"
    assert f'href="{url}"' in second.get("/second-looks/").content.decode()
    page = second.get(url).context["page"]
    assert [(line.title, line.points, line.own, line.typed) for line in page.lines] == [
        ("预算执行", Decimal(4), Decimal("3.80"), ""),
        ("制度", Decimal(2), Decimal(2), ""),
        ("社会效益", Decimal(4), Decimal(4), ""),
    ]
    typed = {"预算执行": ("3.8", ""), "制度": ("1", "制度没有执行记录"), "社会效益": ("4", "")}
    assert second.post(url, posted(page, **typed)).status_code == 302
    assert second.post(f"{url}finish").status_code == 302

    page = admin.get(f"{url}compare").context["page"]
    assert (page.row.stage, page.row.verified, page.row.second, page.row.apart, page.row.open) == (
        "待处理",
        Decimal("8.97"),
        Decimal("8.8"),
        Decimal("-0.17"),
        2,
    )
    for line in ("制度", "社会效益"):
        form = {"line": line, "choice": "take", "reason": "同意复核", "based_on": "0"}
        assert admin.post(f"{url}compare", form).status_code == 302
    row = admin.get(f"/samples/{sample.pk}/").context["page"].looks[0]
    assert (row.stage, row.settled, row.open, row.differing) == ("已完成", Decimal("8.8"), 0, 2)


def test_look_with_troubles_shows_what_was_typed_with_the_reason_and_keeps_the_rest(drawn):
    url = f"/second-looks/{drawn.look.pk}/"
    page = drawn.as_second.get(url).context["page"]
    typed = {"预算执行": ("9", "多"), "制度": ("1", ""), "社会效益": ("4", "")}
    answer = drawn.as_second.post(url, posted(page, **typed))
    lines = {line.id: line for line in answer.context["page"].lines}
    assert answer.status_code == 422
    assert [(one.typed, one.words, bool(one.trouble), one.kept) for one in lines.values()] == [
        ("9", "多", True, False),
        ("1", "", True, False),
        ("4", "", False, True),
    ]
    assert "“制度”与自评得分不同，没有写说明。请写明依据和扣（加）分的理由。" in answer.content.decode()


def test_look_saved_from_an_older_window_shows_both_and_saves_when_sent_again(drawn):
    url = f"/second-looks/{drawn.look.pk}/"
    old = drawn.as_second.get(url).context["page"]
    enter(drawn, 制度="1")
    answer = drawn.as_second.post(url, posted(old, 制度=("0.5", "另一个窗口")))
    assert (answer.status_code, "刚刚改为 1 分，您填的没有保存" in answer.content.decode()) == (409, True)
    assert drawn.look.scores.get(line="制度").points == "1"
    assert drawn.as_second.post(url, posted(answer.context["page"])).status_code == 302
    assert drawn.look.scores.get(line="制度").points == "0.5"


def test_look_finished_too_early_says_what_is_missing_and_goes_on(drawn):
    answer = drawn.as_second.post(f"/second-looks/{drawn.look.pk}/finish")
    assert (answer.status_code, "还有 3 项没有填抽查复核得分" in answer.content.decode()) == (409, True)
    drawn.look.refresh_from_db()
    assert drawn.look.finished_at is None


def test_look_that_is_finished_has_no_boxes(drawn):
    finished(drawn)
    body = drawn.as_second.get(f"/second-looks/{drawn.look.pk}/").content.decode()
    assert ('name="points-1"' in body, "完成复核</button>" in body, "已完成" in body) == (False, False, True)


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"choice": "take", "reason": " "}, "理由未填"),
        ({"reason": "同意"}, "没有选择怎样处理"),
        ({"choice": "other", "reason": "同意", "points": "x"}, "不是"),
    ],
)
def test_settlement_refused_on_the_page_keeps_what_was_typed(drawn, form, reason):
    finished(drawn)
    url = f"/second-looks/{drawn.look.pk}/compare"
    answer = drawn.as_admin.post(url, {"line": "制度", "based_on": "0", **form})
    typed = answer.context["page"].typed
    assert (answer.status_code, reason in answer.content.decode()) == (409, True)
    assert (typed.reason, typed.points) == (form["reason"], form.get("points", ""))
    assert not Settlement.objects.exists()


def test_draw_by_risk_shows_every_part_with_its_weight(approved):
    further(approved, "103002")
    answer = approved.as_admin.post(f"/year/{approved.cycle.pk}/samples", {"share": "50", "method": "risk"})
    page = approved.as_admin.get(answer["Location"]).context["page"]
    assert [(row.code, row.parts, row.risk, row.place) for row in page.listed] == [
        (
            "103001",
            ("1 × 2 = 2", "0.83 × 1 = 0.83", "0 × 1 = 0", "0 × 3 = 0", "0 × 2 = 0"),
            Decimal("2.83"),
            1,
        ),
        ("103002", ("0 × 2 = 0", "0 × 1 = 0", "0 × 1 = 0", "0 × 3 = 0", "0 × 2 = 0"), Decimal(0), 0),
    ]
    assert [title for title, _, _ in page.weights] == [
        "审核更正",
        "核减",
        "已说明的勾稽",
        "逾期报送",
        "退回整改",
    ]


@pytest.mark.parametrize("share", ["0", "101", "x", ""])
def test_draw_of_no_share_is_refused_beside_its_box(approved, share):
    answer = approved.as_admin.post(
        f"/year/{approved.cycle.pk}/samples", {"share": share, "method": "random"}
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["share"])
    assert not Sample.objects.exists()


def test_draw_before_anything_is_approved_says_so(office):
    browser = signed_in(office.rubric_admin)
    answer = browser.post(f"/year/{office.cycle.pk}/samples", {"share": "15", "method": "random"})
    assert (answer.status_code, "没有可以抽取的部门" in answer.content.decode()) == (409, True)


def test_paper_is_the_same_for_the_second_reviewer_and_the_admin_and_says_what_he_gave(drawn):
    finished(drawn)
    papers = [
        browser.get(f"/second-looks/{drawn.look.pk}/{page}")
        for browser, page in ((drawn.as_second, "paper"), (drawn.as_admin, "sheet"))
    ]
    shown = [
        [(line.title, line.own, line.typed, line.words) for line in paper.context["page"].lines]
        for paper in papers
    ]
    assert (
        shown[0]
        == shown[1]
        == [
            ("预算执行", Decimal("3.80"), "3.8", "账证不符"),
            ("制度", Decimal(2), "1", "账证不符"),
            ("社会效益", Decimal(4), "3.17", "账证不符"),
        ]
    )
    assert all(word in papers[0].content.decode() for word in ("复核组长", "示例一局", "第 1 次抽取"))


def test_drift_counts_each_first_reviewer_over_all_draws_and_the_picture_says_the_same(drawn):
    finished(drawn)
    mild = factories.member(Role.REVIEWER, username="mild")
    further(drawn, "103002", reviewer=mild)
    sample = draw(actor=drawn.rubric_admin, cycle=drawn.cycle, method=Method.RANDOM, share=100)
    drawn.look = give(actor=drawn.rubric_admin, look=sample.looks.get(), reader=drawn.second)
    assert drift_of(drawn.cycle) == (Drift("reviewer", 1, Decimal("-1.00"), 1),)
    assert enter(drawn, 预算执行="4", 制度="2", 社会效益="4").ok
    from evaluations.services.second_scores import finish

    finish(actor=drawn.second, look=drawn.look)
    assert drift_of(drawn.cycle) == (
        Drift("mild", 1, Decimal("0.20"), 1),
        Drift("reviewer", 1, Decimal("-1.00"), 1),
    )
    answer = drawn.as_admin.get(f"/year/{drawn.cycle.pk}/samples")
    assert [(bar.name, bar.x, bar.width, bar.fill) for bar in answer.context["picture"].bars] == [
        ("mild", 700, 80, "f3"),
        ("reviewer", 300, 400, "fa"),
    ]
    body = answer.content.decode()
    assert "各审核人的复核差异：mild +0.20 分；reviewer −1.00 分；" in body
    assert body.count("−1.00") == 3  # picture, its words, table


def pages_of(office) -> dict[str, tuple[Client, str]]:
    look = f"/second-looks/{office.look.pk}/"
    return {
        "samples": (office.as_admin, f"/year/{office.cycle.pk}/samples"),
        "sample": (office.as_admin, f"/samples/{office.look.sample_id}/"),
        "compare": (office.as_admin, f"{look}compare"),
        "looks": (office.as_second, "/second-looks/"),
        "look": (office.as_second, look),
    }


def counted(office, django_assert_max_num_queries) -> dict[str, int]:
    found = {}
    for name, (browser, url) in pages_of(office).items():
        with django_assert_max_num_queries(100) as seen:
            assert browser.get(url).status_code == 200
        found[name] = len(seen.captured_queries)
    return found


def test_pages_ask_as_often_for_three_departments_as_for_one(approved, django_assert_max_num_queries):
    see(approved.filing)  # the document is read once for all pages
    for further_codes in ((), ("103002", "103003")):
        for code in further_codes:
            further(approved, code, "3.17")
        sample = draw(actor=approved.rubric_admin, cycle=approved.cycle, method=Method.RISK, share=100)
        for look in sample.looks.all():
            approved.look = give(actor=approved.rubric_admin, look=look, reader=approved.second)
            finished(approved)
        assert counted(approved, django_assert_max_num_queries) == QUERIES


def test_look_shows_and_hands_out_only_the_files_that_were_sent(drawn):
    later = Offered("后来的.png", png(), "line:预算执行/佐证")
    type(drawn.filing).objects.update(state="returned")
    coming = add_file(actor=drawn.filer, filing=drawn.filing, offered=later)
    url = f"/second-looks/{drawn.look.pk}/"
    page = drawn.as_second.get(url).context["page"]
    named = [("决算.pdf", f"{url}files/{drawn.file.key}", "第 3 页")]
    assert [(one.name, one.url, one.pages) for one in page.lines[0].files] == named
    assert [one.name for one in page.files] == ["决算.pdf"]
    assert drawn.as_second.get(named[0][1]).content == pdf()
    assert drawn.as_second.get(f"{url}files/{coming.key}").status_code == 404


def test_temporary_account_needs_an_end_and_stands_alone(office):
    admin, today = factories.member(Role.SYSTEM_ADMIN), timezone.localdate()
    person, until = factories.user("temporary"), today + timedelta(days=10)
    with pytest.raises(Refused) as refusal:
        grant(actor=admin, user=person, role=Role.RECHECKER, starts=today)
    assert refusal.value.reason == "复核人是临时账号，须有结束日期。请填写结束日期。"
    with pytest.raises(Refused, match="filer已是填报人，不能兼任复核人"):
        grant(actor=admin, user=office.filer, role=Role.RECHECKER, starts=today, ends=until)
    grant(actor=admin, user=person, role=Role.RECHECKER, starts=today, ends=until)
    with pytest.raises(Refused, match="temporary已是复核人，不能兼任审核人"):
        grant(actor=admin, user=person, role=Role.REVIEWER, starts=today)
    grant(actor=admin, user=person, role=Role.REVIEWER, starts=until + timedelta(days=1))
