"""汇总: what the units of a department report, summed up; giving back, leaving out, and adopting the sums."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from evaluations.access import filing_for, permissions_of
from evaluations.models import Filing
from evaluations.selectors.filings import flat_of, sheet_of
from evaluations.selectors.stages import stages_from
from evaluations.selectors.units import Gathering, gathering_of
from evaluations.services.parts import open_parts
from evaluations.services.results import Refused
from evaluations.services.unit_rows import take_rows
from evaluations.services.units import UNSETTLED, adopt, leave_out, list_units, send_down, take_in
from evaluations.workflow import INSIDE, Action

from .frame import frame_of
from .units_page import ALL, shown, title_of, units_page


class UnitsView(View):
    """The page 汇总; a department without units has none and is led to its filing."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Show the units side by side."""
        filing = filing_for(request.user, filing_id, Action.READ_CONTENT)
        if not filing.sums_up:
            return redirect("evaluations:stage", filing_id=filing.pk, stage=1)
        permissions = permissions_of(request.user, filing, actions=frozenset({Action.EDIT}))
        editing, roles = permissions.decide(Action.EDIT), permissions.roles
        flat = flat_of(filing)
        statuses = stages_from(filing, flat, sheet_of(filing, flat))
        context = {
            "frame": frame_of(filing, statuses, 0, editing.reason),
            "page": units_page(gathering_of(filing, flat), writable=editing.ok, inside=bool(roles & INSIDE)),
        }
        return render(request, "evaluations/filing/units.html", context)


class UnitsOpenView(View):
    """开通填报: begins the filings of units that were registered later."""

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Open what is missing."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        try:
            opened = open_parts(actor=request.user, filing=filing)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            names = "、".join(part.whose for part in opened)
            messages.success(request, f"已开通：{names}。" if opened else "没有需要开通的单位。")
        return redirect("evaluations:units", filing_id=filing.pk)


@dataclass(frozen=True, slots=True)
class Offer:
    """One figure before it is adopted."""

    where: str
    title: str
    unit: str
    old: str
    new: str


class UnitsTakeView(View):
    """采用汇总数: GET shows old and new, POST writes what was shown."""

    def get(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Show what would be written: one figure, or all that differ."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        place = request.GET.get("place", ALL)
        return _take_page(request, filing, place)

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Adopt the sums that were seen."""
        filing = filing_for(request.user, filing_id, Action.EDIT)
        if request.POST.get("rows") == "yes":
            return _list_units(request, filing)
        if request.POST.get("table"):
            return _take_rows(request, filing)
        places, seen = request.POST.getlist("place"), request.POST.get("seen", "")
        try:
            result = adopt(actor=request.user, filing=filing, places=places, seen=seen)
        except Refused as refused:
            return _take_page(request, filing, ALL, str(refused))
        if not result.ok:
            problems = "；".join(one.what for one in result.problems) or "有的数刚刚被别人改过"
            return _take_page(request, filing, ALL, f"{problems}。请核对后再采用。")
        messages.success(request, f"已采用汇总数 {len(result.saved)} 项，来源记为所属单位汇总。")
        return redirect("evaluations:units", filing_id=filing.pk)


def _list_units(request: HttpRequest, filing: Filing) -> HttpResponse:
    try:
        result = list_units(actor=request.user, filing=filing, seen=request.POST.get("seen", ""))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if result.ok:
            messages.success(request, "已按登记的单位和各单位报送的数填好所属单位表。")
        for problem in result.problems:
            messages.error(request, f"{problem.what}。{problem.todo}。")
    return redirect("evaluations:units", filing_id=filing.pk)


def _take_rows(request: HttpRequest, filing: Filing) -> HttpResponse:
    table, seen = request.POST["table"], request.POST.get("seen", "")
    parts = {int(text) for text in request.POST.getlist("part") if text.isascii() and text.isdecimal()}
    try:
        count, result = take_rows(actor=request.user, filing=filing, table=table, parts=parts, seen=seen)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if result.ok:
            messages.success(request, f"已并入 {count} 行，加在部门表的末尾，原有的行没有改动。")
        for problem in result.problems:
            messages.error(request, f"{problem.what}。{problem.todo}。")
    return redirect("evaluations:units", filing_id=filing.pk)


def _take_page(request: HttpRequest, filing: Filing, place: str, refused: str = "") -> HttpResponse:
    gathering = gathering_of(filing)
    offers = offers_in(gathering, place)
    context = {
        "filing": filing,
        "offers": offers,
        "seen": gathering.stamp,
        "refused": refused or ("" if offers else UNSETTLED),
        "back": reverse("evaluations:units", kwargs={"filing_id": filing.pk}),
    }
    return render(request, "evaluations/filing/units_take.html", context, status=409 if refused else 200)


def offers_in(gathering: Gathering, place: str) -> tuple[Offer, ...]:
    """Return the sums that may be adopted, or the one at a place."""
    return tuple(
        Offer(one.where, title_of(one), one.field.unit.name, shown(one, one.whole), shown(one, one.total))
        for one in gathering.adoptable
        if place in {ALL, one.where}
    )


class SendDownView(View):
    """退回所属单位."""

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Give a unit's filing back with the reason."""
        part = filing_for(request.user, filing_id, Action.SEND_DOWN)
        try:
            send_down(actor=request.user, filing=part, words=request.POST.get("words", ""))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"已退回{part.whose}，填报人可以看到您写的原因。")
        return redirect("evaluations:units", filing_id=part.part_of_id)


class LeaveOutView(View):
    """不计入汇总, with the reason; 重新计入 without."""

    def post(self, request: HttpRequest, filing_id: int) -> HttpResponse:
        """Note it on the unit's filing."""
        part = filing_for(request.user, filing_id, Action.LEAVE_OUT)
        words = request.POST.get("words", "")
        again = request.POST.get("again") == "yes"
        try:
            if again:
                take_in(actor=request.user, filing=part)
            else:
                leave_out(actor=request.user, filing=part, words=words)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{part.whose}已设为{'重新' if again else '不'}计入汇总。")
        return redirect("evaluations:units", filing_id=part.part_of_id)
