"""Two people who print the same content at once get one print."""

import pytest

from evaluations.models import Draft, Event, Job

from .test_races import both, office, racers, ready_filing

pytestmark = pytest.mark.postgresql
__all__ = ["office", "racers"]


def test_printing_the_same_content_twice_at_once_makes_one_draft_and_one_job(office, racers, rounds, figure):
    pair = racers(office.filer, office.filer)
    tries = rounds(5, 500)
    for _ in range(tries):
        filing = ready_filing(office)
        first, second = both(pair, filing, act="print")
        draft = Draft.objects.get(filing=filing)
        job = Job.objects.get(kind="draft", key=str(draft.pk))
        assert first == second == {"draft": draft.pk, "job": job.pk}
        assert Event.objects.filter(filing=filing, action="print_draft").count() == 1
    figure("two prints of one content at once", f"{tries} rounds, one draft and one job each")


def test_printing_twice_at_once_without_the_lock_lets_one_of_two_fail(office, racers):
    """The control: nobody holds the filing, both find no print, and only the constraint stands between them."""
    pair = racers(office.filer, office.filer, off=["draft"])
    filing = ready_filing(office)
    assert both(pair, filing, act="print") == [{"at": "barrier"}] * 2
    for racer in pair:
        racer.go_on()
    answers = [racer.hear() for racer in pair]
    assert sorted("error" in answer for answer in answers) == [False, True]
    assert Draft.objects.filter(filing=filing).count() == 1
