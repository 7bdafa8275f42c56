"""A year in which everything was decided that the history vouches for, each by its own act.

Whatever people may write ends with a word, so that it can be looked for.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from evaluations.models import Cycle, Filing, Objection, Preset, RectificationItem, Settlement
from evaluations.sampling import Method
from evaluations.services import accounts, amendments, closing, feedback, rectification, review, signing
from evaluations.services.comments import Opinion, add_comment, adopt_comment, answer_comment
from evaluations.services.corrections import Corrected, correct
from evaluations.services.cycles import CyclePlan, assign_reviewer, open_cycle
from evaluations.services.evidence import Offered, add_file
from evaluations.services.filing import open_filing, save_fields
from evaluations.services.results import Typed
from evaluations.services.rows import add_row
from evaluations.services.rubric_acts import note_rubric_act
from evaluations.services.samples import draw, give
from evaluations.services.second_scores import Entered, finish, save_scores
from evaluations.services.settling import Settled, settle
from evaluations.services.sharing import name_deputies
from evaluations.services.submission import submit
from evaluations.services.together import set_offices
from evaluations.services.withdrawing import withdraw_preset
from evaluations.workflow import Role, SignOff
from tests import factories
from tests.evaluations.conftest import COMPLETE, typed
from tests.evaluations.evidence.papers import pdf, png
from tests.evaluations.rectification.conftest import MEASURES, PROBLEMS, TEXT

LINE = "line:社会效益"
CHAPTER = "chapter:主要职能"
SCORES = (("预算执行", "3", "进度不足"), ("制度", "2", "同意"), ("社会效益", "2.5", "样本太少"))


@dataclass
class Decided:
    """The people, the filing, and what every text ends with."""

    word: str
    admin: Any
    department: Any
    filer: Any = None
    reviewer: Any = None
    second: Any = None
    stand_in: Any = None
    cycle: Cycle | None = None
    filing: Filing | None = None

    def say(self, text: str) -> str:
        return f"{text}{self.word}"

    def by(self, who: str) -> dict:
        self.filing = Filing.objects.get(pk=self.filing.pk)
        return {"actor": getattr(self, who), "filing": self.filing}

    def file(self, name: str) -> Offered:
        return Offered(f"{self.say(name)}.png", png())


def decide_everything(word: str = "") -> Decided:
    """Nothing is made behind the services' back but the rubric admin, who has to be there first, and the document."""
    admin = factories.member(Role.RUBRIC_ADMIN, username="rubric_admin")
    made = Decided(word, admin, factories.department("示例一局", code="103001"))
    made.filer = person(made, "filer", Role.FILER, made.department)
    made.reviewer, made.second, made.stand_in = (
        person(made, name, Role.REVIEWER) for name in ("reviewer", "second", "stand_in")
    )
    made.cycle = opened(made)
    made.filing = open_filing(actor=made.filer, cycle=made.cycle, department=made.department)
    shared(made)
    sent(made)
    reviewed(made)
    after_approval(made)
    looked_at_again(made)
    mended(made)
    return made


def person(made: Decided, name: str, role: Role, department=None):
    someone, _ = accounts.create_user(actor=made.admin, username=name, name=name)
    starts = factories.LONG_AGO
    accounts.grant(actor=made.admin, user=someone, role=role, department=department, starts=starts)
    return someone


def opened(made: Decided) -> Cycle:
    version, now = factories.version(TEXT), timezone.now()
    note_rubric_act(actor=made.admin, act="publish", version=version)
    plan = CyclePlan(
        year=version.year,
        place=version.place,
        title="示例任务",
        versions={version.kind: version},
        windows={"filing": (now - timedelta(days=1), now + timedelta(days=30))},
        sign_off=SignOff.PAPER,
        feedback_days=5,
        wants_stamp=True,
        wants_paper=True,
    )
    return open_cycle(actor=made.admin, plan=plan)


def shared(made: Decided) -> None:
    given = {"actor": made.admin, "cycle": made.cycle, "department": made.department}
    assignment = assign_reviewer(**given, reviewer=made.reviewer)
    today = timezone.localdate()
    days = today, today + timedelta(days=3)
    why = made.say("外出学习")
    name_deputies(actor=made.admin, assignments=[assignment], person=made.stand_in, days=days, reason=why)


def sent(made: Decided) -> None:
    """Filled, returned once, signed on paper and sent again; a figure of the bureau was withdrawn meanwhile."""
    fields = {
        **COMPLETE,
        "line:预算执行/原因": made.say("年末有一笔尾款未付"),
        CHAPTER: made.say("负责应急管理。"),
    }
    assert save_fields(**made.by("filer"), values=typed(fields)).ok
    for title, line in PROBLEMS:
        add_row(**made.by("filer"), table="问题表", cells={"标题": made.say(title), "哪项": line})
    for measure, problem, office, day in MEASURES:
        cells = {"措施": made.say(measure), "针对": made.say(problem), "科室": made.say(office), "期限": day}
        add_row(**made.by("filer"), table="措施表", cells=cells)
    name = f"{made.say('决算批复')}.pdf"
    add_file(**made.by("filer"), offered=Offered(name, pdf(made.word.encode()), "line:预算执行/佐证"))
    set_offices(**made.by("filer"), offices={"基本信息": made.say("办公室")[:60]}, seen={})
    withdrawn(made)
    signed_and_sent(made)
    add_comment(**made.by("reviewer"), opinion=Opinion("fig:调整预算数", made.say("请核对。")))
    anchor = {"quote": made.say("负责应急管理。"), "block": "b1"}
    add_comment(**made.by("reviewer"), opinion=Opinion(CHAPTER, made.say("请改写。"), anchor=anchor))
    due = timezone.now() + timedelta(days=5)
    review.return_filing(**made.by("reviewer"), due=due, words=made.say("请逐条整改。"))
    for comment in made.filing.comments.all():
        answer_comment(actor=made.filer, comment=comment, text=made.say("已核对。"))
    mended = {"fig:调整预算数": Typed("101", 1), CHAPTER: Typed(made.say("负责全区应急管理。"), 1)}
    assert save_fields(**made.by("filer"), values=mended).ok
    signed_and_sent(made)
    for comment in made.filing.comments.all():
        adopt_comment(actor=made.reviewer, comment=comment, text=made.say("同意。"))


def withdrawn(made: Decided) -> None:
    given = {"department": made.department, "kind": Preset.Kind.BUREAU, "source": made.say("决算")}
    now = {"day": timezone.localdate(), "changed_at": timezone.now(), "by": made.admin, "at": timezone.now()}
    for key, value in (("财政拨款支出", "95"), ("调整预算数", "101")):
        Preset.objects.create(cycle=made.cycle, key=key, value=value, **given, **now)
    gone = Preset.objects.get(key="财政拨款支出")
    why = made.say("数据有误")
    withdraw_preset(actor=made.admin, cycle=made.cycle, preset_id=gone.pk, value="95", reason=why)


def signed_and_sent(made: Decided) -> None:
    sheet, _ = signing.print_sheet(**made.by("filer"))
    signing.keep_scan(**made.by("filer"), sheet_id=sheet.pk, offered=made.file("签好"))
    submit(**made.by("filer"))
    review.accept(**made.by("reviewer"))


def reviewed(made: Decided) -> None:
    opinion = Opinion(LINE, made.say("满意度没有调查。"), category="佐证")
    comment = add_comment(**made.by("reviewer"), opinion=opinion)
    adopt_comment(actor=made.reviewer, comment=comment)
    correct(**made.by("reviewer"), corrected=Corrected(f"{LINE}/得分", "3", made.say("没有调查"), 1))
    revision = made.by("reviewer")["filing"].revision
    review.approve(**made.by("reviewer"), revision=revision, follow_up=[3])


def after_approval(made: Decided) -> None:
    objected = [feedback.Objected(LINE, made.say("调查报告已附。"), made.file("调查"))]
    feedback.give_feedback(**made.by("filer"), objected=objected)
    kept, why = feedback.Verdict.KEPT, made.say("样本不足")
    feedback.answer_objection(
        actor=made.reviewer, objection=Objection.objects.get(), verdict=kept, reason=why
    )
    feedback.settle(**made.by("reviewer"))
    number = made.filing.snapshots.order_by("-seq").first().number
    for name in ("一", "二"):  # the second takes the place of the first
        closing.keep_stamped(**made.by("filer"), number=number, offered=made.file(name))
    closing.sign_for_paper(**made.by("admin"), day=timezone.localdate(), copies=2)
    asked = amendments.Asked(made.say("决算有调整"), made.say("示例〔2021〕1 号"), made.file("批复"))
    amendments.ask(**made.by("filer"), asked=asked)
    amendments.refuse(**made.by("admin"), words=made.say("依据不足"))
    review.archive(**made.by("admin"))
    address = f"https://example.gov.cn/{made.say('x')}"
    review.make_public(**made.by("filer"), web_address=address, day=timezone.localdate())


def looked_at_again(made: Decided) -> None:
    sample = draw(actor=made.admin, cycle=made.cycle, method=Method.RANDOM, share=100)
    look = give(actor=made.admin, look=sample.looks.get(), reader=made.second)
    entered = [Entered(line, points, made.say(words)) for line, points, words in SCORES]
    saved = save_scores(actor=made.second, look=look, entered=entered)
    assert not saved.problems, saved
    finish(actor=made.second, look=look)
    for line in ("预算执行", "社会效益"):
        settled = Settled(Settlement.Choice.KEEP, made.say("以审核为准"))
        settle(actor=made.admin, look=look, line=line, settled=settled)


def mended(made: Decided) -> None:
    rectification.list_items(**made.by("admin"))
    item = RectificationItem.objects.order_by("number").first()
    offered = Offered(f"{made.say('通报')}.pdf", pdf(made.word.encode()))
    words = made.say("已按季通报")
    rectification.report(actor=made.filer, item=item, version=1, words=words, send=True, offered=offered)
    rectification.close(actor=made.reviewer, item=item, version=2, words=made.say("已核实"))
