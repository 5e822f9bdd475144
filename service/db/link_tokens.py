"""The secret part of a link: it says what the link is for, to nobody but us.

AES-SIV (RFC 5297) under a key derived from the service's own: what nobody but us can make, nor read
anything from, and the same every time, so that a link that is written anew is the same link, also
after the database is lost. Nothing is stored that could be stolen.
"""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from service.db.sealing import SecretBox

_BETWEEN = "\n"
_LONGEST = 500  # characters; ours have about a hundred


class LinkTokens:
    """Makes and opens the tokens of one ``purpose``; those of another are not opened."""

    def __init__(self, box: SecretBox, purpose: str) -> None:
        self._ciphers = [AESSIV(key) for key in box.derived(f"link {purpose}")]

    def make(self, *parts: str) -> str:
        """A token that says ``parts``, which hold no line breaks; always the same one."""
        sealed = self._ciphers[0].encrypt(_BETWEEN.join(parts).encode(), None)
        return _spelled(sealed)

    def open(self, token: str) -> tuple[str, ...] | None:
        """What a token says; None where it is none of ours. Those of older keys are still good."""
        if not token.isascii() or len(token) > _LONGEST:
            return None
        try:
            sealed = b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except ValueError:
            return None
        if _spelled(sealed) != token:
            return None  # other last letters would mean the same bytes
        for cipher in self._ciphers:
            try:
                return tuple(cipher.decrypt(sealed, None).decode().split(_BETWEEN))
            except (InvalidTag, ValueError):
                continue
        return None


def _spelled(sealed: bytes) -> str:
    return urlsafe_b64encode(sealed).decode().rstrip("=")
