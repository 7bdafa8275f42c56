"""Names by date: a department renamed, what was filed under which name, and what the report says of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from evaluations.models import Event, FormerName, Snapshot
from evaluations.report.context import report_context
from evaluations.report.frozen import source_of_snapshot
from evaluations.selectors.filings import flat_of
from evaluations.services import Refused
from evaluations.services.organisation import Renaming, save_department
from evaluations.services.review import accept, approve
from evaluations.services.submission import submit, take_back
from evaluations.workflow import Role
from tests import factories
from tests.evaluations import conftest as small

pytestmark = pytest.mark.django_db

DAY = date(2020, 6, 1)


@pytest.fixture
def office(db, monkeypatch):
    """A filing that is complete; the text of its report names the department twice."""
    told = "outline:\n  - {title: 概况, body: [{text: '{{部门名称}}是示例部门，{{部门名称}}管示例事。'}]}\n"
    text = small.EXAMPLE.replace("outline:\n", told, 1)
    text = text.replace("total: 10\n", "total: 10\ncover: ['部门名称（公章）：{{部门名称}}']\n", 1)
    monkeypatch.setattr(small, "EXAMPLE", text)
    made = small.make_office()
    small.fill(made)
    made.admin = factories.member(Role.SYSTEM_ADMIN)
    return made


def rename(office, name: str, day: date = DAY, number: str = "示编〔2020〕1号") -> None:
    office.filing.department.refresh_from_db()
    department = office.filing.department
    save_department(
        actor=office.admin,
        code=department.code,
        values={"name": name},
        department=department,
        renaming=Renaming(day, number),
    )


def sent(office) -> Snapshot:
    office.filing.refresh_from_db()
    snapshot = submit(actor=office.filer, filing=office.filing)
    office.filing.refresh_from_db()
    return snapshot


def printed(snapshot: Snapshot) -> tuple[str, str, list[str]]:
    """The name of the author, the cover, and the lines of the report that name a department."""
    report = report_context(source_of_snapshot(snapshot, ""))
    cover = "".join(run.text for line in report.cover for run in line)
    texts = ["".join(run.text for run in getattr(block, "runs", ())) for block in report.blocks]
    return report.department, cover, [text for text in texts if "局" in text]


def test_the_report_names_what_the_department_was_called_before_once(office):
    rename(office, "示例新局")

    assert printed(sent(office)) == (
        "示例新局",
        "部门名称（公章）：示例新局（原示例一局）",
        ["示例新局是示例部门，示例新局管示例事。"],
    )


def test_without_a_cover_of_its_own_the_title_page_has_the_former_name_too(office, monkeypatch):
    from dataclasses import replace

    rename(office, "示例新局")
    source = source_of_snapshot(sent(office), "")
    bare = replace(source, document=replace(source.document, cover=()))
    elsewhere = replace(source, document=replace(source.document, cover=("报告",)))

    assert report_context(bare).cover[0][0].text == "部门名称（公章）：示例新局（原示例一局）"
    first = next(block for block in report_context(elsewhere).blocks if "示例新局" in str(block))
    assert "".join(run.text for run in first.runs) == "示例新局（原示例一局）是示例部门，示例新局管示例事。"


def test_a_title_with_the_name_leaves_the_former_one_to_the_cover(office):
    from dataclasses import replace

    rename(office, "示例新局")
    source = source_of_snapshot(sent(office), "")
    report = report_context(
        replace(source, document=replace(source.document, report_title="{{部门名称}}报告"))
    )

    assert (report.title, report.cover[0][-1].text) == ("示例新局报告", "示例新局（原示例一局）")


def test_what_was_sent_keeps_its_name_and_the_next_one_has_the_new(office):
    first = sent(office)
    rename(office, "示例新局", timezone.localdate())

    assert flat_of(office.filing).answers["fig:部门名称"].text == "示例一局"
    assert printed(first)[:2] == ("示例一局", "部门名称（公章）：示例一局")
    office.filing.department.refresh_from_db()
    take_back(actor=office.filer, filing=office.filing)
    office.filing.refresh_from_db()
    assert flat_of(office.filing).answers["fig:部门名称"].text == "示例新局"
    assert printed(sent(office))[1] == "部门名称（公章）：示例新局（原示例一局）"
    first.refresh_from_db()
    assert printed(first)[1] == "部门名称（公章）：示例一局"


def test_the_final_copy_of_what_was_sent_before_a_renaming_has_the_name_of_then(office):
    rename(office, "示例中局")
    sent(office)
    accept(actor=office.reviewer, filing=office.filing)
    rename(office, "示例新局", timezone.localdate())
    office.filing.refresh_from_db()

    final = approve(actor=office.reviewer, filing=office.filing, revision=office.filing.revision)

    assert printed(final)[:2] == ("示例中局", "部门名称（公章）：示例中局（原示例一局）")


@pytest.mark.parametrize(
    ("day", "cover"),
    [
        (date(2020, 1, 1), "部门名称（公章）：示例新局"),
        (date(2020, 1, 2), "部门名称（公章）：示例新局（原示例一局）"),
    ],
)
def test_a_renaming_before_the_year_is_no_news(office, day, cover):
    rename(office, "示例新局", day)
    assert printed(sent(office))[1] == cover


def test_two_renamings_in_a_year_name_both_oldest_first(office):
    rename(office, "示例中局", date(2020, 3, 1))
    rename(office, "示例新局", date(2020, 9, 1), "示编〔2020〕2号")
    assert printed(sent(office))[1] == "部门名称（公章）：示例新局（原示例一局、示例中局）"


def test_a_mended_name_keeps_no_former_one(office):
    department = office.filing.department
    save_department(
        actor=office.admin, code=department.code, values={"name": "示例壹局"}, department=department
    )
    office.filing.department.refresh_from_db()
    assert (printed(sent(office))[1], FormerName.objects.count()) == ("部门名称（公章）：示例壹局", 0)


def test_renaming_is_kept_with_its_paper_and_told_in_one_event(office):
    before = Event.objects.count()
    rename(office, "示例新局")

    kept = FormerName.objects.get()
    assert (kept.name, kept.until, kept.number, kept.by) == (
        "示例一局",
        DAY,
        "示编〔2020〕1号",
        office.admin,
    )
    assert Event.objects.count() == before + 1
    assert Event.objects.get(action="change_department").data["changed"] == {
        "name": "示例新局",
        "renamed_on": "2020-06-01",
        "renamed_by": "示编〔2020〕1号",
    }


@pytest.mark.parametrize(
    ("name", "day", "number", "reason"),
    [
        ("示例一局", DAY, "示编1号", "部门名称却没有改"),
        ("示例新局", DAY, " ", "更名的批准文号未填"),
        ("示例新局", timezone.localdate() + timedelta(days=2), "示编1号", "还没有到"),
    ],
)
def test_renaming_that_cannot_be_is_refused_and_nothing_is_kept(office, name, day, number, reason):
    with pytest.raises(Refused, match=reason):
        rename(office, name, day, number)
    office.filing.department.refresh_from_db()
    assert (office.filing.department.name, FormerName.objects.count()) == ("示例一局", 0)


def test_renaming_not_after_the_last_one_is_refused(office):
    rename(office, "示例中局")
    with pytest.raises(Refused, match="不在上一次更名"):
        rename(office, "示例新局", DAY)
    assert FormerName.objects.count() == 1


def test_a_department_that_takes_itself_over_is_refused(office):
    department = office.filing.department
    with pytest.raises(Refused, match="承接部门不能是本部门"):
        save_department(
            actor=office.admin, code=department.code, values={"successor": department}, department=department
        )
