"""Sign-in attempts are counted per account and address: five failures close that pair for a quarter of an hour.

An attempt is counted before the password is looked at, by one conditional update, so that attempts made at once cannot
exceed the five. Others behind the same office address are not affected, nor is the same person elsewhere.
"""

import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest

from portal.models import SignInFailure

ALLOWED = 5
CLOSED_FOR = timedelta(minutes=15)


def address_of(request: HttpRequest) -> str:
    """The address a request comes from; behind our own proxy it is the last one that the proxy wrote down."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def reserve(*, username: str, address: str, now: datetime) -> bool:
    """Counts one attempt; False when the pair is closed. A success must be followed by `forgive`."""
    account = _account(username)
    pair = SignInFailure.objects.filter(account=account, address=address)
    pair.filter(last_at__lte=now - CLOSED_FOR).update(count=0, last_at=now)
    if pair.filter(count__lt=ALLOWED).update(count=F("count") + 1, last_at=now):
        return True
    if pair.exists():
        return False
    SignInFailure.objects.filter(last_at__lte=now - CLOSED_FOR).delete()
    try:
        with transaction.atomic():
            SignInFailure.objects.create(account=account, address=address, count=1, last_at=now)
    except IntegrityError:  # the first two attempts came at once
        return bool(pair.filter(count__lt=ALLOWED).update(count=F("count") + 1, last_at=now))
    return True


def forgive(*, username: str, address: str) -> None:
    """Forgets the failures of a pair after a success."""
    SignInFailure.objects.filter(account=_account(username), address=address).delete()


def opens_again(*, username: str, address: str, now: datetime) -> datetime:
    """When a closed pair may try again."""
    row = SignInFailure.objects.filter(account=_account(username), address=address).first()
    return (row.last_at if row else now) + CLOSED_FOR


def _account(username: str) -> str:
    return unicodedata.normalize("NFKC", username).strip()[:150]
