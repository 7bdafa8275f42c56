"""What was posted after its session had ended, carried over the sign-in: signed, and for its writer alone.

Who wrote it is told by the token in the form. Signing in gives the browser a new secret for its tokens, so a token
belongs to whoever signed in last before the page was made; a signed cookie says whose the last few secrets were.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_TOKEN_LENGTH, get_token
from django.middleware.csrf import _unmask_cipher_token as secret_of  # type: ignore[attr-defined]
from django.urls import Resolver404, resolve
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from .access_table import ROUTES

FIELD = "carried"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a box
WRITERS = "writers"
MOST_WRITERS = 8
LONGEST = 2_000_000
"""Characters of a packed form; together with a sign-in it stays below what the server reads of a post."""
KEEPS = timedelta(days=7)
UNWRITTEN = {
    "then",
    "take",
    "cure",
    "once",
    "revision",
    "seen",
    "address",
    "editor",
    "anchor",
    "next",
    "rows",
}
"""Boxes and buttons that a page fills by itself."""
_TOKEN = re.compile(f"[0-9A-Za-z]{{{CSRF_TOKEN_LENGTH}}}")
_STAMP = "~base"


@dataclass(frozen=True, slots=True)
class Carried:
    """A posted form. `person` is its writer's id, None when that is not known; `back` the page it was written on."""

    person: int | None
    path: str
    back: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()
    """Names of the files that were chosen; their content stays behind."""

    @property
    def packed(self) -> str:
        """The form as the sign-in page carries it, signed; '' when it is too long, or nobody's."""
        text = signing.dumps(asdict(self), salt=FIELD, compress=True) if self.person else ""
        return text if len(text) <= LONGEST else ""

    @property
    def written(self) -> list[tuple[str, str]]:
        """What a person wrote or filled in, as label ('' where the box has no name of the field) and text."""
        return list(self._written())

    def _written(self) -> Iterator[tuple[str, str]]:
        for name, text in self.fields:
            if text.strip() and not name.endswith(_STAMP) and name not in UNWRITTEN:
                yield "" if name.isascii() else name.rpartition(":")[2].rpartition("/")[2], text


def carried_from(request: HttpRequest) -> Carried | None:
    """Return what a post brought; None where nothing was typed, or a password, which is never carried."""
    names = [name for name in request.POST if name not in {TOKEN, FIELD}]
    if not (names or request.FILES) or any("password" in name for name in names):
        return None
    return Carried(
        person=writer_of(request),
        path=request.get_full_path(),
        back=back_of(request),
        fields=tuple((name, text) for name in names for text in request.POST.getlist(name)),
        files=tuple(str(file.name) for _, files in request.FILES.lists() for file in files),
    )


def unpack(text: str) -> Carried | None:
    """Return the form that a sign-in page carried; None unless it is ours, not too old, and for a page that we have."""
    try:
        parts = signing.loads(text, salt=FIELD, max_age=KEEPS)
    except signing.BadSignature:
        return None
    fields = tuple((name, value) for name, value in parts.pop("fields"))
    carried = Carried(**{**parts, "files": tuple(parts["files"])}, fields=fields)
    return carried if _takes(carried.path, "POST") else None


def remember_writer(request: HttpRequest, response: HttpResponse) -> None:
    """Note on the browser that pages made from now on are for the person who has just signed in."""
    mark = _mark(get_token(request))
    known = [one for one in _writers(request) if one[0] != mark][1 - MOST_WRITERS :]
    response.set_cookie(
        WRITERS,
        signing.dumps([*known, [mark, request.user.pk]], salt=WRITERS),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def writer_of(request: HttpRequest) -> int | None:
    """Return for whom the page was made that a form was posted from, None when that is not known."""
    mark = _mark(request.POST.get(TOKEN, ""))
    return next((person for known, person in _writers(request) if known == mark), None)


def back_of(request: HttpRequest) -> str:
    """Return the page of ours that a request came from, '' when it was none."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return ""
    parts = urlsplit(came_from)
    where = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return where if _takes(where, "GET") else ""


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent the request; no other page can make it say so."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == f"{request.scheme}://{request.get_host()}"
    return bool(back_of(request))


def _takes(where: str, method: str) -> bool:
    if not url_has_allowed_host_and_scheme(where, None):
        return False
    try:
        route = ROUTES.get(resolve(urlsplit(where).path).view_name)
    except Resolver404:
        return False
    return route is not None and route.who(method) is not None


def _writers(request: HttpRequest) -> list[list]:
    try:
        found: list[list] = signing.loads(request.COOKIES.get(WRITERS, ""), salt=WRITERS)
    except signing.BadSignature:
        return []
    return found


def _mark(token: str) -> str:
    """Return what stands for the secret of a token; '' for what is no token, which is nobody's."""
    if not _TOKEN.fullmatch(token):
        return ""
    return salted_hmac(WRITERS, secret_of(token), algorithm="sha256").hexdigest()[:32]
