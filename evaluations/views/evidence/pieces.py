"""An upload in pieces, as the script sends it: announced, piece by piece from where it stopped, finished. JSON."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from evaluations.access import Person, filing_for
from evaluations.evidence.limits import PIECE
from evaluations.models import EvidenceUpload, Filing
from evaluations.services.results import Refused
from evaluations.services.uploads import Announced, Misplaced, finish_upload, start_upload, take_piece
from evaluations.workflow import Action

from .forms import LONGEST_NAME, number_of, pages_in, place_in, same_content, spread_in, text_in

MALFORMED = "上传的内容不完整。请刷新页面，重新选择文件上传。"


@never_cache
def start(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Announce a file; the answer says where its pieces go and how much of it is here already."""
    filing = filing_for(request.user, filing_id, Action.EDIT)
    size = number_of(request.POST.get("size", ""))
    if size is None:
        return _refused(MALFORMED, 400)
    announced = Announced(
        text_in(request.POST, "name", LONGEST_NAME),
        size,
        text_in(request.POST, "mark", 40),
        place_in(request.POST),
        pages_in(request.POST),
        spread_in(request.POST),
    )
    try:
        upload = start_upload(actor=request.user, filing=filing, announced=announced)
    except Refused as refused:
        return _refused(str(refused), 422)
    keys = [filing.pk, upload.key]
    return JsonResponse(
        {
            "pieces": reverse("evaluations:evidence_piece", args=keys),
            "finish": reverse("evaluations:evidence_finish", args=keys),
            "received": upload.received,
        }
    )


@method_decorator(never_cache, name="dispatch")
class PieceView(View):
    """GET says how much is here, POST adds the piece that begins at ?offset."""

    def get(self, request: HttpRequest, filing_id: int, upload_key: str) -> HttpResponse:
        """Say how much is here."""
        upload = _own(request.user, filing_for(request.user, filing_id, Action.EDIT), upload_key)
        return JsonResponse({"received": upload.received})

    def post(self, request: HttpRequest, filing_id: int, upload_key: str) -> HttpResponse:
        """Add a piece; one that does not fit is answered with where the next has to begin."""
        upload = _own(request.user, filing_for(request.user, filing_id, Action.EDIT), upload_key)
        offset = number_of(request.GET.get("offset", ""))
        length = number_of(request.META.get("CONTENT_LENGTH", ""))
        if offset is None or length is None or not 0 < length <= PIECE:
            return _refused(MALFORMED, 400)
        try:
            received = take_piece(actor=request.user, upload=upload, offset=offset, piece=request.body)
        except Misplaced as misplaced:
            return JsonResponse({"received": misplaced.received}, status=409)
        except Refused as refused:
            return _refused(str(refused), 422)
        return JsonResponse({"received": received})


@never_cache
def finish(request: HttpRequest, filing_id: int, upload_key: str) -> HttpResponse:
    """Keep the whole file, or say why not."""
    upload = _own(request.user, filing_for(request.user, filing_id, Action.EDIT), upload_key)
    try:
        evidence = finish_upload(actor=request.user, upload=upload)
    except Misplaced as misplaced:
        return JsonResponse({"received": misplaced.received}, status=409)
    except Refused as refused:
        return _refused(str(refused), 422)
    return JsonResponse(
        {"said": same_content(evidence) if evidence.was_there else f"已上传：{evidence.name}"}
    )


def _own(user: Person, filing: Filing, key: str) -> EvidenceUpload:
    """Return an upload of this person to this filing; Http404 for any other."""
    upload = EvidenceUpload.objects.select_related("filing").filter(pk=key, filing=filing, by=user).first()
    if upload is None:
        raise Http404
    return upload


def _refused(reason: str, status: int) -> JsonResponse:
    return JsonResponse({"reason": reason}, status=status)
