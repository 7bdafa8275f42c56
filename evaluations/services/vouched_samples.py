"""Whether draws, second looks, their scores and how differences were settled are as the history vouches for."""

from collections.abc import Iterator
from typing import Any

from evaluations.models import Event, Sample, SecondLook, SecondScore, Settlement
from evaluations.selectors.second_looks import compared, result_of

from .vouching import ROW, ROWS, History, Kept, Told, cycle_of, differing, digest_of, said_by

type Key = tuple[int, int, int]
"""Cycle, draw, department: what the events call a filing that was drawn."""
GIVEN, FINISHED, HANDED = "give_second_look", "finish_second_look", "hand_over"


def broken_samples(history: History) -> Iterator[str]:
    """Tell what is missing or another than the event of its act says."""
    yield from differing(
        (
            Told(
                one,
                (cycle_of(one), one.data["sample"]),
                said_by(one, "method", "share", "seed", "drawn", ROW),
            )
            for one in history.of("draw_sample")
        ),
        _samples(),
    )
    yield from _broken_looks(history)
    yield from differing(_told_of_scores(history), _scores())
    yield from differing(_told_of_settlements(history), _settlements())


def listed_in(sample: Sample) -> str:
    """Return the digest of what a draw was made from, for the event to vouch for."""
    return digest_of(sample.weights, sample.listed)


def score_said(points: str, words: str) -> str:
    """Return the digest of a line of a second look, likewise."""
    return digest_of(points, words)


def _samples() -> Iterator[Kept]:
    for one in Sample.objects.select_related("cycle"):
        says = {"method": one.method, "share": one.share, "seed": one.seed, "drawn": one.drawn}
        says |= {ROW: listed_in(one), "by": one.by_id, "at": one.at}
        yield Kept((one.cycle_id, one.seq), says, str(one))


def _broken_looks(history: History) -> Iterator[str]:
    """Compare each look with its draw and with who was to look; where it is finished, its sums with what they sum."""
    looks = list(SecondLook.objects.select_related("sample__cycle", "filing__department", "snapshot"))
    yield from differing(_told_of_looks(history), map(_look, looks))
    drawn = {(one.sample_id, one.filing_id, one.snapshot_id) for one in looks}
    for sample in Sample.objects.select_related("cycle"):
        kept = {one for one in drawn if one[0] == sample.pk}
        listed = {one["code"]: (sample.pk, one["filing"], one["snapshot"]) for one in sample.listed}
        if kept != {listed.get(code) for code in sample.drawn}:
            yield f"{sample}：抽中的部门与留存的名单不符"
    for look in looks:
        if look.finished_at is not None and look.result != result_of(compared(look)):
            yield f"{look}：复核结果与逐项得分、处理不符"


def _look(look: SecondLook) -> Kept:
    ended = look.finished_at
    return Kept(_key(look), {"reader": look.reader_id, "finished_at": ended}, str(look))


def _told_of_looks(history: History) -> Iterator[Told]:
    """Yield of every look that was drawn who is to look and when he had finished; an account may be handed over."""
    departments = {
        (one.sample.cycle_id, one.sample.seq, one.filing.department.code): one.filing.department_id
        for one in SecondLook.objects.select_related("sample", "filing__department")
    }
    told: dict[Key, tuple[Event, dict[str, Any]]] = {}
    for event in history.of("draw_sample", GIVEN, FINISHED, HANDED):
        data = event.data
        if event.action == HANDED:
            for _, says in told.values():
                if says["reader"] == data["user"] and says["finished_at"] is None:
                    says["reader"] = data["new_user"]
            continue
        cycle, sample = cycle_of(event), data["sample"]
        if event.action == "draw_sample":
            for code in data["drawn"]:
                key = cycle, sample, departments.get((cycle, sample, code), 0)
                told[key] = event, {"reader": None, "finished_at": None}
            continue
        says = told.get((cycle, sample, data["department"]), (event, {"reader": None, "finished_at": None}))[
            1
        ]
        says |= {"reader": data["reader"]} if event.action == GIVEN else {"finished_at": event.at}
        told[cycle, sample, data["department"]] = event, says
    yield from (Told(event, key, says) for key, (event, says) in told.items())


def _told_of_scores(history: History) -> Iterator[Told]:
    for event in history.of("save_second_scores"):
        digests = event.data.get(ROWS, {})
        for line, points in event.data["points"].items():
            said = {"points": points, "by": event.actor_id, "at": event.at}
            row = {ROW: digests[line]} if line in digests else {}
            yield Told(event, (_key_in(event), line), {**said, **row})


def _scores() -> Iterator[Kept]:
    rows = SecondScore.objects.select_related("look__sample__cycle", "look__filing__department")
    for one in rows:
        says = {"points": one.points, ROW: score_said(one.points, one.words), "by": one.by_id, "at": one.at}
        yield Kept((_key(one.look), one.line), says, f"{one.look} {one.line}")


def _told_of_settlements(history: History) -> Iterator[Told]:
    counts: dict[tuple[Key, str], int] = {}
    for event in history.of("settle_second_look"):
        line = event.data["line"]
        nth = counts[_key_in(event), line] = counts.get((_key_in(event), line), 0) + 1
        yield Told(event, (_key_in(event), line, nth), said_by(event, "choice", "settled", "reason"))


def _settlements() -> Iterator[Kept]:
    rows = Settlement.objects.select_related("look__sample__cycle", "look__filing__department")
    for one in rows:
        says = {
            "choice": one.choice,
            "settled": one.points,
            "reason": one.reason,
            "by": one.by_id,
            "at": one.at,
        }
        yield Kept((_key(one.look), one.line, one.seq), says, f"{one.look} {one}")


def _key(look: SecondLook) -> Key:
    return look.sample.cycle_id, look.sample.seq, look.filing.department_id


def _key_in(event: Event) -> Key:
    return cycle_of(event), event.data["sample"], event.data["department"]
