"""A file is handed out: to those who may see it, as what it is, and so that nothing in it acts on the portal."""

from typing import Protocol

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from evaluations.access import filing_for
from evaluations.evidence import KINDS, store
from evaluations.evidence.kinds import Kind
from evaluations.selectors.evidence import files_for
from evaluations.views.conflict import conflict_page

from .links import page_url

CLEARED = "文件已按保密要求清除，不能下载。请看办理记录。"
LOST = "文件缺失，或与登记的校验码不符，不能下载。请联系系统管理员核对备份，或重新上传。"


@never_cache
def file_content(request: HttpRequest, filing_id: int, file_key: str) -> HttpResponse:
    """Return the bytes of a file; `?show=1` lets the browser show a picture instead of saving it."""
    filing = filing_for(request.user, filing_id)
    file = files_for(request.user, filing).named(file_key)
    if file is None:
        raise Http404
    return file_answer(request, file, page_url(filing.pk), "回到佐证材料")


class Stored(Protocol):
    """A row of a file whose bytes are in the store."""

    @property
    def key(self) -> str: ...

    @property
    def sha(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def name(self) -> str: ...


def file_answer(request: HttpRequest, file: Stored, back: str, back_label: str) -> HttpResponse:
    """Hand out a file that this person may see; where its bytes are not those that were kept, say so."""
    data = store.get(file.key, file.sha)
    if data is None:
        cleared = getattr(file, "purged", None) is not None
        return conflict_page(request, CLEARED if cleared else LOST, back, back_label)
    return handed_out(data, KINDS[file.kind], file.name, show=request.GET.get("show") == "1")


def handed_out(data: bytes, kind: Kind, name: str, *, show: bool) -> HttpResponse:
    """Return bytes as the file they are; only a picture may be shown instead of saved."""
    answer = HttpResponse(data, content_type=kind.media_type)
    answer["Content-Disposition"] = content_disposition_header(not (kind.shown and show), name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
