"""Files that were handed in after the approval: stamped copies, what proves an objection, what a 更正 rests on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from evaluations.access import filing_for
from evaluations.models import AmendmentFile, Filing, KeptFile, ObjectionFile, StampedCopy
from evaluations.views.evidence.download import file_answer


def kept_url(filing_id: int, file: KeptFile) -> str:
    """Return where a file is handed out."""
    return reverse("evaluations:kept_file", args=[filing_id, file.key])


@never_cache
def kept_file(request: HttpRequest, filing_id: int, kept_key: str) -> HttpResponse:
    """Hand out a file of this filing to those who may see it."""
    filing = filing_for(request.user, filing_id)
    file = _file(filing, kept_key)
    if file is None:
        raise Http404
    return file_answer(request, file, reverse("evaluations:result", args=[filing.pk]), "回到审核结果")


def _file(filing: Filing, key: str) -> KeptFile | None:
    return (
        StampedCopy.objects.filter(snapshot__filing=filing, key=key).first()
        or ObjectionFile.objects.filter(objection__feedback__notice__filing=filing, key=key).first()
        or AmendmentFile.objects.filter(amendment__filing=filing, key=key).first()
    )
