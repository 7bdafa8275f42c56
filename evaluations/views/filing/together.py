"""Who is here: an active page says so and hears of colleagues. 分工: which office looks after which stage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views import View

from evaluations.access import Person, decide, filing_for
from evaluations.models import Filing
from evaluations.selectors.stages import stages_of
from evaluations.selectors.together import BESIDE, here_now, last_work_of, offices_of
from evaluations.services.results import Refused
from evaluations.services.together import be_here, set_offices
from evaluations.workflow import Action
from rubrics.selectors.programs import document_for

from .frame import StageLink, frame_of, links_of
from .stage_number import stage_or_404


class HereView(View):
    """A sign of life of an open page that somebody is active on."""

    def post(self, request: HttpRequest, filing_id: int, stage: int) -> JsonResponse:
        """Note it, and tell who else is on which stage, by number."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        return _here(request, filing, stage_or_404(filing, stage).id)


class BesideView(View):
    """The same of a page beside the stages."""

    def post(self, request: HttpRequest, filing_id: int, beside: str) -> JsonResponse:
        """Note it, and tell who else is where."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        if beside not in BESIDE:
            raise Http404
        return _here(request, filing, BESIDE[beside])


def _here(request: HttpRequest, filing: Filing, place: str) -> JsonResponse:
    be_here(actor=request.user, filing=filing, stage=place)
    here = here_now(filing, request.user)
    places = {one.id: str(number) for number, one in enumerate(document_for(filing.version).stages, start=1)}
    places |= {at: name for name, at in BESIDE.items()}
    return JsonResponse({"here": {places[at]: names for at, names in here.items() if at in places}})


@dataclass(frozen=True, slots=True)
class Duty:
    """A line of 分工. `name` posts the office in its box, `seen` what is stored."""

    link: StageLink
    name: str
    office: str
    seen: str
    who: str
    at: datetime | None
    here: str

    @property
    def differs(self) -> bool:
        """Whether the box holds something that is not stored."""
        return self.office != self.seen


class DutiesView(View):
    """分工: the offices of the stages, who worked on each last, and who is there now."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Show the list; who may not edit only reads it."""
        return _page(request, filing_for(request.user, filing_id, Action.READ_CONTENT))

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Store the offices that were changed."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        typed, seen = _posted(request, filing, "office"), _posted(request, filing, "seen")
        try:
            changed = set_offices(actor=request.user, filing=filing, offices=typed, seen=seen)
        except Refused as refused:
            return _page(request, filing, str(refused), typed)
        said = f"已保存 {len(changed)} 个阶段的责任科室。" if changed else "没有改动，不用保存。"
        messages.success(request, said)
        return redirect("evaluations:duties", filing_id=filing.pk)


def _posted(request: HttpRequest, filing: Filing, name: str) -> dict[str, str]:
    stages = document_for(filing.version).stages
    return {
        stage.id: request.POST.get(f"{name}-{number}", "") for number, stage in enumerate(stages, start=1)
    }


def _page(
    request: HttpRequest, filing: Filing, refused: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    statuses, editing = stages_of(filing), decide(request.user, filing, Action.EDIT)
    links = links_of(filing.pk, statuses)
    context = {
        "frame": frame_of(filing, statuses, 0, editing.reason),
        "duties": _duties(filing, request.user, links, typed or {}),
        "refused": refused,
        "writable": editing.ok,
    }
    return render(request, "evaluations/filing/duties.html", context, status=409 if refused else 200)


def _duties(
    filing: Filing, person: Person, links: Iterable[StageLink], typed: Mapping[str, str]
) -> list[Duty]:
    offices, here, last = offices_of(filing), here_now(filing, person), last_work_of(filing)
    duties = []
    for link in links:
        stored, work = offices.get(link.title, ""), last.get(link.number - 1)
        duties.append(
            Duty(
                link=link,
                name=f"office-{link.number}",
                office=typed.get(link.title, stored),
                seen=stored,
                who=work.who if work else "",
                at=work.at if work else None,
                here=here.get(link.title, ""),
            )
        )
    return duties
