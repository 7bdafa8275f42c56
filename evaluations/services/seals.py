"""Seals: HMAC-SHA256 with a key that is not in the database, so that whoever can write there cannot make one."""

import hashlib
import hmac

from django.conf import settings


def seal_of(text: str) -> str:
    """Return the seal of a text by the key in use, 64 hexadecimal digits."""
    return _by(settings.SEAL_KEY, text)


def holds(text: str, seal: str) -> bool:
    """Say whether a seal is a text's, by the key in use or one of those before it."""
    keys = (settings.SEAL_KEY, *settings.OLD_SEAL_KEYS)
    return any(hmac.compare_digest(_by(key, text), seal) for key in keys)


def _by(key: str, text: str) -> str:
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
