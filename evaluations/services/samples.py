"""抽取复核对象: a draw is made and kept for good; each filing drawn is given to somebody who looks again."""

import secrets

from django.db import transaction
from django.db.models import Q

from evaluations import clock
from evaluations.access import Person, departments_of, roles_of, sees_first_result
from evaluations.models import Assignment, CommentEntry, Cycle, Event, Filing, Sample, SecondLook
from evaluations.sampling import HUNDRED, Method, at_random, by_risk, weights_now
from evaluations.selectors.samples import Candidate, candidates
from evaluations.workflow import NOT_IN_OWN_DEPARTMENT, ROLE_NAMES, SECOND_READERS, Role

from .cycles import chain_of
from .events import hold_chain, record
from .results import Refused
from .vouched_samples import listed_in
from .vouching import ROW

NONE_LEFT = "没有可以抽取的部门：本任务还没有审核通过的自评，或者都已经抽过。请等审核通过以后再抽取。"
BAD_SHARE = f"抽取比例须为 1 到 {HUNDRED} 的整数。请改正抽取比例。"
FINISHED = "这个部门的抽查复核已经完成，不能再改派。"


@transaction.atomic
def draw(*, actor: Person, cycle: Cycle, method: Method, share: int, seed: str = "") -> Sample:
    """Draw `share` percent of what is approved and was not drawn before; at least one.

    Without a `seed` one is made up. Whoever has the seed and the list that is kept with it can draw the same again.
    """
    if not 0 < share <= HUNDRED:
        raise Refused(BAD_SHARE)
    hold_chain(chain_of(cycle))  # two draws at once would draw from one list
    listed = candidates(cycle)
    if not listed:
        raise Refused(NONE_LEFT)
    seed = seed or secrets.token_hex(8)
    weights = weights_now() if method is Method.RISK else {}
    facts = {one.code: one.facts for one in listed}
    codes = by_risk(facts, share, seed, weights) if weights else at_random(facts, share, seed)
    sample = Sample.objects.create(
        cycle=cycle,
        seq=cycle.samples.count() + 1,
        method=method.value,
        share=share,
        seed=seed,
        weights={name: str(weight) for name, weight in weights.items()},
        listed=[_listed(one) for one in listed],
        drawn=list(codes),
        by=actor,
        at=clock.now(),
    )
    SecondLook.objects.bulk_create(
        SecondLook(sample=sample, filing=one.filing, snapshot_id=one.snapshot)
        for one in listed
        if one.code in codes
    )
    data = {"sample": sample.seq, "method": sample.method, "share": share, "seed": seed, "drawn": list(codes)}
    data |= {ROW: listed_in(sample)}
    record(actor=actor, action="draw_sample", data=data, chain=chain_of(cycle), at=sample.at)
    return sample


@transaction.atomic
def give(*, actor: Person, look: SecondLook, reader: Person) -> SecondLook:
    """Give what was drawn to somebody who has nothing to do with it; what another has written of it stays.

    Refused for whoever belongs to the department, has reviewed it, or may see the first result.
    """
    held = hold_look(look)
    if held.finished_at is not None:
        raise Refused(FINISHED)
    against = against_reader(reader, held.filing)
    if against:
        raise Refused(against)
    held.reader, held.given_at = reader, clock.now()
    held.save(update_fields=["reader", "given_at"])
    data = {"department": held.filing.department_id, "reader": reader.pk, "sample": held.sample.seq}
    record(actor=actor, action="give_second_look", data=data, chain=chain_of(held.sample.cycle))
    return held


def hold_look(look: SecondLook) -> SecondLook:
    """Return what was drawn as it is now, its row locked until the transaction ends."""
    looks = SecondLook.objects.select_for_update(of=("self",))
    return looks.select_related("sample__cycle", "filing__department", "filing__cycle", "snapshot").get(
        pk=look.pk
    )


def against_reader(reader: Person, filing: Filing) -> str:
    """Return why a person may not look at a filing a second time, '' when nothing stands against it."""
    if not roles_of(reader) & SECOND_READERS:
        names = f"{ROLE_NAMES[Role.REVIEWER]}或{ROLE_NAMES[Role.RECHECKER]}"
        return f"{reader}不是{names}，或角色已到期。请先由系统管理员设置角色。"
    department = filing.department
    if departments_of(reader).filter(Q(pk=department.pk) | Q(parent=department)).exists():
        return f"{reader}属于{department}，不能复核本部门的自评。请另派复核人。"
    if _has_reviewed(reader, filing):
        return f"{reader}审核过{department}的自评，不能再做抽查复核。请另派复核人。"
    if sees_first_result(reader, filing):
        return f"{reader}能看到{department}的审核得分，不能做抽查复核。请另派复核人。"
    return ""


def _has_reviewed(reader: Person, filing: Filing) -> bool:
    """Whether a person is or was a reviewer of a filing, at any level: by assignment, or by what was done."""
    acts = [action.value for action in NOT_IN_OWN_DEPARTMENT]
    said = CommentEntry.objects.filter(comment__filing=filing, by=reader).exclude(
        kind=CommentEntry.Kind.ANSWER
    )
    assigned = Assignment.objects.filter(
        cycle=filing.cycle_id, department=filing.department_id, reviewer=reader
    )
    acted = Event.objects.filter(filing=filing, actor=reader, action__in=acts)
    return (
        assigned.exists() or acted.exists() or said.exists() or filing.corrections.filter(by=reader).exists()
    )


def _listed(one: Candidate) -> dict[str, object]:
    facts = {name: str(amount) for name, amount in one.facts.items()}
    return {"code": one.code, "filing": one.filing.pk, "snapshot": one.snapshot, "facts": facts}
