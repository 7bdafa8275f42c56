"""The second reviewer reads nothing of the first review, on no page, in no file; nor does anybody else open his."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from evaluations.access_table import ROUTES, Scope
from evaluations.models import Assignment, Membership, Report
from evaluations.sampling import Method
from evaluations.services.samples import draw, give
from evaluations.services.second_scores import Entered, finish, save_scores
from evaluations.services.settling import Settled, settle
from evaluations.workflow import Role
from tests import factories
from tests.evaluations.review.conftest import signed_in
from tests.evaluations.sample.conftest import CORRECTED, OPINION, REASON, VERIFIED_TOTAL, further
from tests.test_access_table import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # many pages; who may read is the same on both

SETTLED = "处理理由不得外泄"
SIGNS = (REASON, OPINION, CORRECTED, VERIFIED_TOTAL, SETTLED)
OWN_PAGES = {name for name, route in ROUTES.items() if route.scope is Scope.LOOK and "GET" in route.methods}
WAYS = ({}, {"HTTP_ACCEPT": "application/json"}, {"HTTP_HX_REQUEST": "true"})


@pytest.fixture(params=[Role.REVIEWER, Role.RECHECKER])
def blind(approved, settings, tmp_path, request):
    """The filing looked at again to the end and settled: everything there is, and a printed report with every sign."""
    settings.MEDIA_ROOT = tmp_path / "media"
    approved.second = factories.user("blind")
    ends = timezone.localdate() + timedelta(days=1)
    approved.second.memberships.create(role=request.param.value, starts=factories.LONG_AGO, ends=ends)
    further(approved, "103002")
    admin = approved.rubric_admin
    sample = draw(actor=admin, cycle=approved.cycle, method=Method.RANDOM, share=100)
    approved.look = give(actor=admin, look=sample.looks.get(filing=approved.filing), reader=approved.second)
    approved.other = give(
        actor=admin,
        look=sample.looks.exclude(filing=approved.filing).get(),
        reader=factories.member(Role.REVIEWER, username="another"),
    )
    given = {"预算执行": "3.8", "制度": "1.5", "社会效益": "3.5"}
    entered = [Entered(line, points, "复核另有依据") for line, points in given.items()]
    assert save_scores(actor=approved.second, look=approved.look, entered=entered).ok
    finish(actor=approved.second, look=approved.look)
    settle(
        actor=admin,
        look=approved.look,
        line="社会效益",
        settled=Settled("keep", SETTLED),
    )
    approved.as_second = signed_in(approved.second)
    approved.ids = ids_of(approved, sample.pk)
    return approved


def ids_of(office, sample: int) -> dict[str, object]:
    snapshot = office.filing.snapshots.get(purpose="approval")
    file = "reports/blind.pdf"
    path = Path(settings.MEDIA_ROOT) / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(SIGNS), encoding="utf-8")
    report = Report.objects.create(
        snapshot=snapshot,
        variant="final",
        state="ready",
        file=file,
        requested_by=office.filer,
        requested_at=timezone.now(),
    )
    return {
        "filing_id": office.filing.pk,
        "cycle_id": office.cycle.pk,
        "department_id": office.department.pk,
        "version_id": office.filing.version_id,
        "sample_id": sample,
        "look_id": office.look.pk,
        "stage": 1,
        "table": "项目",
        "key": office.filing.table_rows.get().key,
        "which": "bureau",
        "beside": "evidence",
        "file_key": office.file.key,
        "comment_id": office.filing.comments.get().pk,
        "correction_id": office.filing.corrections.get().pk,
        "report_id": report.pk,
        "user_id": office.filer.pk,
        "membership_id": office.filer.memberships.first().pk,
        "assignment_id": Assignment.objects.first().pk,
    }


def every_answer(office, browser, names=tuple(ROUTES)):
    """Ask every route there is for this filing, by GET in every way; yield name, status and body."""
    for name in names:
        wanted = patterns()[name].pattern.converters
        if set(wanted) <= set(office.ids):
            url = reverse(name, kwargs={key: office.ids[key] for key in wanted})
            for way in WAYS:
                answer = browser.get(url, **way)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                yield name, answer.status_code, body.decode(errors="replace")


def test_second_reviewer_reads_no_sign_of_the_first_review_on_any_page(blind):
    found = list(every_answer(blind, blind.as_second))
    opened = {name for name, status, _ in found if status == 200}
    assert {name for name, _, body in found for sign in SIGNS if sign in body} == set()
    assert opened >= OWN_PAGES | {"evaluations:second_looks"}
    filing_pages = {name for name, route in ROUTES.items() if route.scope is Scope.FILING}
    assert opened & filing_pages == set()


def test_second_reviewer_reads_no_sign_in_answers_to_what_is_posted(blind):
    other = signed_in(blind.other.reader)
    url = f"/second-looks/{blind.other.pk}/"
    wrong = {"points-1": "99", "words-1": "", "version-1": "0"}
    answers = [other.post(url, wrong), other.post(f"{url}finish"), blind.as_second.post(f"{url}finish")]
    answers += [blind.as_second.post(f"/second-looks/{blind.look.pk}/{act}") for act in ("", "finish")]
    assert [answer.status_code for answer in answers] == [422, 409, 404, 409, 409]
    assert [sign for answer in answers for sign in SIGNS if sign in answer.content.decode()] == []


def test_rubric_admin_reads_every_sign(blind):
    shown = "".join(body for _, status, body in every_answer(blind, blind.as_admin) if status == 200)
    assert [sign for sign in SIGNS if sign not in shown] == []


def test_nobody_else_opens_what_was_given(blind):
    people = [
        *(blind.filer, blind.head, blind.reviewer, blind.rubric_admin, blind.other.reader),
        factories.member(Role.AUDITOR),
        factories.member(Role.SYSTEM_ADMIN),
    ]
    answers = {
        (str(person), name): status
        for person in people
        for name, status, _ in every_answer(blind, signed_in(person), OWN_PAGES)
    }
    assert set(answers.values()) == {404}
    assert len(answers) == len(people) * len(OWN_PAGES)


def statuses(office) -> set[int]:
    return {status for _, status, _ in every_answer(office, office.as_second, OWN_PAGES)}


def test_account_after_its_last_day_opens_nothing(blind):
    yesterday = timezone.localdate() - timedelta(days=1)
    assert statuses(blind) == {200}
    Membership.objects.filter(user=blind.second).update(ends=timezone.localdate())
    assert statuses(blind) == {200}
    Membership.objects.filter(user=blind.second).update(ends=yesterday)
    assert statuses(blind) == {404}
    assert blind.as_second.get("/second-looks/").status_code == 403


def test_second_reviewer_who_comes_to_see_the_first_result_loses_the_second_look(blind):
    listed = f'href="/second-looks/{blind.look.pk}/"'
    assert listed in blind.as_second.get("/second-looks/").content.decode()
    held = blind.second.memberships.get()
    roles = [(Role.RUBRIC_ADMIN, None), (Role.AUDITOR, None), (Role.FILER, blind.department)]
    for role, department in roles:
        blind.second.memberships.create(role=role.value, department=department, starts=factories.LONG_AGO)
        assert statuses(blind) == {404}
        assert listed not in blind.as_second.get("/second-looks/").content.decode()
        blind.second.memberships.exclude(pk=held.pk).delete()
    held.role = Role.REVIEWER.value
    held.save()
    blind.second.assignments.create(department=blind.department, cycle=blind.cycle)
    assert statuses(blind) == {404}
    assert listed not in blind.as_second.get("/second-looks/").content.decode()


def test_temporary_account_starts_on_its_list_and_has_no_other_page(blind):
    answer = blind.as_second.get("/")
    if blind.second.memberships.get().role == Role.RECHECKER.value:
        assert answer["Location"] == "/second-looks/"
        assert blind.as_second.get("/review/").status_code == 403
    else:
        assert (answer["Location"], blind.as_second.get("/review/").status_code) == ("/review/", 200)
    assert blind.as_second.get("/year/").status_code == 403
