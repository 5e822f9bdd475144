"""Telling apart what servers answer alike when a conditional write fails."""

from __future__ import annotations

from collections.abc import Callable

from connectors.store import Busy, Changed, Forbidden, NotFound, StoreError


def explained(error: StoreError, look: Callable[[], str | None], etag: str = "") -> StoreError:
    """The error that the caller should see, after one look at the object.

    412 is also the answer where the object is gone (RFC 9110 §13.1.1), and where a server does not
    yet vouch for its etag: Apache's are weak for a second after each write. Nextcloud answers 404
    when it means a read-only share. 409 is the answer where the collection is missing.

    Args:
        error: what the write met.
        look: asks the server for the present etag, None if the object is gone; for a create it
            asks for the collection.
        etag: the version that was to be replaced.
    """
    try:
        present = look()
    except StoreError:
        return error
    if present is None:
        return NotFound("gone, or never there", status=error.status)
    if isinstance(error, Changed) and present == etag:
        return Busy("too new to be changed safely", status=error.status, retry_after=1.0)
    if isinstance(error, NotFound):
        return Forbidden("may be read but not written", status=error.status)
    return error


def known_version(etag: str) -> str:
    """The If-Match value for an etag.

    Raises:
        Changed: the etag is empty: which version would be replaced is not known.
    """
    if not etag:
        raise Changed("the present version is not known, so it can't be replaced")
    return f'"{etag}"'
